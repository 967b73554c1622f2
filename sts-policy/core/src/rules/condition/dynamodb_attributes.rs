//! Conditions on DynamoDB attributes that do not limit the attributes of a response.

use super::entry::{ConditionEntry, has_condition};
use crate::diagnostics::{message, quote};
use crate::document::StatementView;
use crate::model::{Effect, OperatorFamily};
use crate::pattern::{self, Case};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    DYNAMODB_ATTRIBUTES_WITHOUT_SELECT {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "`dynamodb:Attributes` is used without `dynamodb:Select`",
        why: "DynamoDB compares the attributes that a request names. A read request that names none returns all attributes, unless `dynamodb:Select` must be `SPECIFIC_ATTRIBUTES`.",
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
fn reads_attributes(statement: &StatementView<'_>) -> bool {
    match (statement.action, statement.not_action) {
        (Some(list), None) => list
            .texts()
            .any(|(_, text)| ATTRIBUTE_READERS.iter().any(|action| pattern::matches(text, action, Case::Ignored))),
        _ => true,
    }
}

/// Returns true if a condition of the statement limits the attributes that are read.
fn selects_attributes(statement: &StatementView<'_>) -> bool {
    has_condition(statement, |key, operator, values| {
        // A count returns no attributes.
        let is_limited = |text: &str| matches!(text, "SPECIFIC_ATTRIBUTES" | "COUNT");
        let is_positive = operator.family() == OperatorFamily::String && !operator.is_negated();
        key.eq_ignore_ascii_case("dynamodb:Select") && is_positive && values.texts().all(|(_, text)| is_limited(text))
    })
}

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    let is_string = entry.operator.operator.family() == OperatorFamily::String;
    if !entry.is_key("dynamodb:Attributes") || !is_string || entry.statement.effect != Some(Effect::Allow) {
        return;
    }
    let reads_attributes = || reads_attributes(entry.statement);
    let selects_attributes = || selects_attributes(entry.statement);
    if !entry.facts.reads_attributes.get_or_init(reads_attributes)
        || *entry.facts.selects_attributes.get_or_init(selects_attributes)
    {
        return;
    }
    let message = message!(
        "{} only restricts requests that name attributes: other requests return all attributes",
        quote(entry.key)
    );
    let finding = cx.finding(DYNAMODB_ATTRIBUTES_WITHOUT_SELECT, message);
    cx.report(
        finding.with_help("add the condition `\"StringEquals\": { \"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\" }`"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::codes_in_allow;

    #[test]
    fn readers_of_attributes_require_select() {
        let attributes = r#""ForAllValues:StringEquals":{"dynamodb:Attributes":["id"]}"#;
        let select = r#""StringEqualsIfExists":{"dynamodb:Select":"SPECIFIC_ATTRIBUTES"}"#;
        let all = r#""StringEquals":{"dynamodb:Select":["SPECIFIC_ATTRIBUTES","ALL_ATTRIBUTES"]}"#;
        let read = r#"["dynamodb:GetItem","dynamodb:PutItem"]"#;
        let code = "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT";
        assert_eq!(codes_in_allow(read, attributes), [code]);
        assert_eq!(codes_in_allow(r#""dynamodb:*""#, attributes), [code]);
        assert_eq!(codes_in_allow(read, &format!("{attributes},{all}")), [code]);
        assert!(codes_in_allow(read, &format!("{attributes},{select}")).is_empty());
        assert!(codes_in_allow(r#""dynamodb:PutItem""#, attributes).is_empty());
    }
}
