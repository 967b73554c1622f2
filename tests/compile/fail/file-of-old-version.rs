use sts_policy::policy_file;
use sts_policy::value::Segment;

fn main() {
    let tenant = Segment::<36>::new("{aws:userid}").unwrap();
    let _ = policy_file!("policies/no-version.json");
}
