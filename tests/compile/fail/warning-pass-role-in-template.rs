#![deny(deprecated)]

use sts_policy::PolicyTemplate;

#[derive(PolicyTemplate)]
#[policy {
    allow "iam:PassRole" on *;
}]
struct AnyRole;

fn main() {}
