use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:GetObject";
        allow "s3:ListBucket" "arn:aws:s3:::reports";
        allow "s3:ListBucket" when StringLike "s3:prefix" = "a/*";
    };
}
