use sts_policy::policy;
use sts_policy::value::Pattern;

fn main() {
    let prefix = Pattern::<63>::new("tenant-?/").unwrap();
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when StringEquals "s3:prefix" = "{prefix}";
    };
}
