//! A warning that was read is silenced as any other is.
#![deny(deprecated)]

use sts_policy::{PolicyTemplate, policy, policy_file};

#[derive(PolicyTemplate)]
#[policy {
    allow "iam:PassRole" on *;
}]
#[allow(deprecated)]
struct AnyRole;

fn main() {
    #[allow(deprecated)]
    let policy = policy! {
        allow "iam:PassRole" on *;
    };
    #[allow(deprecated)]
    let of_file = policy_file!("policies/pass-role.json");
    assert_eq!(policy, of_file);
    assert_eq!(policy, AnyRole.to_policy());
}
