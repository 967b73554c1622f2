use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when NumericLessThan "s3:max-keys" = 100u32;
    };
}
