//! Checks of conditions that never hold together: all conditions of a statement must, so it has no effect.

use std::collections::HashMap;

use super::value_set::Values;
use crate::diagnostics::quote;
use crate::document::{List, StatementView, element};
use crate::grammar::{boolean, case};
use crate::model::{ConditionOperator, Operator, OperatorFamily};
use crate::rules::budget::Budget;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    CONDITIONS_NEVER_HOLD {
        severity: Warning,
        origin: Ours,
        policies: ALL,
        reference: false,
        macros: Comparison,
        summary: "two conditions of a statement never hold together",
        why: "All conditions of a statement must hold at once; only the values of one condition are alternatives. The statement has no effect.",
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

/// Global keys that have several values in one request: of those, each condition may hold for another one.
const OF_SEVERAL_VALUES: [&str; 7] = [
    "aws:CalledVia",
    "aws:PrincipalOrgPaths",
    "aws:PrincipalServiceNamesList",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:TagKeys",
    "aws:VpceOrgPaths",
];

/// Services whose keys are of several values without being called so, and the attributes of SAML.
const SERVICES_OF_SEVERAL_VALUES: [&str; 8] =
    ["codebuild:", "dynamodb:", "ec2:Phase", "ecs:", "events:", "kms:", "lambda:", "saml:"];

/// A condition.
struct Use<'a> {
    operator: ConditionOperator,
    /// The operator as written.
    block: &'a str,
    /// The key as written.
    key: &'a str,
    values: List<'a>,
    /// How long its values are, all in all; even an empty one costs something.
    length: usize,
}

/// One finding for each key: the first two of its conditions that never hold together. `path` is that of the statement.
pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    let cx = &mut cx.key(element::CONDITION);
    for uses in by_key(statement) {
        let Some((first, second)) = contradiction(&uses, &mut cx.check.conditions) else { continue };
        if cx.must_stop() {
            return;
        }
        let cx = &mut cx.key(second.block);
        let message = if first.key == second.key {
            format!("`{}` and `{}` on {} never hold together", first.operator, second.operator, quote(first.key))
        } else {
            let (first_key, second_key) = (quote(first.key), quote(second.key));
            format!("`{}` on {first_key} and `{}` on {second_key} never hold together", first.operator, second.operator)
        };
        let finding =
            cx.key(second.key).key_finding(CONDITIONS_NEVER_HOLD, format!("{message}, so the statement has no effect"));
        cx.report(finding.with_help("remove one of them; where either will do, write a statement for each"));
    }
}

/// The conditions of each key that has several, in the order of the document.
fn by_key<'s>(statement: &'s StatementView<'_>) -> Vec<Vec<Use<'s>>> {
    let blocks = statement.conditions.as_deref().unwrap_or_default();
    if blocks.len() < 2 {
        return Vec::new();
    }
    let mut positions = HashMap::new();
    let mut uses: Vec<Vec<Use<'_>>> = Vec::new();
    for block in blocks {
        let Some(operator) = block.operator else { continue };
        for member in block.entries.iter() {
            let values = List::new(&member.value);
            let length = values.nodes().iter().map(|node| 1 + node.as_str().map_or(PLAIN, str::len)).sum();
            let condition = Use { operator, block: block.name, key: &member.key, values, length };
            let position = *positions.entry(member.key.to_ascii_lowercase()).or_insert(uses.len());
            match uses.get_mut(position) {
                Some(uses) => uses.push(condition),
                None => uses.push(vec![condition]),
            }
        }
    }
    uses.retain(|uses| uses.len() > 1);
    uses
}

/// So long is what is no string, roughly.
const PLAIN: usize = 8;

fn contradiction<'u, 'a>(uses: &'u [Use<'a>], budget: &mut Budget) -> Option<(&'u Use<'a>, &'u Use<'a>)> {
    // A key that is asked for its several values has them. Those of numbers have one, such as `s3:max-keys`.
    let is_number = |one: &Use<'_>| one.operator.operator.family() == OperatorFamily::Numeric;
    let several = uses.iter().any(|one| one.operator.set.is_some() || (!is_number(one) && has_several_values(one.key)));
    for (position, second) in uses.iter().enumerate() {
        for first in uses.iter().take(position) {
            if !budget.take(first.length, second.length) {
                return None;
            }
            if never_both(first, second, several) {
                return Some((first, second));
            }
        }
    }
    None
}

