//! IP addresses.

use super::entry::entries;

entries! {
    IMPROVE_IP_RANGE: Suggestion, AccessAnalyzer, Session {
        "a CIDR range has bits set beyond its prefix",
        why: "The bits are ignored; written without them, the range is what it looks like.",
        bad at "/Statement/0/Condition/IpAddress/aws:SourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.7/24" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
  }]
}"#,
    }

    PRIVATE_IP_ADDRESS: Error, AccessAnalyzer, Session {
        "`aws:SourceIp` is compared with private addresses only",
        why: "The key holds the public address from which a request comes, so the condition never matches. Requests through a VPC endpoint have `aws:VpcSourceIp`.",
        bad at "/Statement/0/Condition/IpAddress/aws:SourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": "10.0.0.0/16" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": {
      "IpAddress": { "aws:VpcSourceIp": "10.0.0.0/16" },
      "StringEquals": { "aws:SourceVpc": "vpc-0123456789abcdef0" }
    }
  }]
}"#,
    }

    PRIVATE_NOT_IP_ADDRESS: Error, AccessAnalyzer, Session {
        "`aws:SourceIp` must not be one of some addresses, and all of them are private",
        why: "The key holds the public address from which a request comes, so the condition always matches.",
        bad at "/Statement/0/Condition/NotIpAddress/aws:SourceIp": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NotIpAddress": { "aws:SourceIp": ["10.0.0.0/8", "192.168.0.0/16"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NotIpAddress": { "aws:SourceIp": "203.0.113.0/24" } }
  }]
}"#,
    }

    PRIVATE_IP_ADDRESS_SUBSET: Suggestion, AccessAnalyzer, Session {
        "`aws:SourceIp` is compared with private addresses among others",
        why: "The key holds the public address from which a request comes: private ones have no effect.",
        bad at "/Statement/0/Condition/IpAddress/aws:SourceIp/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24", "192.168.0.0/16"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "IpAddress": { "aws:SourceIp": ["203.0.113.0/24"] } }
  }]
}"#,
    }

    PRIVATE_NOT_IP_ADDRESS_SUBSET: Suggestion, AccessAnalyzer, Session {
        "`aws:SourceIp` must not be one of some addresses, and some of them are private",
        why: "The key holds the public address from which a request comes: private ones have no effect.",
        bad at "/Statement/0/Condition/NotIpAddress/aws:SourceIp/0": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NotIpAddress": { "aws:SourceIp": ["172.16.0.0/12", "203.0.113.0/24"] } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NotIpAddress": { "aws:SourceIp": ["203.0.113.0/24"] } }
  }]
}"#,
    }
}
