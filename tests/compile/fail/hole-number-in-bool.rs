use sts_policy::policy;

fn main() {
    let secure = 1;
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when Bool "aws:SecureTransport" = "{secure}";
    };
}
