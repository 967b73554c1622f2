//! Findings that hold only for some values of the holes are not reported, such as equal values or contradictions.
#![deny(deprecated)]

use std::time::SystemTime;

use sts_policy::value::{AccountId, IpNetwork, Region, Segment};
use sts_policy::{PolicyTemplate, policy};

/// The names in a literal are those of the caller that wrote it.
macro_rules! read {
    ($resource:literal) => {
        policy! { allow "s3:GetObject" on $resource; }
    };
}

/// A lint that is allowed on the struct is allowed in the derived code.
#[derive(PolicyTemplate)]
#[policy {
    allow "iam:PassRole" on *;
}]
#[allow(deprecated)]
struct AnyRole;

fn main() {
    let ours = AccountId::new("111122223333").unwrap();
    let theirs = AccountId::new("444455556666").unwrap();
    let (home, abroad) = (Region::new("eu-west-1").unwrap(), Region::new("us-east-1").unwrap());
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/*" when StringEquals "aws:PrincipalAccount" = "{ours}";
        allow "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:{ours}:jobs";
        deny "sqs:SendMessage" on "arn:aws:sqs:eu-west-1:{theirs}:jobs";
        allow "sns:Publish" on "arn:aws:sns:{home}:111100000000:news";
        deny "sns:Publish" on "arn:aws:sns:{abroad}:111100000000:news";
        deny "sns:Publish" on "arn:aws:sns:us-east-1:{ours}:news";
    };

    let (most, least, now) = (100_u16, 10_u16, SystemTime::now());
    let office: IpNetwork = "203.0.113.0/24".parse().unwrap();
    let cellar: IpNetwork = "203.0.113.64/26".parse().unwrap();
    let secure = true;
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::a"
            when NumericEquals "s3:max-keys" = "{most}" and NumericLessThan "s3:max-keys" = 1000;
        allow "s3:ListBucket" on "arn:aws:s3:::b"
            when NumericLessThanEquals "s3:max-keys" = "{most}" and NumericGreaterThan "s3:max-keys" = "{least}";
        allow "s3:ListBucket" on "arn:aws:s3:::c"
            when IpAddress "aws:SourceIp" = "{office}" and NotIpAddress "aws:SourceIp" = "{cellar}";
        allow "s3:ListBucket" on "arn:aws:s3:::d"
            when Bool "aws:SecureTransport" = "{secure}" and DateGreaterThan "aws:CurrentTime" = "{now}"
             and DateLessThan "aws:CurrentTime" = "2099-12-31T00:00:00Z";
    };

    // The hole has the name of the function in the expansion.
    let policy = Segment::<36>::new("a").unwrap();
    assert!(read!("arn:aws:s3:::reports/{policy}/*").as_str().contains("reports/a/*"));
    assert_eq!(AnyRole.to_policy().as_str().len(), AnyRole::MAX_BYTES);
}
