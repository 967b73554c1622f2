use sts_policy::policy;

fn main() {
    let _ = policy! {
        /// What a tenant reads.
        allow "s3:GetObject" on "arn:aws:s3:::reports/*";
    };
}
