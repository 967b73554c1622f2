//! Names and types of holes. Findings do not depend on the values.
#![deny(warnings)]

use std::time::SystemTime;

use sts_policy::policy;
use sts_policy::value::{AccountId, IpNetwork, Region, Segment};

macro_rules! read {
    ($resource:literal) => {
        policy! { allow "s3:GetObject" on $resource; }
    };
}

fn main() {
    let policy = Segment::<36>::new("a").unwrap();
    let _ = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{policy}/*"; };
    let _ = read!("arn:aws:s3:::reports/{policy}/*");

    let (account, region) = (AccountId::new("111122223333").unwrap(), Region::new("eu-west-1").unwrap());
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/*" when StringEquals "aws:ResourceAccount" = "{account}";
    };
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:{region}:{account}:jobs";
        deny "sqs:*" on "arn:aws:sqs:us-east-1:111122223333:*";
    };
    let (most, now, is_absent) = (7_u8, SystemTime::now(), true);
    let office: IpNetwork = "203.0.113.0/24".parse().unwrap();
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when NumericEquals "s3:max-keys" = "{most}" and NumericLessThanEquals "s3:max-keys" = 100
             and DateEquals "aws:CurrentTime" = "{now}" and DateLessThan "aws:CurrentTime" = "2027-01-01T00:00:00Z"
             and IpAddress "aws:SourceIp" = "{office}" and NotIpAddress "aws:SourceIp" = "8.8.0.0/16";
    };
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/*"
            when Null "aws:PrincipalTag/team" = "{is_absent}" and StringEquals "aws:PrincipalTag/team" = "a";
    };
}
