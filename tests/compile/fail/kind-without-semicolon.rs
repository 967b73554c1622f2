use sts_policy::{Policy, policy};

fn main() {
    let _: Policy = policy! {
        kind = identity
        allow "s3:ListAllMyBuckets" on *;
    };
}
