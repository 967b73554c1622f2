//! A crate may forbid all lints, because the expansions allow none. Its names do not collide with those of the macros.
#![forbid(unused_imports, unused_variables, deprecated, missing_docs)]

use sts_policy::value::{AccountId, Segment};
use sts_policy::{PolicyTemplate, SessionPolicy, policy};

/// A template with a constant of the same name as that of the trait.
#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
}]
pub struct Reports {
    tenant: Segment<36>,
}

impl Reports {
    /// Not the length of a policy.
    pub const MAX_BYTES: usize = 1;
}

#[allow(non_upper_case_globals)]
mod names {
    pub const hole0: usize = 0;
    pub static greatest: usize = 0;
}

fn main() {
    let tenant = Segment::new("tenant-a").unwrap();
    let reports = Reports { tenant };
    assert!(reports.to_policy().as_str().len() <= <Reports as PolicyTemplate>::MAX_BYTES);
    assert_eq!(Reports::MAX_BYTES, 1);

    use names::{greatest, hole0};
    let account = AccountId::new("111122223333").unwrap();
    let policy: SessionPolicy = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:{account}:jobs";
        // Newer than the service reference, so it is not compared with the actions.
        allow "dynamodb:GetItem" on unchecked "arn:aws:dynamodb:eu-west-1:111122223333:hologram/*";
    };
    assert!(policy.as_str().contains("111122223333:jobs"));
    assert_eq!(greatest + hole0, 0);
}
