//! Conditions of a statement that contradict each other.

use std::collections::HashMap;

use super::value_set::ValueSet;
use crate::diagnostics::{message, quote};
use crate::document::{List, StatementView, element};
use crate::grammar::{boolean, case};
use crate::model::{ConditionOperator, Operator, OperatorFamily};
use crate::rules::budget::Budget;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    CONDITIONS_NEVER_HOLD {
        severity: Warning,
        origin: Project,
        scope: All,
        reference: false,
        macros: Comparison,
        summary: "two conditions of a statement never hold together",
        why: "All conditions of a statement must hold at once. Only the values of one condition are alternatives. The statement has no effect.",
        bad at "/Statement/0/Condition/DateLessThan/aws:CurrentTime": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "DateGreaterThan": { "aws:CurrentTime": "2030-06-30T00:00:00Z" },
      "DateLessThan": { "aws:CurrentTime": "2030-04-01T00:00:00Z" }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "DateGreaterThan": { "aws:CurrentTime": "2030-04-01T00:00:00Z" },
      "DateLessThan": { "aws:CurrentTime": "2030-06-30T00:00:00Z" }
    }
  }]
}"#,
    }
}

/// Global keys that can have several values in a request, of which each can satisfy another condition.
const MULTIVALUED_GLOBAL_KEYS: [&str; 7] = [
    "aws:CalledVia",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceNamesList",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:TagKeys",
    "aws:VpceOrgPaths",
];

/// Beginnings of keys that can have several values though their names are not plurals: keys of some services, and SAML attributes.
const MULTIVALUED_KEY_PREFIXES: [&str; 8] =
    ["codebuild:", "dynamodb:", "ec2:Phase", "ecs:", "events:", "kms:", "lambda:", "saml:"];

/// A condition key under an operator, with its values.
struct KeyCondition<'a> {
    operator: ConditionOperator,
    /// The operator as the policy writes it.
    block: &'a str,
    /// The key as the policy writes it.
    key: &'a str,
    values: List<'a>,
    /// Length of all values, which determines the cost of a comparison. An empty value also counts.
    length: usize,
}

/// Reports the first two conditions of each key that contradict each other. The path is that of the statement.
pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    let cx = &mut cx.key(element::CONDITION);
    for conditions in group_by_key(statement) {
        let Some((first, second)) = find_contradiction(&conditions, &mut cx.check.conditions) else { continue };
        if cx.must_stop() {
            return;
        }
        report(first, second, cx);
    }
}

/// The path is that of `Condition`.
fn report(first: &KeyCondition<'_>, second: &KeyCondition<'_>, cx: &mut Context<'_, '_>) {
    let (first_operator, second_operator) = (first.operator.to_string(), second.operator.to_string());
    let message = if first.key == second.key {
        message!(
            "{} and {} on {} never hold together, so the statement has no effect",
            quote(&first_operator),
            quote(&second_operator),
            quote(first.key)
        )
    } else {
        message!(
            "{} on {} and {} on {} never hold together, so the statement has no effect",
            quote(&first_operator),
            quote(first.key),
            quote(&second_operator),
            quote(second.key)
        )
    };
    let cx = &mut cx.key(second.block);
    let finding = cx.key(second.key).key_finding(CONDITIONS_NEVER_HOLD, message);
    cx.report(finding.with_help("remove one of them, or write a statement for each if either is enough"));
}

/// Returns the conditions of each key that has several, in the order of the document.
fn group_by_key<'s>(statement: &'s StatementView<'_>) -> Vec<Vec<KeyCondition<'s>>> {
    let blocks = statement.conditions.as_deref().unwrap_or_default();
    if blocks.len() < 2 {
        return Vec::new();
    }
    let mut positions = HashMap::new();
    let mut groups: Vec<Vec<KeyCondition<'_>>> = Vec::new();
    for block in blocks {
        let Some(operator) = block.operator else { continue };
        for member in block.entries.iter() {
            let values = List::new(&member.value);
            let length = values.nodes().iter().map(|node| 1 + node.as_str().map_or(NON_STRING_LENGTH, str::len)).sum();
            let condition = KeyCondition { operator, block: block.name, key: &member.key, values, length };
            let position = *positions.entry(member.key.to_ascii_lowercase()).or_insert(groups.len());
            match groups.get_mut(position) {
                Some(group) => group.push(condition),
                None => groups.push(vec![condition]),
            }
        }
    }
    groups.retain(|group| group.len() > 1);
    groups
}

