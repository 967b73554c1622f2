//! Checks of keys that say whose a request or a resource is: a wildcard in their values says that it may be anybody's, and a variable
//! says no more where the caller chooses what it is.

use super::usage::Usage;
use crate::diagnostics::quote;
use crate::grammar::variable::{TextPart, has_wildcard, text_parts, variables};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    WILDCARD_USAGE_TOO_PERMISSIVE {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a value that says whose a request or a resource is has a wildcard",
        why: "It may match what is anybody's: identifiers of accounts, organizations and networks are given out without order. In `aws:userid`, a wildcard may stand behind the colon, or for all that stands before it.",
        bad at "/Statement/0/Condition/StringLike/aws:PrincipalOrgID": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "aws:PrincipalOrgID": "o-a1b2*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:PrincipalOrgID": "o-a1b2c3d4e5" } }
  }]
}"#,
    }

    VARIABLE_USAGE_TOO_PERMISSIVE {
        severity: Error,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a value that says whose a request or a resource is has a policy variable",
        why: "Where the caller can choose what the variable is, the condition holds for what is anybody's. Variables that AWS itself sets are safe, such as `${aws:PrincipalAccount}`. In `aws:userid`, a variable may stand behind the colon, or for all that stands before it.",
        bad at "/Statement/0/Condition/StringEquals/aws:ResourceAccount": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:ResourceAccount": "${aws:PrincipalTag/account}" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringEquals": { "aws:ResourceAccount": "${aws:PrincipalAccount}" } }
  }]
}"#,
    }
}

/// Source: User Guide, "AWS global condition context keys", section "Sensitive condition keys".
const SENSITIVE: [&str; 10] = [
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
];

/// What AWS sets too, and is compared with one of those.
const INSTANCE_VPC: &str = "aws:Ec2InstanceSourceVpc";

const USER_ID: &str = "aws:userid";

/// Whether a value is too open; then it was reported. `path` is that of the key.
pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) -> bool {
    let is_sensitive = usage.is_any_key(&SENSITIVE);
    // Where what matches is not let through, a value that matches more is no danger.
    if !(is_sensitive || usage.is_key(USER_ID)) || !usage.operator.operator.takes_variables() || !usage.lets_through() {
        return false;
    }
    if !usage.is_readable(cx) {
        return false;
    }
    let mut found = false;
    for (index, text) in usage.values.texts() {
        if cx.must_stop() {
            break;
        }
        let openness = if is_sensitive { sensitive(usage, text) } else { user_id(usage, text) };
        let (code, what) = match openness {
            Openness::Closed => continue,
            Openness::Wildcard => (WILDCARD_USAGE_TOO_PERMISSIVE, "a wildcard"),
            Openness::Variable => (VARIABLE_USAGE_TOO_PERMISSIVE, "a variable that the caller may choose"),
        };
        let (whose, help) = if is_sensitive {
            (
                "anybody's",
                "write the whole value; of variables, one that AWS itself sets, such as `${aws:PrincipalAccount}`",
            )
        } else {
            ("any principal's", "write the ID of the principal, and behind a colon a pattern for its sessions")
        };
        let message = format!("{} has {what}, so {} may be {whose}", quote(text), quote(usage.key));
        let finding = cx.item(index).finding(code, message);
        cx.report(finding.with_help(help));
        found = true;
    }
    found
}

enum Openness {
    Closed,
    Wildcard,
    Variable,
}

fn is_wildcard(character: char) -> bool {
    matches!(character, '*' | '?')
}

fn sensitive(usage: &Usage<'_>, text: &str) -> Openness {
    let is_set_by_aws = |name: &str| SENSITIVE.iter().chain([&INSTANCE_VPC]).any(|key| key.eq_ignore_ascii_case(name));
    if usage.operator.operator.takes_wildcards() && has_wildcard(text) {
        Openness::Wildcard
    } else if variables(text)
        .any(|variable| !variable.is_escape() && !is_set_by_aws(variable.name_and_default().0.trim()))
    {
        Openness::Variable
    } else {
        Openness::Closed
    }
}

/// An ID is that of a principal and, behind a colon, the name of a session, which may be open. So may be all of the ID: then the
/// session is what is asked for.
fn user_id(usage: &Usage<'_>, text: &str) -> Openness {
    let takes_wildcards = usage.operator.operator.takes_wildcards();
    let mut literal = 0;
    let mut wildcards = 0;
    let mut open = 0;
    let mut has_colon = false;
    for piece in text_parts(text) {
        match piece {
            // One that is not closed was reported.
            TextPart::Variable(variable) if !variable.is_closed => break,
            TextPart::Variable(variable) if variable.is_escape() => literal += 1,
            TextPart::Variable(_) => open += 1,
            TextPart::Text(text) => {
                let (id, session) = text.split_once(':').map_or((text, None), |(id, session)| (id, Some(session)));
                let ones = id.chars().filter(|character| takes_wildcards && is_wildcard(*character)).count();
                wildcards += ones;
                literal += id.chars().count() - ones;
                has_colon = session.is_some();
            }
        }
        if has_colon {
            break;
        }
    }
    match (wildcards, open) {
        (0, 0) => Openness::Closed,
        (wildcards, open) if has_colon && literal == 0 && wildcards + open == 1 => Openness::Closed,
        (0, _) => Openness::Variable,
        _ => Openness::Wildcard,
    }
}
