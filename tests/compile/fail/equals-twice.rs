use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports" when StringLike "s3:prefix" == "a/*";
    };
}
