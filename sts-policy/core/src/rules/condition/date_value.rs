//! The type of the values of date operators.

use super::value_text::value_text;
use crate::diagnostics::{message, quote};
use crate::grammar::date;
use crate::json::Node;
use crate::model::Operator;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    TYPE_MISMATCH_DATE {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: Error,
        summary: "a value of a date operator is not a date",
        why: "The condition never matches. Dates follow the W3C profile of ISO 8601: a year, a month, a day, or a day with a time and a time zone.",
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
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a date is written as seconds since 1970",
        why: "IAM accepts it, but some services do not, and it is hard to read: write ISO 8601. The values of `aws:EpochTime` are not reported, because the key itself is in seconds.",
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

/// The only global key whose values are seconds since 1970.
const EPOCH_TIME: &str = "aws:EpochTime";

pub(super) fn check(operator: Operator, key: &str, node: &Node<'_>, cx: &mut Context<'_, '_>) {
    let Some(value) = value_text(node) else { return };
    if matches!(node, Node::String(_)) && date::is_iso8601(&value) {
        return;
    }
    match date::parse_epoch_seconds(&value) {
        None => report_type(operator, &value, cx),
        Some(_) if key.eq_ignore_ascii_case(EPOCH_TIME) => {}
        Some(seconds) => report_seconds(seconds, &value, cx),
    }
}

fn report_type(operator: Operator, value: &str, cx: &mut Context<'_, '_>) {
    let message =
        message!("invalid value {} for {}: must be a date in ISO 8601", quote(value), quote(operator.as_str()));
    let finding = cx.finding(TYPE_MISMATCH_DATE, message);
    cx.report(finding.with_trim_fix_or(value, date::is_iso8601, |finding| {
        finding.with_help("write the date as `2030-12-31`, or with a time and its zone as `2030-12-31T00:00:00Z`")
    }));
}

fn report_seconds(seconds: i64, value: &str, cx: &mut Context<'_, '_>) {
    let message = message!("date {} is in seconds since 1970: some services require ISO 8601", quote(value));
    let finding = cx.finding(INVALID_DATE_VALUE, message);
    // A shorter number may be a date in another format, such as 20301231.
    let seconds = Some(seconds).filter(|_| value.len() >= date::MIN_EPOCH_DIGITS);
    cx.report(match seconds.and_then(date::to_iso8601) {
        Some(iso8601) => finding.with_help(message!("write {}", quote(&iso8601))).with_value(iso8601),
        None => finding.with_help("write the date in ISO 8601, such as `2030-12-31T00:00:00Z`"),
    });
}
