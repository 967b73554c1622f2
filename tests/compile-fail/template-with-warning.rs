#![deny(deprecated)]

use sts_policy::PolicyTemplate;

#[derive(PolicyTemplate)]
#[policy {
    allow "iam:PassRole" on *;
}]
struct Anything;

fn main() {
    let _ = Anything.to_policy();
}
