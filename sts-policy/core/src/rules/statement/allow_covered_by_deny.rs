//! Checks of statements that allow nothing, because another one of the policy denies all of it.

use std::collections::BTreeSet;

use super::readable::{is_readable, value_text};
use crate::diagnostics::quote;
use crate::document::{Document, List, StatementView, element};
use crate::grammar::arn::{self, Arn};
use crate::model::{ConditionOperator, Effect};
use crate::pattern::Pattern;
use crate::rules::budget::Budget;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ALLOW_COVERED_BY_DENY {
        severity: Warning,
        origin: Ours,
        scope: All,
        reference: false,
        macros: Comparison,
        summary: "a statement allows only what another one denies",
        why: "What one statement denies, no other can allow: the statement has no effect. Either it is left over, or the other one denies more than was meant.",
        bad at "/Statement/0": r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/public/*" },
    { "Sid": "Protect", "Effect": "Deny", "Action": "s3:*Object", "Resource": "arn:aws:s3:::reports/*" }
  ]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [
    { "Sid": "Read", "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/public/*" },
    { "Sid": "Protect", "Effect": "Deny", "Action": "s3:*Object", "Resource": "arn:aws:s3:::reports/private/*" }
  ]
}"#,
    }
}

/// Allows that one Deny covers wholly; what only several of them cover together is not found.
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    let is_of = |effect: Effect| document.statements.iter().any(|statement| statement.effect == Some(effect));
    if !is_of(Effect::Allow) || !is_of(Effect::Deny) {
        return;
    }
    let of = |effect: Effect| {
        let statements = document.statements.iter().filter(move |statement| statement.effect == Some(effect));
        statements.filter(|statement| is_readable(statement))
    };
    let denied: Vec<Meaning<'_>> = of(Effect::Deny).filter_map(Meaning::of).collect();
    if denied.is_empty() {
        return;
    }
    let cx = &mut cx.key(element::STATEMENT);
    let mut budget = Budget::default();
    for allowed in of(Effect::Allow).filter_map(Meaning::of) {
        let deny = denied.iter().find(|deny| !budget.is_spent() && deny.covers(&allowed, &mut budget));
        if budget.is_spent() {
            return;
        }
        let Some(deny) = deny else { continue };
        if cx.must_stop() {
            return;
        }
        let by = match deny.statement.sid {
            Some(sid) if !sid.is_empty() => format!("statement {}", quote(sid)),
            _ => format!("the statement at `{}`", cx.path.item(deny.statement.index).pointer()),
        };
        let message = format!("the statement allows nothing: {by} denies all of it, and what is denied stays denied");
        let cx = &mut cx.item(allowed.statement.index);
        cx.report(
            cx.finding(ALLOW_COVERED_BY_DENY, message)
                .with_help("remove the statement, or make the other one narrower, such as with a condition"),
        );
    }
}

/// What a statement is about, read to be compared.
struct Meaning<'a> {
    statement: &'a StatementView<'a>,
    actions: Side<Action<'a>>,
    resources: Side<Resource<'a>>,
    conditions: Vec<Condition>,
}

/// A list, and whether it says what is meant or what is not.
struct Side<T> {
    not: bool,
    items: Vec<T>,
}

struct Action<'a> {
    text: &'a str,
    pattern: Pattern<'a>,
}

struct Resource<'a> {
    text: &'a str,
    pattern: Pattern<'a>,
    /// Its fields, if it is an ARN.
    fields: Option<[Pattern<'a>; 5]>,
}

struct Condition {
    operator: ConditionOperator,
    /// In lower case.
    key: String,
    values: BTreeSet<String>,
}

/// An item of a list, compared with those of another one.
trait Item {
    fn length(&self) -> usize;

    fn is_everything(&self) -> bool;

    fn covers(&self, other: &Self) -> bool;

    fn meets(&self, other: &Self) -> bool;
}

impl<'a> Meaning<'a> {
    /// `None` for a statement without actions or resources, which was reported.
    fn of(statement: &'a StatementView<'a>) -> Option<Self> {
        let actions = Side::of(statement.action, statement.not_action, Action::of)?;
        let resources = Side::of(statement.resource, statement.not_resource, Resource::of)?;
        let conditions = statement.conditions.iter().flatten().flat_map(|block| {
            block.operator.into_iter().flat_map(|operator| {
                block.entries.iter().map(move |member| Condition {
                    operator,
                    key: member.key.to_ascii_lowercase(),
                    values: List::new(&member.value).nodes().iter().map(value_text).collect(),
                })
            })
        });
        Some(Self { statement, actions, resources, conditions: conditions.collect() })
    }

    /// Whether every request that the other statement matches is one that this one matches too.
    fn covers(&self, other: &Self, budget: &mut Budget) -> bool {
        budget.take(self.conditions.len(), other.conditions.len())
            && self
                .conditions
                .iter()
                .all(|condition| other.conditions.iter().any(|other| condition.follows_from(other, budget)))
            && self.actions.covers(&other.actions, budget)
            && self.resources.covers(&other.resources, budget)
    }
}

impl Condition {
    /// Whether it holds wherever the other one does.
    fn follows_from(&self, other: &Self, budget: &mut Budget) -> bool {
        let same = self.operator == other.operator
            && self.key == other.key
            && budget.take(1, self.values.len() + other.values.len());
        // One of the values must match, but none where the operator is negated: more values let more through, or less.
        same && if self.operator.operator.is_negated() {
            !self.values.is_empty() && self.values.is_subset(&other.values)
        } else {
            !other.values.is_empty() && other.values.is_subset(&self.values)
        }
    }
}

impl<T: Item> Side<T> {
    fn of<'a>(list: Option<List<'a>>, not: Option<List<'a>>, item: fn(&'a str) -> T) -> Option<Self> {
        let items: Vec<T> = list.or(not)?.texts().map(|(_, text)| item(text)).collect();
        (!items.is_empty()).then_some(Self { not: list.is_none(), items })
    }

    /// Whether everything that the other side means is meant by this one; `false` too where that is too much work to say.
    fn covers(&self, other: &Self, budget: &mut Budget) -> bool {
        let covers =
            |item: &T, other: &T, budget: &mut Budget| budget.take(item.length(), other.length()) && item.covers(other);
        match (self.not, other.not) {
            (false, false) => other.items.iter().all(|other| self.items.iter().any(|item| covers(item, other, budget))),
            (true, false) => other.items.iter().all(|other| {
                self.items.iter().all(|item| budget.take(item.length(), other.length()) && !item.meets(other))
            }),
            (false, true) => self.items.iter().any(Item::is_everything),
            // What is spared here must be spared there.
            (true, true) => self.items.iter().all(|item| other.items.iter().any(|other| covers(other, item, budget))),
        }
    }
}

impl<'a> Action<'a> {
    fn of(text: &'a str) -> Self {
        Self { text, pattern: Pattern::action(text) }
    }
}

impl Item for Action<'_> {
    fn length(&self) -> usize {
        self.text.len()
    }

    fn is_everything(&self) -> bool {
        matches!(self.text, "*" | "*:*")
    }

    fn covers(&self, other: &Self) -> bool {
        self.pattern.covers(&other.pattern)
    }

    fn meets(&self, other: &Self) -> bool {
        self.pattern.meets(&other.pattern)
    }
}

impl<'a> Resource<'a> {
    fn of(text: &'a str) -> Self {
        let fields = arn::parse(text).ok().map(|Arn { partition, service, region, account, resource }| {
            [partition, service, region, account, resource].map(Pattern::resource)
        });
        Self { text, pattern: Pattern::resource(text), fields }
    }
}

impl Item for Resource<'_> {
    fn length(&self) -> usize {
        self.text.len()
    }

    fn is_everything(&self) -> bool {
        self.text == "*"
    }

    /// Field by field: a wildcard does not reach beyond its field.
    fn covers(&self, other: &Self) -> bool {
        self.is_everything()
            || matches!((&self.fields, &other.fields), (Some(fields), Some(others))
                if fields.iter().zip(others).all(|(field, other)| field.covers(other)))
    }

    /// As if a wildcard did: that is more than can be.
    fn meets(&self, other: &Self) -> bool {
        self.pattern.meets(&other.pattern)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn places(statements: &str) -> Vec<String> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        let report = Checker::session().check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == code::ALLOW_COVERED_BY_DENY);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    fn is_covered(allow: &str, deny: &str) -> bool {
        let places = places(&format!(r#"{{"Effect":"Allow",{allow}}},{{"Effect":"Deny",{deny}}}"#));
        assert!(places.is_empty() || places == ["/Statement/0"]);
        !places.is_empty()
    }

    const READ: &str = r#""Action":["s3:GetObject","s3:GetObjectTagging"],"Resource":"arn:aws:s3:::b/a/*""#;

    #[test]
    fn actions_and_resources() {
        for deny in [
            r#""Action":"s3:getobject*","Resource":"arn:aws:s3:::b/*""#,
            r#""Action":["s3:GetObjectTagging","s3:GetObject"],"Resource":"*""#,
            r#""NotAction":["s3:Put*","ec2:*"],"Resource":"arn:*:s3:::b/a/*""#,
            r#""Action":"*","NotResource":["arn:aws:s3:::c/*","arn:aws:s3:::b"]"#,
        ] {
            assert!(is_covered(READ, deny), "{deny}");
        }
        for deny in [
            r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*""#,
            r#""Action":"s3:*","Resource":"arn:aws:s3:::b/a/b""#,
            r#""NotAction":["s3:Put*","s3:*Tagging"],"Resource":"*""#,
            r#""Action":"*","NotResource":"arn:aws:s3:::*/secret""#,
            r#""Action":[],"Resource":"*""#,
            r#""NotAction":[],"Resource":"*""#,
            // The wildcard of a field does not reach into the next one.
            r#""Action":"s3:*","Resource":"arn:aws:*:b/a/*:*""#,
        ] {
            assert!(!is_covered(READ, deny), "{deny}");
        }
        assert!(!is_covered(r#""Action":[],"Resource":"*""#, r#""Action":"*","Resource":"*""#));
        assert!(!is_covered(r#""Action":"s3:*","Resource":"*""#, r#""Action":"s3:*","Resource":"arn:aws:s3:::*""#));
    }

    #[test]
    fn what_is_not_listed() {
        let allow = r#""NotAction":["iam:*","s3:*"],"NotResource":["arn:aws:s3:::b","arn:aws:s3:::c/*"]"#;
        for (deny, covers) in [
            (r#""Action":"*","Resource":"*""#, true),
            (r#""Action":"*:*","NotResource":"arn:aws:s3:::c/a""#, true),
            (r#""NotAction":["iam:Get*"],"Resource":"*""#, true),
            (r#""NotAction":["iam:Get*","ec2:Run*"],"Resource":"*""#, false),
            (r#""Action":"*","NotResource":"arn:aws:s3:::*""#, false),
            (r#""Action":"ec2:*","Resource":"*""#, false),
            (r#""Action":"*","Resource":"arn:aws:s3:::*""#, false),
        ] {
            assert_eq!(is_covered(allow, deny), covers, "{deny}");
        }
    }

    #[test]
    fn conditions() {
        let with = |allow: &str, deny: &str| {
            is_covered(
                &format!(r#"{READ},"Condition":{{{allow}}}"#),
                &format!(r#""Action":"*","Resource":"*","Condition":{{{deny}}}"#),
            )
        };
        let tls = r#""Bool":{"aws:SecureTransport":"true"}"#;
        assert!(with(tls, ""));
        assert!(!with("", tls));
        assert!(with(tls, r#""bool":{"AWS:SecureTransport":true}"#));
        assert!(!with(tls, r#""Bool":{"aws:SecureTransport":"false"}"#));
        assert!(!with(tls, r#""BoolIfExists":{"aws:SecureTransport":"true"}"#));
        let more = r#""StringEquals":{"aws:PrincipalTag/a":["b","c"]}"#;
        assert!(with(&format!("{tls},{more}"), more));
        assert!(!with(more, &format!("{tls},{more}")));
        // Of values that match, more hold where fewer do; of values that do not, it is the other way round.
        let values = |operator: &str, values: &str| format!(r#""{operator}":{{"aws:PrincipalTag/a":{values}}}"#);
        for (operator, fewer) in [("StringLike", true), ("StringNotLike", false)] {
            let (few, many) = (values(operator, r#""b""#), values(operator, r#"["b","c"]"#));
            assert_eq!(with(&few, &many), fewer, "{operator}");
            assert_eq!(with(&many, &few), !fewer, "{operator}");
            assert!(with(&many, &many), "{operator}");
        }
    }

    #[test]
    fn what_was_not_read_is_not_judged() {
        assert!(!is_covered(READ, r#""Action":"*","Resource":"*","Condition":[]"#));
        assert!(!is_covered(READ, r#""Action":"*","Resource":"*","Condition":{"Bol":{"a:b":"c"}}"#));
        assert!(!is_covered(READ, r#""Action":"*","Resource":["*",1]"#));
    }

    #[test]
    fn the_other_statement_is_named() {
        let message = |sid: &str| {
            let text = format!(
                r#"{{"Version":"2012-10-17","Statement":[{{{sid}"Effect":"Deny","Action":"*","Resource":"*"}},{{"Effect":"Allow",{READ}}}]}}"#
            );
            let report = Checker::session().check(&text);
            let found = report.findings().iter().find(|finding| finding.code() == code::ALLOW_COVERED_BY_DENY);
            found.unwrap().message().to_owned()
        };
        assert!(message("").contains("the statement at `/Statement/0` denies"));
        assert!(message(r#""Sid":"","#).contains("the statement at `/Statement/0` denies"));
        assert!(message(r#""Sid":"Lock","#).contains("statement `Lock` denies"));
    }
}
