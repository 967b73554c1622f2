use sts_policy::policy_file;
use sts_policy::value::Segment;

fn main() {
    let verb = Segment::<3>::new("Get").unwrap();
    let _ = policy_file!("policies/bad-hole.json");
}