fn never_both(first: &Use<'_>, second: &Use<'_>, several: bool) -> bool {
    // The same twice is written in different case, and was reported.
    if first.operator == second.operator {
        return false;
    }
    for (null, other) in [(first, second), (second, first)] {
        if null.operator.operator == Operator::Null {
            // A key that is absent matches nothing that needs it.
            return null.is_absent() && other.operator.operator != Operator::Null && other.operator.needs_key();
        }
    }
    // Where neither needs the key, both hold without it.
    if several || !(first.operator.needs_key() || second.operator.needs_key()) {
        return false;
    }
    let negated = |one: &Use<'_>| one.operator.operator.is_negated();
    // Nor do two that only spare something come into each other's way.
    if negated(first) && negated(second) {
        return false;
    }
    let (Some(values), Some(others)) = (first.values(), second.values()) else { return false };
    match (negated(first), negated(second)) {
        (false, false) => values.are_apart(&others),
        (true, _) => values.cover(&others),
        (false, true) => others.cover(&values),
    }
}

impl<'a> Use<'a> {
    fn values(&self) -> Option<Values<'a>> {
        Values::read(self.operator.operator, self.values)
    }

    /// Whether it is `Null` with `true`.
    fn is_absent(&self) -> bool {
        self.operator == Operator::Null.into()
            && self.values.len() > 0
            && self.values.nodes().iter().all(|node| boolean::from_node(node) == Some(true))
    }
}

