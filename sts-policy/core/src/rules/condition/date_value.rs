//! a value of a date operator is no date.

use super::value_type::{Expected, report};
use crate::diagnostics::quote;
use crate::grammar::date;
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_DATE {
        severity: Warning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: Error,
        summary: "a value of a date operator is no date",
        why: "The condition never matches. Dates are ISO 8601 as the W3C profiles it: a year, a month, a day, or a day with a time and its zone.",
        bad at "/Statement/0/Condition/DateLessThan/aws:CurrentTime": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "DateLessThan": { "aws:CurrentTime": "31.12.2030" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "DateLessThan": { "aws:CurrentTime": "2030-12-31T00:00:00Z" } }
  }]
}"#,
    }

    INVALID_DATE_VALUE {
        severity: Warning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "a date is written as seconds since 1970",
        why: "IAM takes it, but not every service does, and nobody can read it: write ISO 8601. For the key `aws:EpochTime` it is the natural form and nothing is said.",
        bad at "/Statement/0/Condition/DateLessThan/aws:CurrentTime": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "DateLessThan": { "aws:CurrentTime": "1924905600" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "DateLessThan": { "aws:CurrentTime": "2030-12-31T00:00:00Z" } }
  }]
}"#,
    }
}

/// The one global key whose natural values are seconds since 1970.
const EPOCH_TIME: &str = "aws:EpochTime";

pub(super) fn check(operator: Operator, key: &str, node: &Node<'_>, cx: &mut Context<'_, '_>) {
    let written = match node {
        Node::String(text) => text.to_string(),
        Node::Number(number) => number.to_string(),
        _ => String::new(),
    };
    if matches!(node, Node::String(_)) && date::is_iso8601(&written) {
        return;
    }
    let Some(seconds) = date::parse_epoch_seconds(&written) else {
        let help = Some("write it as `2030-12-31`, or with a time and its zone as `2030-12-31T00:00:00Z`");
        let expected = Expected { what: "a date in ISO 8601", fits: date::is_iso8601, help };
        return report(TYPE_MISMATCH_DATE, operator, node, &expected, cx);
    };
    if key.eq_ignore_ascii_case(EPOCH_TIME) {
        return;
    }
    let message = format!("date {} is written as seconds since 1970", quote(&written));
    let finding = cx.finding(INVALID_DATE_VALUE, message);
    // Of fewer digits it may be a date of another form, such as 20301231.
    let seconds = Some(seconds).filter(|_| written.len() >= date::MIN_EPOCH_DIGITS);
    cx.report(match seconds.and_then(date::to_iso8601) {
        Some(iso8601) => finding.with_help(format!("write `{iso8601}`")).with_value(iso8601),
        None => finding.with_help("write it in ISO 8601, such as `2030-12-31T00:00:00Z`"),
    });
}
