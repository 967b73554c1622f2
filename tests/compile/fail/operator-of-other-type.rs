#![deny(deprecated)]

use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when StringEquals "aws:SourceIp" = "203.0.113.0/24";
    };
}
