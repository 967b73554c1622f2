//! Wildcards and variables in values that identify the owner of a request or a resource.

use super::entry::ConditionEntry;
use crate::Code;
use crate::diagnostics::{Message, message, quote};
use crate::grammar::variable::{TextPart, has_wildcard, text_parts, variables};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    WILDCARD_USAGE_TOO_PERMISSIVE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value that identifies the owner of a request or a resource has a wildcard",
        why: "It can match identifiers of other customers, because AWS assigns the identifiers of accounts, organizations and networks in no order. In `aws:userid`, a wildcard is accepted after the colon, or alone before the colon.",
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
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value that identifies the owner of a request or a resource has a policy variable",
        why: "If the caller can choose the value of the variable, the condition can match identifiers of other customers. Variables that AWS sets are safe, such as `${aws:PrincipalAccount}`. In `aws:userid`, a variable is accepted after the colon, or alone before the colon.",
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

/// Keys that identify an owner. Source: User Guide, "AWS global condition context keys", section "Sensitive condition keys".
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

/// A variable that AWS sets, and that policies compare with `aws:SourceVpc`.
const INSTANCE_VPC: &str = "aws:Ec2InstanceSourceVpc";

const USER_ID: &str = "aws:userid";

/// Reports values that can match identifiers of others; returns true if it found one. The path is that of the key.
pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) -> bool {
    let is_sensitive = entry.is_any_key(&SENSITIVE);
    if !(is_sensitive || entry.is_key(USER_ID)) || !entry.operator.operator.takes_variables() {
        return false;
    }
    if !entry.match_widens_access() || !entry.variables_are_supported(cx) {
        return false;
    }
    let mut found = false;
    for (index, text) in entry.values.texts() {
        if cx.must_stop() {
            break;
        }
        let part = if is_sensitive { permissive_part(entry, text) } else { permissive_part_of_user_id(entry, text) };
        let Some(part) = part else { continue };
        let (code, message) = describe(part, is_sensitive, text, entry.key);
        let help = if is_sensitive {
            "write the whole value, or a variable that AWS sets, such as `${aws:PrincipalAccount}`"
        } else {
            "write the whole ID of the principal, and after a colon a pattern for its sessions"
        };
        let finding = cx.item(index).finding(code, message);
        cx.report(finding.with_help(help));
        found = true;
    }
    found
}

fn describe(part: PermissivePart, is_sensitive: bool, text: &str, key: &str) -> (Code, Message) {
    let (value, key) = (quote(text), quote(key));
    match part {
        PermissivePart::Wildcard if is_sensitive => (
            WILDCARD_USAGE_TOO_PERMISSIVE,
            message!("value {} has a wildcard: {} can match identifiers of other customers", value, key),
        ),
        PermissivePart::Wildcard => (
            WILDCARD_USAGE_TOO_PERMISSIVE,
            message!("value {} has a wildcard: {} can match the IDs of other principals", value, key),
        ),
        PermissivePart::Variable if is_sensitive => (
            VARIABLE_USAGE_TOO_PERMISSIVE,
            message!(
                "value {} has a variable that the caller may choose: {} can match identifiers of other customers",
                value,
                key
            ),
        ),
        PermissivePart::Variable => (
            VARIABLE_USAGE_TOO_PERMISSIVE,
            message!(
                "value {} has a variable that the caller may choose: {} can match the IDs of other principals",
                value,
                key
            ),
        ),
    }
}

/// The part of a value that can match identifiers of others.
enum PermissivePart {
    Wildcard,
    Variable,
}

fn is_wildcard(character: char) -> bool {
    matches!(character, '*' | '?')
}

fn permissive_part(entry: &ConditionEntry<'_>, text: &str) -> Option<PermissivePart> {
    let is_set_by_aws = |name: &str| SENSITIVE.iter().chain([&INSTANCE_VPC]).any(|key| key.eq_ignore_ascii_case(name));
    if entry.operator.operator.takes_wildcards() && has_wildcard(text) {
        Some(PermissivePart::Wildcard)
    } else if variables(text)
        .any(|variable| !variable.is_escape() && !is_set_by_aws(variable.name_and_default().0.trim()))
    {
        Some(PermissivePart::Variable)
    } else {
        None
    }
}

