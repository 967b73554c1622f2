//! Tests a scope as a snapshot: the reviewed JSON is in the source, and equal policies give equal bytes.
//!
//! `cargo test -p sts-policy --example snapshot`

use sts_policy::value::{AccountId, Region, Segment};
use sts_policy::{PolicyTemplate, SessionPolicy};

/// A worker of a tenant sends messages to its queue.
#[derive(PolicyTemplate)]
#[policy { allow "sqs:SendMessage" on "arn:aws:sqs:{region}:{account}:{tenant}-jobs"; }]
struct SendJobs {
    region: Region,
    account: AccountId,
    tenant: Segment<36>,
}

fn scope(tenant: &str) -> Result<SessionPolicy, sts_policy::value::InvalidValue> {
    let template = SendJobs {
        region: Region::new("eu-west-1")?,
        account: AccountId::new("111122223333")?,
        tenant: tenant.parse()?,
    };
    Ok(template.to_policy())
}

fn main() -> Result<(), sts_policy::value::InvalidValue> {
    println!("{}", scope("tenant-a")?.policy().to_json_pretty());
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::scope;

    #[test]
    fn scope_equals_the_reviewed_policy() {
        let expected = r#"{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "sqs:SendMessage",
      "Resource": "arn:aws:sqs:eu-west-1:111122223333:tenant-a-jobs"
    }
  ]
}"#;
        assert_eq!(scope("tenant-a").unwrap().policy().to_json_pretty(), expected);
    }

    #[test]
    fn a_wildcard_in_a_name_stays_literal() {
        assert!(scope("*").unwrap().as_str().contains(":${*}-jobs"));
    }
}
