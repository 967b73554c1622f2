//! Whether operators fit the types of the keys that they compare.

use sts_policy_reference::{ConditionType, ConditionTypes, Reference};

use super::{Usage, dated};
use crate::catalogue::fit as code;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::variable::has_variable;
use crate::grammar::{arn, boolean};
use crate::json::{Node, Path};
use crate::model::{ConditionOperator, Operator, OperatorFamily, SetOperator};

/// `path` is that of the key.
pub(super) fn fit(usage: &Usage<'_, '_>, path: &Path<'_>, reference: &Reference, findings: &mut Findings) {
    let (Some(operator), Some(types)) = (usage.operator, usage.key.types()) else { return };
    let family = operator.operator.family();
    if family == OperatorFamily::Null {
        return;
    }
    // A tag is text, and is read as what it is compared with.
    let is_tag = usage.key.text.split_once('/').is_some_and(|(head, _)| head.to_ascii_lowercase().ends_with("tag"));
    let key = quote(usage.key.text);
    if !is_tag && !fits(family, types, usage) {
        let message = format!("`{}` does not compare values of {key}, which are {types}", operator.operator);
        let finding = Finding::at_key(code::TYPE_MISMATCH, path, message);
        findings.push(dated(finding.with_help(format!("use an operator such as {}", suitable(types))), reference));
    } else if family == OperatorFamily::String && has(types, &ARN) && operator.operator.takes_wildcards() {
        let message = format!("`{}` takes the ARN in {key} for plain text", operator.operator);
        let finding = Finding::at_key(code::STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS, path, message);
        let arn = if operator.operator == Operator::StringNotLike { "ArnNotLike" } else { "ArnLike" };
        findings.push(dated(finding.with_help(format!("write `{arn}`, which compares field by field")), reference));
    }
    match operator.set {
        None if types.is_multivalued() => {
            let message = format!(
                "{key} may have several values in a request, and `{operator}` does not say how many must match"
            );
            let finding = Finding::at_key(code::MISSING_QUALIFIER, path, message);
            let help =
                format!("write `ForAnyValue:{operator}` if one is enough, `ForAllValues:{operator}` if all must");
            findings.push(dated(finding.with_help(help), reference));
        }
        Some(SetOperator::ForAllValues) if !types.is_multivalued() => {
            let message = format!("`ForAllValues` also holds where {key} is absent, and there is only one value of it");
            let finding = Finding::at_key(code::FORALLVALUES_WITH_SINGLE_VALUED_KEY, path, message);
            let plain = ConditionOperator { set: None, ..operator };
            findings.push(dated(finding.with_help(format!("write `{plain}`")), reference));
        }
        _ => {}
    }
}

const STRING: [ConditionType; 2] = [ConditionType::String, ConditionType::ArrayOfString];
const ARN: [ConditionType; 2] = [ConditionType::Arn, ConditionType::ArrayOfArn];
const BOOL: [ConditionType; 2] = [ConditionType::Bool, ConditionType::ArrayOfBool];

fn has(types: ConditionTypes, any: &[ConditionType]) -> bool {
    any.iter().any(|value_type| types.contains(*value_type))
}

fn fits(family: OperatorFamily, types: ConditionTypes, usage: &Usage<'_, '_>) -> bool {
    match family {
        OperatorFamily::String => {
            // What a variable will be is not known.
            let is_variable = |node: &Node<'_>| node.as_str().is_some_and(has_variable);
            usage.values.nodes().iter().all(is_variable)
                || has(types, &STRING)
                || has(types, &ARN)
                || has(types, &BOOL) && usage.values.nodes().iter().all(|node| boolean::of(node).is_some())
        }
        OperatorFamily::Arn => has(types, &ARN) || has(types, &STRING) && usage.values.nodes().iter().all(is_plain_arn),
        OperatorFamily::Bool => has(types, &BOOL),
        // Dates may be compared as seconds since 1970.
        OperatorFamily::Numeric => types.contains(ConditionType::Numeric) || types.contains(ConditionType::Date),
        OperatorFamily::Date => types.contains(ConditionType::Date),
        OperatorFamily::IpAddress => types.contains(ConditionType::IpAddress),
        // No key of AWS's is binary; text may be base64.
        OperatorFamily::Binary => types.contains(ConditionType::Binary) || has(types, &STRING),
        OperatorFamily::Null => true,
    }
}

/// Operators that compare values of these types.
fn suitable(types: ConditionTypes) -> &'static str {
    if has(types, &BOOL) {
        "`Bool`"
    } else if has(types, &ARN) {
        "`ArnLike`"
    } else if types.contains(ConditionType::Numeric) {
        "`NumericEquals`"
    } else if types.contains(ConditionType::Date) {
        "`DateLessThan`"
    } else if types.contains(ConditionType::IpAddress) {
        "`IpAddress`"
    } else {
        "`StringEquals` or `StringLike`"
    }
}

/// Access Analyzer lets texts pass that are ARNs, but for those with variables.
fn is_plain_arn(node: &Node<'_>) -> bool {
    node.as_str().is_some_and(|text| arn::parse(text).is_ok() && !has_variable(text))
}