/// Assumed length of a number or a boolean.
const NON_STRING_LENGTH: usize = 8;

fn find_contradiction<'c, 'a>(
    conditions: &'c [KeyCondition<'a>],
    budget: &mut Budget,
) -> Option<(&'c KeyCondition<'a>, &'c KeyCondition<'a>)> {
    let is_multivalued = conditions.iter().any(KeyCondition::is_multivalued);
    for (position, second) in conditions.iter().enumerate() {
        for first in conditions.iter().take(position) {
            if !budget.reserve(first.length, second.length) {
                return None;
            }
            if contradict(first, second, is_multivalued) {
                return Some((first, second));
            }
        }
    }
    None
}

/// Returns true if two conditions on the same key provably never hold together.
fn contradict(first: &KeyCondition<'_>, second: &KeyCondition<'_>, is_multivalued: bool) -> bool {
    // Another rule reports a key that differs only in case under the same operator.
    if first.operator == second.operator {
        return false;
    }
    for (null, other) in [(first, second), (second, first)] {
        if null.operator.operator == Operator::Null {
            return null.requires_absence() && other.operator.operator != Operator::Null && other.operator.needs_key();
        }
    }
    // If neither condition needs the key, both hold without it.
    if is_multivalued || !(first.operator.needs_key() || second.operator.needs_key()) {
        return false;
    }
    let (first_negated, second_negated) = (first.operator.operator.is_negated(), second.operator.operator.is_negated());
    // Some value satisfies two negated conditions, because both exclude only some values.
    if first_negated && second_negated {
        return false;
    }
    let (Some(first), Some(second)) = (first.value_set(), second.value_set()) else { return false };
    match (first_negated, second_negated) {
        (false, false) => first.is_disjoint(&second),
        (true, _) => first.covers(&second),
        (false, true) => second.covers(&first),
    }
}

impl<'a> KeyCondition<'a> {
    fn value_set(&self) -> Option<ValueSet<'a>> {
        ValueSet::new(self.operator.operator, self.values)
    }

    /// Returns true for `Null` with `true`.
    fn requires_absence(&self) -> bool {
        self.operator == Operator::Null.into()
            && self.values.len() > 0
            && self.values.nodes().iter().all(|node| boolean::from_node(node) == Some(true))
    }

    /// Returns true if the key may have several values in a request: the operator has a set operator, or the key has the name of such a
    /// key. Numeric keys have one value, even if their names are plurals, such as `s3:max-keys`.
    fn is_multivalued(&self) -> bool {
        let is_numeric = self.operator.operator.family() == OperatorFamily::Numeric;
        self.operator.set.is_some() || (!is_numeric && has_multivalued_name(self.key))
    }
}