/// Whether a key may have several values in one request. Those of services that do are mostly called by a plural.
fn has_several_values(key: &str) -> bool {
    if case::starts_with(key, "aws:") {
        return OF_SEVERAL_VALUES.iter().any(|name| key.eq_ignore_ascii_case(name));
    }
    key.ends_with(['s', 'S']) || SERVICES_OF_SEVERAL_VALUES.iter().any(|start| case::starts_with(key, start))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::Checker;
    use crate::cases::cases;
    use crate::pattern::{Case, matches};

    fn places(condition: &str) -> Vec<String> {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*","Condition":{{{condition}}}}}}}"#
        );
        let report = Checker::session().check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == CONDITIONS_NEVER_HOLD);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    /// Whether two conditions on one key never hold together; their order does not matter.
    fn is_found(key: &str, first: (&str, &str), second: (&str, &str)) -> bool {
        let condition = |(operator, values): (&str, &str)| format!(r#""{operator}":{{"{key}":{values}}}"#);
        let places_of = |first, second: (&str, &str)| {
            let found = places(&format!("{},{}", condition(first), condition(second)));
            let expected = format!("/Statement/Condition/{}/{}", second.0, key.replace('/', "~1"));
            assert!(found.is_empty() || found == [expected], "{found:?}");
            !found.is_empty()
        };
        let found = places_of(first, second);
        assert_eq!(found, places_of(second, first), "{key} {first:?} {second:?}");
        found
    }

    #[test]
    fn absent_keys() {
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
    fn texts() {
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
            // A star under `StringNotEquals` is a star.
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
    fn keys_of_several_values() {
        let (first, second) = (("StringEquals", r#""a""#), ("StringLike", r#""b*""#));
        for key in ["aws:TagKeys", "AWS:tagkeys", "ec2:FisTargetArns", "dynamodb:LeadingKeys", "lambda:Layer"] {
            assert!(!is_found(key, first, second), "{key}");
        }
        assert!(is_found("s3:prefix", first, second));
        assert!(is_found("aws:TagKeys", first, ("Null", r#""true""#)));
    }

    #[test]
    fn arns() {
        let found = |first, second| is_found("aws:PrincipalArn", first, second);
        let role = r#""arn:aws:iam::111122223333:role/a""#;
        assert!(found(("ArnEquals", role), ("ArnNotLike", r#""arn:aws:iam::*:role/*""#)));
        assert!(found(("ArnLike", role), ("ArnEquals", r#""arn:aws:iam::111122223333:user/*""#)));
        assert!(found(("ArnLike", role), ("StringLike", r#""*:user/*""#)));
        assert!(found(("ArnLike", role), ("StringNotLike", r#""*:role/*""#)));
        assert!(!found(("ArnLike", role), ("StringLike", r#""*/a""#)));
        // A wildcard of an ARN does not leave its field, and that of a text may.
        assert!(!found(("StringLike", r#""arn:aws:iam::*:role/a""#), ("ArnNotLike", r#""arn:aws:iam::*:role/a""#)));
        assert!(!found(("ArnLike", r#""*""#), ("ArnNotLike", r#""*""#)));
    }

    #[test]
    fn booleans() {
        let found = |first, second| is_found("aws:SecureTransport", first, second);
        assert!(found(("Bool", r#""true""#), ("BoolIfExists", r#""False""#)));
        assert!(found(("Bool", "true"), ("StringEquals", r#""false""#)));
        assert!(!found(("Bool", "true"), ("StringNotEquals", r#"["true","TRUE"]"#)));
        assert!(found(("Bool", "true"), ("StringNotEqualsIgnoreCase", r#""TRUE""#)));
        assert!(!found(("Bool", "true"), ("StringEquals", r#""true""#)));
    }

    #[test]
    fn numbers() {
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
    fn moments() {
        let found = |first: &str, second: &str| {
            is_found("aws:CurrentTime", ("DateGreaterThan", first), ("DateLessThan", second))
        };
        assert!(found(r#""2030-06-30""#, r#""2030-04-01T00:00:00Z""#));
        assert!(!found("1890000000", r#""2030-04-01T00:00:00+02:00""#));
        assert!(found("1900000000", r#""2030-01-01T00:00:00+02:00""#));
        assert!(!found(r#""2030-06""#, r#""2030-04-01""#));
    }

    #[test]
    fn networks() {
        let found = |first, second| is_found("aws:SourceIp", first, second);
        let inside = ("IpAddress", r#"["203.0.113.0/25","203.0.113.200"]"#);
        assert!(found(inside, ("NotIpAddress", r#""203.0.113.0/24""#)));
        assert!(!found(inside, ("NotIpAddress", r#""203.0.113.0/25""#)));
        assert!(found(inside, ("IpAddressIfExists", r#""198.51.100.0/24""#)));
        assert!(!found(inside, ("IpAddressIfExists", r#""203.0.113.128/25""#)));
        assert!(!found(inside, ("IpAddressIfExists", r#""2001:db8::/32""#)));
    }

    #[test]
    fn keys_in_different_case_are_one() {
        let found = places(r#""StringEquals":{"aws:PrincipalTag/A":"a"},"StringLike":{"AWS:principaltag/a":"b*"}"#);
        assert_eq!(found, ["/Statement/Condition/StringLike/AWS:principaltag~1a"]);
        // One finding for one key.
        let three =
            r#""StringEquals":{"s3:prefix":"a"},"StringLike":{"s3:prefix":"b"},"StringNotEquals":{"s3:prefix":"a"}"#;
        assert_eq!(places(three), ["/Statement/Condition/StringLike/s3:prefix"]);
        assert!(places(r#""StringEquals":{"s3:prefix":"a","s3:delimiter":"b"}"#).is_empty());
    }

    /// Whether a condition of one value holds for a text.
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

    /// Those of texts in pairs, but for two that are negated.
    fn operators() -> Vec<(Operator, Operator)> {
        let operators = Operator::ALL.iter().filter(|operator| operator.family() == OperatorFamily::String);
        let pairs = operators.clone().flat_map(|first| operators.clone().map(move |second| (*first, *second)));
        pairs.filter(|(first, second)| first != second && !(first.is_negated() && second.is_negated())).collect()
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(cases(10_000)))]

        /// What is found is true of every text, and nothing more is: of short patterns, short texts tell.
        #[test]
        fn texts_are_judged_as_defined(
            (first, second) in prop::sample::select(operators()),
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
            // What ignores case is not taken for a list of all cases.
            let ignores = [first, second].iter().any(|operator| operator.as_str().ends_with("IgnoreCase"));
            prop_assert!(found || both || ignores || values.len() > 1, "{first} {values:?} {second} {other:?}");
        }
    }
}
