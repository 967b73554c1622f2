//! Conditions that hold for some value of each hole, although not for the samples.

#![deny(warnings)]

use std::time::{Duration, SystemTime};

use sts_policy::policy;
use sts_policy::value::{AccountId, Partition, Region};

fn main() {
    let end = 1_800_000_000_u64;
    let most = 3_000_000_u32;
    let until = SystemTime::UNIX_EPOCH + Duration::from_secs(5_000_000_000);
    let office: sts_policy::value::IpNetwork = "203.0.113.0/25".parse().unwrap();
    let region = Region::new("eu-west-1").unwrap();
    let partition = Partition::of(&region);
    let account = AccountId::new("111122223333").unwrap();
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when NumericLessThan "s3:max-keys" = "{end}" and NumericGreaterThan "s3:max-keys" = 2_000_000
             and NumericEquals "s3:signatureAge" = "{most}" and NumericGreaterThan "s3:signatureAge" = 2999999
             and NumericLessThan "s3:signatureAge" = 3000001;
        allow "s3:ListBucket" on "arn:aws:s3:::exports"
            when DateLessThan "aws:CurrentTime" = "{until}" and DateGreaterThan "aws:CurrentTime" = "2100-01-01T00:00:00Z"
             and IpAddress "aws:SourceIp" = "{office}" and NotIpAddress "aws:SourceIp" = ["8.8.0.0/16", "9.9.0.0/16"];
        allow "sns:Publish" on "arn:aws:sns:{region}:{account}:uploads"
            when ArnLike "aws:SourceArn" = "arn:{partition}:sqs:{region}:{account}:orders"
             and ArnEquals "aws:SourceArn" = "arn:aws:sqs:eu-west-1:*:*";
        deny "sns:Publish" on except "arn:aws:sns:eu-west-1:*:*";
    };
}
