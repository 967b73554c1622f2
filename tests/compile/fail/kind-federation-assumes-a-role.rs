#![deny(deprecated)]

use sts_policy::policy;

fn main() {
    let _ = policy! {
        kind = federation;
        allow "sts:AssumeRole" on "arn:aws:iam::111122223333:role/reader";
    };
}
