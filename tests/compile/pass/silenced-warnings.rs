//! `#[allow(deprecated)]` silences a warning.
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
