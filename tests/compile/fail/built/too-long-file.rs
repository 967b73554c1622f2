use sts_policy::policy_file;
use sts_policy::value::Segment;

fn main() {
    let tenant = Segment::<512>::new("tenant-a").unwrap();
    let _ = policy_file!("policies/tenant.json");
}
