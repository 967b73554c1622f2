//! Targets that check policies.

use serde_json::{Value, json};
use sts_policy::request::Operation;
use sts_policy::{Checker, Policy, Report, SessionPolicy, limits};

use super::input::Input;

/// Checks arbitrary bytes as a policy of each kind.
pub fn check_bytes(data: &[u8]) {
    let checkers = [
        Checker::session(),
        Checker::federation().packed_size(Operation::GetFederationToken),
        Checker::identity(),
        Checker::session().without_reference(),
    ];
    let text = std::str::from_utf8(data);
    for checker in &checkers {
        let report = checker.check_bytes(data);
        match text {
            Ok(text) => {
                assert_eq!(report.findings(), checker.check(text).findings(), "check and check_bytes differ");
                assert_report(&report, text);
            }
            Err(_) => assert!(!report.is_ok(), "text that is not UTF-8 passes"),
        }
    }
    if let Ok(text) = text {
        assert_canonical_form(text);
    }
}

/// Checks a policy that is made of known names and arbitrary texts.
pub fn check_json(data: &[u8]) {
    let policy = policy(&mut Input::new(data));
    check_bytes(policy.to_string().as_bytes());
}

fn assert_report(report: &Report, text: &str) {
    let locations = report.locate(text);
    assert_eq!(locations.len(), report.findings().len(), "a finding has no location");
    let lines = text.split('\n').count();
    for (location, finding) in locations.iter().zip(report.findings()) {
        assert!((1..=lines).contains(&location.line), "{finding} is in line {}", location.line);
        assert!(!finding.to_string().contains('\n'), "{finding} has several lines");
    }
}

/// The canonical form is a fixed point, and a session policy passes the checks again.
fn assert_canonical_form(text: &str) {
    if let Ok(policy) = Policy::from_json(text) {
        let canonical = policy.to_json();
        let again = Policy::from_json(&canonical).map(|policy| policy.to_json());
        assert_eq!(again.ok().as_ref(), Some(&canonical), "the canonical form is not a fixed point");
    }
    if let Ok(policy) = SessionPolicy::from_json(text) {
        assert!(policy.as_str().len() <= limits::SESSION_POLICY_BYTES, "the session policy is too long");
        let again = SessionPolicy::from_json(policy.as_str());
        assert_eq!(again.ok().as_ref(), Some(&policy), "the session policy does not pass again");
    }
}

const ACTIONS: &[&str] = &[
    "s3:GetObject",
    "s3:Get*",
    "s3:ListBucket",
    "s3:*",
    "*",
    "ec2:RunInstances",
    "ec2:Describe*",
    "iam:PassRole",
    "sts:AssumeRole",
    "dynamodb:Query",
    "sqs:SendMessage",
    "kms:Decrypt",
    "s3:GetObjct",
    "zz:Do",
    "GetObject",
];
const RESOURCES: &[&str] = &[
    "*",
    "arn:aws:s3:::reports/*",
    "arn:aws:s3:::reports",
    "arn:aws:s3:::*/${aws:PrincipalTag/team}/*",
    "arn:aws:sqs:eu-west-1:123456789012:jobs",
    "arn:aws:iam::123456789012:role/*",
    "arn:aws-cn:s3:::reports/*",
    "arn:aws:ec2:*:123456789012:instance/*",
    "arn:aws:dynamodb:us-east-1:123456789012:table/a",
    "arn:aws:s3",
];
const OPERATORS: &[&str] = &[
    "StringEquals",
    "StringLike",
    "StringNotEqualsIfExists",
    "ForAnyValue:StringLike",
    "ForAllValues:StringEquals",
    "NumericLessThan",
    "DateGreaterThan",
    "Bool",
    "IpAddress",
    "NotIpAddress",
    "ArnLike",
    "Null",
    "BinaryEquals",
    "StringEqual",
];
const KEYS: &[&str] = &[
    "s3:prefix",
    "aws:SourceIp",
    "aws:PrincipalTag/team",
    "aws:TagKeys",
    "aws:CurrentTime",
    "aws:SecureTransport",
    "dynamodb:LeadingKeys",
    "ec2:InstanceType",
    "aws:RequestTag/team",
    "aws:SourceArn",
    "s3:max-keys",
    "aws:Nothing",
];
const VALUES: &[&str] = &[
    "tenant-a/*",
    "true",
    "10.0.0.0/8",
    "203.0.113.7",
    "2026-01-01T00:00:00Z",
    "7",
    "",
    "*",
    "${aws:username}",
    "${aws:PrincipalTag/team, 'none'}",
    "arn:aws:s3:::reports",
    "AAEC",
    "eu-west-1",
];

fn policy(input: &mut Input<'_>) -> Value {
    let statements: Vec<Value> = (0..=input.below(4)).map(|_| statement(input)).collect();
    match input.below(8) {
        0 => json!({"Version": input.text(), "Statement": statements}),
        1 => json!({"Statement": statements}),
        2 => json!({"Version": "2008-10-17", "Id": input.text(), "Statement": statements}),
        _ => json!({"Version": "2012-10-17", "Statement": statements}),
    }
}

fn statement(input: &mut Input<'_>) -> Value {
    let mut statement = serde_json::Map::new();
    if input.below(4) == 1 {
        statement.insert("Sid".to_owned(), input.text().into());
    }
    statement.insert("Effect".to_owned(), input.pick(&["Allow", "Deny", "allow"]).into());
    let action = input.pick(&["Action", "Action", "NotAction"]);
    statement.insert(action.to_owned(), list(input, ACTIONS));
    let resource = input.pick(&["Resource", "Resource", "NotResource"]);
    statement.insert(resource.to_owned(), list(input, RESOURCES));
    let conditions = input.below(3);
    if conditions > 0 {
        let condition: serde_json::Map<String, Value> =
            (0..conditions).map(|_| (one(input, OPERATORS), condition_keys(input))).collect();
        statement.insert("Condition".to_owned(), condition.into());
    }
    statement.into()
}

fn condition_keys(input: &mut Input<'_>) -> Value {
    (0..=input.below(2)).map(|_| (one(input, KEYS), list(input, VALUES))).collect::<serde_json::Map<_, _>>().into()
}

/// Returns a known text, or an arbitrary one.
fn one(input: &mut Input<'_>, known: &[&str]) -> String {
    if input.below(8) == 7 { input.text() } else { input.pick(known).to_owned() }
}

fn list(input: &mut Input<'_>, known: &[&str]) -> Value {
    match input.below(6) {
        5 => json!([one(input, known), input.byte(), null]),
        0 => one(input, known).into(),
        count => (0..count).map(|_| Value::from(one(input, known))).collect::<Vec<_>>().into(),
    }
}
