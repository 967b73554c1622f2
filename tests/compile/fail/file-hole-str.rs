use sts_policy::policy_file;

fn main() {
    let tenant = "tenant-a";
    let _ = policy_file!("policies/tenant.json");
}