/// Returns true if a key with this name may have several values in a request. The names of such keys of services are usually plurals.
fn has_multivalued_name(key: &str) -> bool {
    if case::starts_with(key, "aws:") {
        return MULTIVALUED_GLOBAL_KEYS.iter().any(|name| key.eq_ignore_ascii_case(name));
    }
    key.ends_with(['s', 'S']) || MULTIVALUED_KEY_PREFIXES.iter().any(|prefix| case::starts_with(key, prefix))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Checker;
    use crate::cases::cases;
    use crate::pattern::{Case, matches};

    /// Returns where a statement with these conditions has findings of this rule. The members of the condition are JSON.
    fn pointers(condition: &str) -> Vec<String> {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{{{condition}}}}}}}"#
        );
        let report = Checker::session().check(&text);
        let findings = report.findings().iter().filter(|finding| finding.code() == CONDITIONS_NEVER_HOLD);
        findings.map(|finding| finding.pointer().to_string()).collect()
    }

    /// Returns true if two conditions on one key are reported. Asserts that their order does not matter.
    fn is_found(key: &str, first: (&str, &str), second: (&str, &str)) -> bool {
        let condition = |(operator, values): (&str, &str)| format!(r#""{operator}":{{"{key}":{values}}}"#);
        let is_found_at_second = |first, second: (&str, &str)| {
            let found = pointers(&format!("{},{}", condition(first), condition(second)));
            let expected = format!("/Statement/Condition/{}/{}", second.0, key.replace('/', "~1"));
            assert!(found.is_empty() || found == [expected], "{found:?}");
            !found.is_empty()
        };
        let found = is_found_at_second(first, second);
        assert_eq!(found, is_found_at_second(second, first), "{key} {first:?} {second:?}");
        found
    }

    #[test]
    fn null_with_true_contradicts_operators_that_need_the_key() {
        let with = |second| is_found("aws:PrincipalTag/a", ("Null", r#""true""#), second);
        assert!(with(("StringEquals", r#""b""#)));
        assert!(with(("StringLike", r#"["b","*"]"#)));
        assert!(with(("ForAnyValue:StringNotEquals", r#""b""#)));
        assert!(!with(("StringNotEquals", r#""b""#)));
        assert!(!with(("StringEqualsIfExists", r#""b""#)));
        assert!(!with(("ForAllValues:StringEquals", r#""b""#)));
        let present = ("Null", r#""false""#);
        assert!(!is_found("aws:PrincipalTag/a", present, ("StringEquals", r#""b""#)));
        assert!(!is_found("aws:PrincipalTag/a", present, ("StringNotEquals", r#""b""#)));
    }

    #[test]
    fn compares_strings_and_patterns() {
        let found = |first, second| is_found("aws:PrincipalTag/a", first, second);
        for (first, second, expected) in [
            (("StringEquals", r#"["a","b"]"#), ("StringLike", r#"["c*","?d"]"#), true),
            (("StringEquals", r#"["a","b"]"#), ("StringLike", r#"["c*","?"]"#), false),
            (("StringEquals", r#""${aws:userid}""#), ("StringLike", r#""c*""#), false),
            (("StringEquals", r#""a""#), ("StringEqualsIgnoreCase", r#""A""#), false),
            (("StringEquals", r#""a""#), ("StringEqualsIgnoreCase", r#""B""#), true),
            (("StringEquals", r#""é""#), ("StringEqualsIgnoreCase", r#""É""#), false),
            (("StringEquals", r#""a""#), ("StringEqualsIfExists", r#""b""#), true),
            (("StringEqualsIfExists", r#""a""#), ("StringLikeIfExists", r#""b""#), false),
            (("StringEquals", r#"["a","b"]"#), ("StringNotEquals", r#"["b","a","c"]"#), true),
            (("StringEquals", r#"["a","b"]"#), ("StringNotEquals", r#"["b","c"]"#), false),
            (("StringLike", r#""a/b*""#), ("StringNotLike", r#""a/*""#), true),
            (("StringLike", r#""a/*""#), ("StringNotLike", r#""a/b*""#), false),
            // `StringNotEquals` compares `*` literally.
            (("StringLike", r#""a*""#), ("StringNotEquals", r#""a*""#), false),
            (("StringEquals", r#""a*""#), ("StringNotEquals", r#""a*""#), true),
            (("StringLike", r#""${aws:userid}""#), ("StringNotLike", r#""${aws:userid}""#), true),
            (("StringLike", r#""${aws:userid}""#), ("StringNotLike", r#""${aws:PrincipalAccount}""#), false),
            (("StringEqualsIgnoreCase", r#""a""#), ("StringNotEquals", r#""a""#), false),
            (("StringEquals", r#""a""#), ("StringNotEqualsIgnoreCase", r#""A""#), true),
            (("StringLikeIfExists", r#""a""#), ("StringNotLike", r#""a""#), false),
            (("StringNotEquals", r#""a""#), ("StringNotLike", r#""*""#), false),
            (("StringEquals", "[]"), ("StringLike", r#""a""#), false),
            (("StringEquals", r#""a""#), ("ForAnyValue:StringLike", r#""b""#), false),
            (("StringEquals", r#""1""#), ("NumericEquals", r#""2""#), false),
        ] {
            assert_eq!(found(first, second), expected, "{first:?} {second:?}");
        }
    }

    #[test]
    fn accepts_keys_with_several_values() {
        let (first, second) = (("StringEquals", r#""a""#), ("StringLike", r#""b*""#));
        for key in ["aws:TagKeys", "AWS:tagkeys", "ec2:FisTargetArns", "dynamodb:LeadingKeys", "lambda:Layer"] {
            assert!(!is_found(key, first, second), "{key}");
        }
        assert!(is_found("s3:prefix", first, second));
        assert!(is_found("aws:TagKeys", first, ("Null", r#""true""#)));
    }

    #[test]
    fn compares_arns_by_field() {
        let found = |first, second| is_found("aws:PrincipalArn", first, second);
        let role = r#""arn:aws:iam::111122223333:role/a""#;
        assert!(found(("ArnEquals", role), ("ArnNotLike", r#""arn:aws:iam::*:role/*""#)));
        assert!(found(("ArnLike", role), ("ArnEquals", r#""arn:aws:iam::111122223333:user/*""#)));
        assert!(found(("ArnLike", role), ("StringLike", r#""*:user/*""#)));
        assert!(found(("ArnLike", role), ("StringNotLike", r#""*:role/*""#)));
        assert!(!found(("ArnLike", role), ("StringLike", r#""*/a""#)));
        // A wildcard in an ARN stays in its field, a wildcard in a string does not.
        assert!(!found(("StringLike", r#""arn:aws:iam::*:role/a""#), ("ArnNotLike", r#""arn:aws:iam::*:role/a""#)));
        assert!(!found(("ArnLike", r#""*""#), ("ArnNotLike", r#""*""#)));
    }

    #[test]
    fn compares_booleans_with_strings() {
        let found = |first, second| is_found("aws:SecureTransport", first, second);
        assert!(found(("Bool", r#""true""#), ("BoolIfExists", r#""False""#)));
        assert!(found(("Bool", "true"), ("StringEquals", r#""false""#)));
        assert!(!found(("Bool", "true"), ("StringNotEquals", r#"["true","TRUE"]"#)));
        assert!(found(("Bool", "true"), ("StringNotEqualsIgnoreCase", r#""TRUE""#)));
        assert!(!found(("Bool", "true"), ("StringEquals", r#""true""#)));
    }

    #[test]
    fn compares_ranges_of_numbers() {
        let found = |first, second| is_found("s3:max-keys", first, second);
        for (first, second, expected) in [
            (("NumericLessThan", r#""5""#), ("NumericGreaterThan", r#""10""#), true),
            (("NumericLessThan", r#""10""#), ("NumericGreaterThan", "5"), false),
            (("NumericLessThan", r#"["5","20"]"#), ("NumericGreaterThan", "10"), false),
            (("NumericLessThan", "5"), ("NumericGreaterThanEquals", "5"), true),
            (("NumericLessThanEquals", "5"), ("NumericGreaterThanEquals", "5.0"), false),
            (("NumericEquals", "[5,50]"), ("NumericLessThan", "5"), true),
            (("NumericEquals", "5"), ("NumericNotEquals", "[4,5]"), true),
            (("NumericLessThan", "5"), ("NumericNotEquals", "5"), false),
            (("NumericLessThan", r#""x""#), ("NumericGreaterThan", "10"), false),
            (("NumericLessThan", "9007199254740993"), ("NumericGreaterThanEquals", "9007199254740993"), false),
        ] {
            assert_eq!(found(first, second), expected, "{first:?} {second:?}");
        }
    }

    #[test]
    fn compares_dates_as_instants() {
        let found = |first: &str, second: &str| {
            is_found("aws:CurrentTime", ("DateGreaterThan", first), ("DateLessThan", second))
        };
        assert!(found(r#""2030-06-30""#, r#""2030-04-01T00:00:00Z""#));
        assert!(!found("1890000000", r#""2030-04-01T00:00:00+02:00""#));
        assert!(found("1900000000", r#""2030-01-01T00:00:00+02:00""#));
        assert!(!found(r#""2030-06""#, r#""2030-04-01""#));
    }

    #[test]
    fn compares_networks() {
        let found = |first, second| is_found("aws:SourceIp", first, second);
        let inside = ("IpAddress", r#"["203.0.113.0/25","203.0.113.200"]"#);
        assert!(found(inside, ("NotIpAddress", r#""203.0.113.0/24""#)));
        assert!(!found(inside, ("NotIpAddress", r#""203.0.113.0/25""#)));
        assert!(found(inside, ("IpAddressIfExists", r#""198.51.100.0/24""#)));
        assert!(!found(inside, ("IpAddressIfExists", r#""203.0.113.128/25""#)));
        assert!(!found(inside, ("IpAddressIfExists", r#""2001:db8::/32""#)));
    }

    #[test]
    fn compares_keys_without_case_and_reports_each_once() {
        let found = pointers(r#""StringEquals":{"aws:PrincipalTag/A":"a"},"StringLike":{"AWS:principaltag/a":"b*"}"#);
        assert_eq!(found, ["/Statement/Condition/StringLike/AWS:principaltag~1a"]);
        let three =
            r#""StringEquals":{"s3:prefix":"a"},"StringLike":{"s3:prefix":"b"},"StringNotEquals":{"s3:prefix":"a"}"#;
        assert_eq!(pointers(three), ["/Statement/Condition/StringLike/s3:prefix"]);
        assert!(pointers(r#""StringEquals":{"s3:prefix":"a","s3:delimiter":"b"}"#).is_empty());
    }

    /// Returns true if a condition with one value holds for a text.
    fn holds(operator: Operator, value: &str, text: &str) -> bool {
        match operator {
            Operator::StringEquals => text == value,
            Operator::StringNotEquals => text != value,
            Operator::StringEqualsIgnoreCase => text.eq_ignore_ascii_case(value),
            Operator::StringNotEqualsIgnoreCase => !text.eq_ignore_ascii_case(value),
            Operator::StringLike => matches(value, text, Case::Sensitive),
            Operator::StringNotLike => !matches(value, text, Case::Sensitive),
            other => panic!("{other}"),
        }
    }

    /// Pairs of different string operators, of which at most one is negated.
    fn operator_pairs() -> Vec<(Operator, Operator)> {
        let operators = Operator::ALL.iter().filter(|operator| operator.family() == OperatorFamily::String);
        let pairs = operators.clone().flat_map(|first| operators.clone().map(move |second| (*first, *second)));
        pairs.filter(|(first, second)| first != second && !(first.is_negated() && second.is_negated())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases(10_000)))]

        /// Short patterns are compared on all short texts, which is enough to tell them apart.
        #[test]
        fn findings_agree_with_the_evaluation_of_all_short_texts(
            (first, second) in prop::sample::select(operator_pairs()),
            values in prop::collection::vec("[aAb*?]{0,2}", 1..3),
            other in "[aAb*?]{0,2}",
        ) {
            let letters = ["a", "A", "b", "B", "c", "*", "?"];
            let mut texts = vec![String::new()];
            for from in [0, 1, 8] {
                for index in from..texts.len() {
                    for letter in letters {
                        texts.push(format!("{}{letter}", texts[index]));
                    }
                }
            }
            let both = texts.iter().any(|text| {
                let mut each = values.iter().map(|value| holds(first, value, text));
                let is_first = if first.is_negated() { each.all(|holds| holds) } else { each.any(|holds| holds) };
                is_first && holds(second, &other, text)
            });
            let quoted = serde_json::to_string(&values).unwrap();
            let found = is_found("aws:PrincipalTag/a", (first.as_str(), &quoted), (second.as_str(), &format!("{other:?}")));
            prop_assert!(!(found && both), "{first} {values:?} {second} {other:?}");
            // The rule does not enumerate the cases of a text, so it misses some contradictions that ignore case.
            let ignores_case = [first, second].iter().any(|operator| operator.as_str().ends_with("IgnoreCase"));
            prop_assert!(found || both || ignores_case || values.len() > 1, "{first} {values:?} {second} {other:?}");
        }
    }
}
