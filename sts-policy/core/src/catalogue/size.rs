//! What STS and IAM refuse to carry: too many bytes, characters out of range, too many managed policies.

use super::entry::entries;

entries! {
    STS_POLICY_TOO_LONG: Error, Ours, Session {
        "a session policy, with the ARNs of its managed policies, is over 2,048 bytes",
        why: "STS answers `ValidationError`. White space counts; the size is that of the text as it is submitted. A second limit, on the packed size, may be reached earlier.",
        bad at "": ["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":[", "\"arn:aws:s3:::reports/tenant-a/2026/11/21/*\"," x 44, "\"arn:aws:s3:::reports/tenant-a/2026/11/22/*\"]}}"],
        good: r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}}"#,
    }

    STS_CHARACTER_NOT_ALLOWED: Error, Ours, Session {
        "the text of the policy has a character that STS refuses",
        why: "STS takes U+0009, U+000A, U+000D and U+0020 to U+00FF and answers `ValidationError` to any other. In JSON every character can be written as its `\\uXXXX` escape, which means the same and is taken.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/東京/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/\u6771\u4eac/*" }]
}"#,
    }

    POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA: Warning, AccessAnalyzer, Identity {
        "an identity policy is over 10,240 characters of compact JSON",
        why: "No quota of IAM lets it pass: 2,048 characters for a user's inline policies, 5,120 for a group's, 10,240 for a role's, 6,144 for a managed policy, white space not counted.",
        bad at "": ["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":[", "\"arn:aws:s3:::reports/tenant-a/2026/11/21/*\"," x 230, "\"arn:aws:s3:::reports/tenant-a/2026/11/22/*\"]}}"],
        good: r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}}"#,
    }
}
