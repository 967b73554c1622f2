//! No lint is silenced in what the macros write, so all may be forbidden; and names of the user's do not meet those of the macros.
#![forbid(unused_imports, unused_variables, deprecated, missing_docs)]

use sts_policy::value::{AccountId, Segment};
use sts_policy::{PolicyTemplate, SessionPolicy, policy};

/// A template with a constant that is called like that of the trait.
#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
}]
pub struct Reports {
    tenant: Segment<36>,
}

impl Reports {
    /// No length of a policy.
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
        // Younger than the reference: it is not asked what acts on it.
        allow "dynamodb:GetItem" on unchecked "arn:aws:dynamodb:eu-west-1:111122223333:hologram/*";
    };
    assert!(policy.as_str().contains("111122223333:jobs"));
    assert_eq!(greatest + hole0, 0);
}
