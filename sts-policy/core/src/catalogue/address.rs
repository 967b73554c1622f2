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
}
