use sts_policy::policy_file;

fn main() {
    let _ = policy_file!("policies");
}
