use sts_policy::policy;

fn main() {
    let _ = policy! {
        alow "s3:GetObject" on "arn:aws:s3:::reports/*";
        Allow "s3:ListBucket" on "arn:aws:s3:::reports";
    };
}
