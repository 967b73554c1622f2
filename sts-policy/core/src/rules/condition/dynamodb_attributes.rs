//! `dynamodb:Attributes` stands without `dynamodb:Select`.

use super::usage::{Usage, has};
use crate::diagnostics::quote;
use crate::document::StatementView;
use crate::model::{Effect, OperatorFamily};
use crate::pattern::{self, Case};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    DYNAMODB_ATTRIBUTES_WITHOUT_SELECT {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        policies: ALL,
        reference: false,
        macros: BySeverity,
        summary: "`dynamodb:Attributes` stands without `dynamodb:Select`",
        why: "DynamoDB looks at the attributes that a request names. A request to read that names none returns all of them, unless `dynamodb:Select` must be `SPECIFIC_ATTRIBUTES`.",
        bad at "/Statement/0/Condition/ForAllValues:StringEquals/dynamodb:Attributes": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:Query"],
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
    "Condition": {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "status"] }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["dynamodb:GetItem", "dynamodb:Query"],
    "Resource": "arn:aws:dynamodb:eu-west-1:111122223333:table/orders",
    "Condition": {
      "ForAllValues:StringEquals": { "dynamodb:Attributes": ["id", "status"] },
      "StringEquals": { "dynamodb:Select": "SPECIFIC_ATTRIBUTES" }
    }
  }]
}"#,
    }
}

/// Actions that return attributes. Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control".
const ATTRIBUTE_READERS: [&str; 5] =
    ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan"];

/// Returns true if an action of the statement returns attributes.
pub(crate) fn reads_attributes(statement: &StatementView<'_>) -> bool {
    match (statement.action, statement.not_action) {
        (Some(list), None) => list
            .texts()
            .any(|(_, text)| ATTRIBUTE_READERS.iter().any(|action| pattern::matches(text, action, Case::Ignored))),
        _ => true,
    }
}

/// Returns true if a condition of the statement limits the attributes that are read.
pub(crate) fn selects_attributes(statement: &StatementView<'_>) -> bool {
    has(statement, |other, operator, values| {
        // A count has no attributes.
        let is_narrow = |text: &str| matches!(text, "SPECIFIC_ATTRIBUTES" | "COUNT");
        let is_positive = operator.family() == OperatorFamily::String && !operator.is_negated();
        other.eq_ignore_ascii_case("dynamodb:Select") && is_positive && values.texts().all(|(_, text)| is_narrow(text))
    })
}

pub(crate) fn check(usage: &Usage<'_>, cx: &mut Context<'_, '_>) {
    let is_limit =
        usage.operator.operator.family() == OperatorFamily::String && usage.statement.effect == Some(Effect::Allow);
    if !usage.is_key("dynamodb:Attributes") || !is_limit {
        return;
    }
    if !usage.facts.reads_attributes() || usage.facts.selects_attributes() {
        return;
    }
    let message =
        format!("{} is only asked of requests that name attributes; one that names none returns all", quote(usage.key));
    let finding = cx.finding(DYNAMODB_ATTRIBUTES_WITHOUT_SELECT, message);
    cx.report(
        finding.with_help("add the condition `\"StringEquals\": { \"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\" }`"),
    );
}
