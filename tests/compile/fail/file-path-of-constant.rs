use sts_policy::policy_file;

const PATH: &str = "policies/tenant.json";

fn main() {
    let _ = policy_file!(PATH);
}
