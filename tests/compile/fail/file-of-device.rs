use sts_policy::policy_file;

fn main() {
    // Reading it would not end.
    let _ = policy_file!("../../../../../../../../../../../../../../../../dev/zero");
}