/// A user ID is the ID of a principal and, after a colon, the name of a session. The session name may be a pattern. The ID may be one
/// wildcard or variable if a session name follows.
fn permissive_part_of_user_id(entry: &ConditionEntry<'_>, text: &str) -> Option<PermissivePart> {
    let takes_wildcards = entry.operator.operator.takes_wildcards();
    let mut literals = 0;
    let mut wildcards = 0;
    let mut variables = 0;
    let mut has_colon = false;
    for piece in text_parts(text) {
        match piece {
            // Another rule reports a variable that is not closed.
            TextPart::Variable(variable) if !variable.is_closed => break,
            TextPart::Variable(variable) if variable.is_escape() => literals += 1,
            TextPart::Variable(_) => variables += 1,
            TextPart::Text(text) => {
                let (id, session) = text.split_once(':').map_or((text, None), |(id, session)| (id, Some(session)));
                let found = id.chars().filter(|character| takes_wildcards && is_wildcard(*character)).count();
                wildcards += found;
                literals += id.chars().count() - found;
                has_colon = session.is_some();
            }
        }
        if has_colon {
            break;
        }
    }
    match (wildcards, variables) {
        (0, 0) => None,
        (wildcards, variables) if has_colon && literals == 0 && wildcards + variables == 1 => None,
        (0, _) => Some(PermissivePart::Variable),
        _ => Some(PermissivePart::Wildcard),
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::{assert_list_bucket_codes, codes_in_statement};

    const WILDCARD: Option<&str> = Some("WILDCARD_USAGE_TOO_PERMISSIVE");
    const VARIABLE: Option<&str> = Some("VARIABLE_USAGE_TOO_PERMISSIVE");

    #[test]
    fn reports_wildcards_and_variables_in_owners() {
        assert_list_bucket_codes(&[
            (r#""StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}"#, None),
            (r#""StringEquals":{"aws:ResourceAccount":"${aws:userid}"}"#, VARIABLE),
            (r#""StringLike":{"aws:SourceVpce":"vpce-*"}"#, WILDCARD),
            (r#""StringLike":{"aws:SourceAccount":"11112222333?"}"#, WILDCARD),
            (r#""StringLike":{"aws:SourceAccount":"${*}"}"#, None),
            // A negated operator allows less if it matches more.
            (r#""StringNotLike":{"aws:SourceVpce":"vpce-*"}"#, None),
        ]);
    }

    #[test]
    fn accepts_patterns_of_sessions_in_user_ids() {
        assert_list_bucket_codes(&[
            (r#""StringLike":{"aws:userid":"AIDACKCEVSQ6C2EXAMPLE:*"}"#, None),
            (r#""StringLike":{"aws:userid":"*:session"}"#, None),
            (r#""StringLike":{"aws:userid":"AIDA*:session"}"#, WILDCARD),
            (r#""StringLike":{"aws:userid":"*"}"#, WILDCARD),
            (r#""StringLike":{"aws:userid":"${aws:PrincipalTag/id}:*"}"#, None),
            (r#""StringEquals":{"aws:userid":"a${aws:PrincipalTag/id}:b"}"#, VARIABLE),
            (r#""StringEquals":{"aws:userid":"AIDACKCEVSQ6C2EXAMPLE:${aws:PrincipalTag/id}"}"#, None),
        ]);
    }

    #[test]
    fn a_deny_is_reported_only_if_it_is_negated() {
        let deny = |operator: &str| {
            codes_in_statement(&format!(
                r#""Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{{"{operator}":{{"aws:SourceVpce":"vpce-*"}}}}"#
            ))
        };
        assert_eq!(deny("StringNotLike"), Vec::from_iter(WILDCARD));
        assert!(deny("StringLike").is_empty());
    }
}
