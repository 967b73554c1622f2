#![deny(deprecated)]

use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "iam:PassRole" on *;
    };
}
