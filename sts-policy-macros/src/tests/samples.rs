//! The texts that the generators combine.

/// Valid policies, which use every element.
pub(super) const POLICIES: [&str; 5] = [
    r#"allow "s3:GetObject" on "arn:aws:s3:::reports/*";"#,
    r#"Read: allow "s3:GetObject", "s3:GetObjectVersion" on "arn:{partition}:s3:::{bucket}/{tenant}/*";
       allow "s3:ListBucket" on "arn:{partition}:s3:::{bucket}"
           when StringLike "s3:prefix" = ["{tenant}/*", "${aws:PrincipalTag/team}/*"] and Bool "aws:SecureTransport" = true;
       deny except "s3:*" on * when StringNotEquals "aws:RequestedRegion" = "{region}";"#,
    r#"kind = federation; allow "sqs:SendMessage" on "arn:aws:sqs:{region}:{account}:jobs-{name}";"#,
    r#"kind = identity;
       deny "ec2:CreateTags" on except "arn:aws:ec2:*:{account}:instance/*"
           when ForAnyValue:StringNotLikeIfExists "aws:TagKeys" = ["team", "{{cost}}-*"] and Null "aws:TagKeys" = false;"#,
    r#"allow unchecked "s3:GetObjectOfTomorrow" on *
           when NumericLessThan "aws:MultiFactorAuthAge" = -1.5 and DateLessThan "aws:CurrentTime" = "{end}"
            and IpAddress "aws:SourceIp" = ["{office}", "203.0.113.0/24"] and ArnLike "aws:PrincipalArn" = "arn:aws:iam::{account}:role/{name}"
            and BinaryEquals "aws:PrincipalTag/key" = "QmluYXJ5";"#,
];

/// Words of the language, similar words, and words of Rust.
pub(super) const WORDS: [&str; 48] = [
    "allow",
    "deny",
    "on",
    "when",
    "and",
    "except",
    "unchecked",
    "kind",
    "session",
    "federation",
    "identity",
    "alow",
    "wen",
    "excpet",
    "identiy",
    "StringEquals",
    "StringLike",
    "StringEqualsIfExists",
    "ForAnyValue",
    "ForAllValues",
    "NumericLessThan",
    "DateGreaterThan",
    "Bool",
    "IpAddress",
    "ArnLike",
    "Null",
    "BinaryEquals",
    "true",
    "false",
    "Version",
    "Id",
    "Statement",
    "Principal",
    "Sid",
    "Effect",
    "Action",
    "NotAction",
    "Resource",
    "Condition",
    "Read",
    "tenant",
    "self",
    "Self",
    "crate",
    "type",
    "_",
    "gen",
    "租",
];

/// Parts of texts: parts of ARNs and of other values, and text that is special in Rust, IAM, JSON or a terminal.
pub(super) const PARTS: [&str; 63] = [
    "{tenant//}",
    "{/**/tenant}",
    "{\u{feff}tenant}",
    "arn:",
    "aws",
    "aws-cn",
    ":",
    "::",
    ":::",
    "s3",
    "s3:",
    "GetObject",
    "s3:ListBucket",
    "iam:PassRole",
    "sqs",
    "eu-west-1",
    "111122223333",
    "reports",
    "/",
    "*",
    "?",
    "{",
    "}",
    "{{",
    "}}",
    "{}",
    "{tenant}",
    "{account}",
    "{r#type}",
    "{type}",
    "{self}",
    "{_}",
    "{don't}",
    "{/*}",
    "{租}",
    "$",
    "${",
    "${aws:username}",
    "${aws:PrincipalTag/team, 'a'}",
    "${*}",
    "${$}",
    "aws:SourceIp",
    "aws:PrincipalTag/",
    "s3:prefix",
    "\"",
    "'",
    "\\",
    "\\u0000",
    "~",
    "~1",
    "#",
    " ",
    "\n",
    "\u{0}",
    "\u{7f}",
    "\u{85}",
    "é",
    "租",
    "\u{202e}",
    "\u{1f600}",
    "\u{f0000}",
    "\u{10ffff}",
    "2026-01-01T00:00:00Z",
];

/// Parts that keep many texts valid.
pub(super) const PLAUSIBLE: [&str; 16] = [
    "*",
    "?",
    "/",
    "-",
    "a",
    "7",
    "{{",
    "}}",
    "{tenant}",
    "{account}",
    "{r#type}",
    "{租}",
    "${aws:username}",
    "${*}",
    "é",
    "租",
];

/// Literals that are not plain strings.
pub(super) const LITERALS: [&str; 20] = [
    "0",
    "900",
    "1.5",
    "1.",
    "1e999",
    "0x10",
    "1_000",
    "900u32",
    "1f64",
    "99999999999999999999999999999999",
    "'a'",
    "b'a'",
    r#"b"s3:GetObject""#,
    r#"c"s3:GetObject""#,
    r###"r#"arn:aws:s3:::{bucket}/""#"###,
    r#""a"suffix"#,
    r#""""#,
    r#""\u{f0000}""#,
    "0b11",
    "1u8",
];

/// Valid templates.
pub(super) const TEMPLATES: [&str; 3] = [
    r#"#[policy { allow "s3:GetObject" on "arn:aws:s3:::{bucket}/{tenant}/*"; }]
       struct Reports { bucket: BucketName, tenant: Segment<36> }"#,
    r#"#[derive(Debug)] #[policy { kind = identity; Read: allow "s3:ListAllMyBuckets" on *; }] pub(crate) struct Unit;"#,
    r#"#[policy { allow "sqs:SendMessage" on "arn:{partition}:sqs:{region}:{account}:{name}" when StringEquals "aws:PrincipalTag/a" = "{other}"; }]
       struct Queue<'a, T: Clone + 'a, const N: usize = 3> where T: Copy {
           partition: Partition, region: &'a Region, account: AccountId, name: T, pub other: [Segment<N>; 2],
       }"#,
];

/// Valid files.
pub(super) const FILES: [&str; 3] = [
    r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::{bucket}/{tenant}/*" }
}"#,
    r#"{"Version":"2012-10-17","Statement":[{"Sid":"A","Effect":"Deny","NotAction":["s3:*"],"NotResource":["arn:aws:s3:::b","arn:aws:s3:::b/\u002a"],
"Condition":{"StringLike":{"s3:prefix":["{tenant}/*","${aws:PrincipalTag/team}\n"]},"Bool":{"aws:SecureTransport":true},"NumericLessThan":{"s3:max-keys":100}}}]}"#,
    r#"{"Version":"2012-10-17","Id":"x","Statement":[{"Effect":"Allow","Action":"sqs:SendMessage","Resource":"arn:aws:sqs:{region}:{account}:{{a}}"}]}"#,
];

/// Text that is special in files.
pub(super) const JSON: [&str; 23] = [
    "{",
    "}",
    "[",
    "]",
    "\"",
    ",",
    ":",
    "\\",
    "\\u",
    "\\ud800",
    "\\\"",
    "null",
    "true",
    "-",
    "1e999",
    "0.1",
    "{a}",
    "{}",
    "${",
    "\n",
    "\u{f0000}",
    "\u{0}",
    "租",
];
