//! `Allow` statements that a `Deny` statement covers.

use std::collections::BTreeSet;

use super::comparable::{is_comparable, value_text};
use crate::diagnostics::{Message, message, quote};
use crate::document::{Document, List, StatementView, element};
use crate::grammar::arn::{self, Arn};
use crate::json::Path;
use crate::model::{ConditionOperator, Effect};
use crate::pattern::Pattern;
use crate::rules::budget::Budget;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    ALLOW_COVERED_BY_DENY {
        severity: Warning,
        origin: Project,
        scope: All,
        reference: false,
        macros: Comparison,
        summary: "a statement allows only requests that another one denies",
        why: "A `Deny` statement overrides every `Allow` statement, so the `Allow` statement has no effect. Either it can be removed, or the `Deny` statement denies more than intended.",
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

/// Reports `Allow` statements that one `Deny` statement covers. Several `Deny` statements that cover it only together are not found.
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    let has = |effect: Effect| document.statements.iter().any(|statement| statement.effect == Some(effect));
    if !has(Effect::Allow) || !has(Effect::Deny) {
        return;
    }
    let comparable = |effect: Effect| {
        let statements = document.statements.iter().filter(move |statement| statement.effect == Some(effect));
        statements.filter(|statement| is_comparable(statement))
    };
    let denies: Vec<ParsedStatement<'_>> = comparable(Effect::Deny).filter_map(ParsedStatement::new).collect();
    if denies.is_empty() {
        return;
    }
    let cx = &mut cx.key(element::STATEMENT);
    let mut budget = Budget::default();
    for allow in comparable(Effect::Allow).filter_map(ParsedStatement::new) {
        let deny = denies.iter().find(|deny| !budget.is_exhausted() && deny.covers(&allow, &mut budget));
        if budget.is_exhausted() {
            return;
        }
        let Some(deny) = deny else { continue };
        if cx.must_stop() {
            return;
        }
        let message = describe(deny.statement, &cx.path);
        let cx = &mut cx.item(allow.statement.index);
        cx.report(
            cx.finding(ALLOW_COVERED_BY_DENY, message)
                .with_help("remove the statement, or narrow the other one, such as with a condition"),
        );
    }
}

/// `path` is that of `Statement`.
fn describe(deny: &StatementView<'_>, path: &Path<'_>) -> Message {
    match deny.sid {
        Some(sid) if !sid.is_empty() => {
            message!("the statement has no effect: statement {} denies everything that it allows", quote(sid))
        }
        _ => message!(
            "the statement has no effect: the statement at `{}` denies everything that it allows",
            path.item(deny.index).pointer().as_str()
        ),
    }
}

/// A statement with its patterns, to be compared.
struct ParsedStatement<'a> {
    statement: &'a StatementView<'a>,
    actions: Items<Action<'a>>,
    resources: Items<Resource<'a>>,
    conditions: Vec<Condition>,
}

/// The items of an element such as `Action`, or of its opposite.
struct Items<T> {
    is_negated: bool,
    items: Vec<T>,
}

struct Action<'a> {
    text: &'a str,
    pattern: Pattern<'a>,
}

struct Resource<'a> {
    text: &'a str,
    pattern: Pattern<'a>,
    /// The fields, if the resource is an ARN.
    fields: Option<[Pattern<'a>; 5]>,
}

struct Condition {
    operator: ConditionOperator,
    /// In lower case.
    key: String,
    values: BTreeSet<String>,
}

/// An item that can be compared with those of another statement.
trait Item {
    /// Length of the text in bytes.
    fn length(&self) -> usize;

    /// Returns true if the item matches everything.
    fn is_everything(&self) -> bool;

    /// Returns true if the item matches all that the other one matches.
    fn covers(&self, other: &Self) -> bool;

    /// Returns false if both items are provably disjoint.
    fn intersects(&self, other: &Self) -> bool;
}

impl<'a> ParsedStatement<'a> {
    /// `None` for a statement without actions or resources, which other rules report.
    fn new(statement: &'a StatementView<'a>) -> Option<Self> {
        let actions = Items::new(statement.action, statement.not_action, Action::new)?;
        let resources = Items::new(statement.resource, statement.not_resource, Resource::new)?;
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

    /// Returns true if the statement matches every request that the other one matches.
    fn covers(&self, other: &Self, budget: &mut Budget) -> bool {
        budget.reserve(self.conditions.len(), other.conditions.len())
            && self
                .conditions
                .iter()
                .all(|condition| other.conditions.iter().any(|other| condition.follows_from(other, budget)))
            && self.actions.covers(&other.actions, budget)
            && self.resources.covers(&other.resources, budget)
    }
}

impl Condition {
    /// Returns true if the condition holds for every request for which the other one holds.
    fn follows_from(&self, other: &Self, budget: &mut Budget) -> bool {
        let is_comparable = self.operator == other.operator
            && self.key == other.key
            && budget.reserve(1, self.values.len() + other.values.len());
        // More values match more requests. Under a negated operator they match fewer.
        is_comparable
            && if self.operator.operator.is_negated() {
                !self.values.is_empty() && self.values.is_subset(&other.values)
            } else {
                !other.values.is_empty() && other.values.is_subset(&self.values)
            }
    }
}

impl<T: Item> Items<T> {
    fn new<'a>(list: Option<List<'a>>, negated: Option<List<'a>>, item: fn(&'a str) -> T) -> Option<Self> {
        let items: Vec<T> = list.or(negated)?.texts().map(|(_, text)| item(text)).collect();
        (!items.is_empty()).then_some(Self { is_negated: list.is_none(), items })
    }

    /// Returns true if the element matches all that the other one matches; also false if the budget does not suffice.
    fn covers(&self, other: &Self, budget: &mut Budget) -> bool {
        let covers = |item: &T, other: &T, budget: &mut Budget| {
            budget.reserve(item.length(), other.length()) && item.covers(other)
        };
        match (self.is_negated, other.is_negated) {
            (false, false) => other.items.iter().all(|other| self.items.iter().any(|item| covers(item, other, budget))),
            (true, false) => other.items.iter().all(|other| {
                self.items.iter().all(|item| budget.reserve(item.length(), other.length()) && !item.intersects(other))
            }),
            (false, true) => self.items.iter().any(Item::is_everything),
            // Each exception of this element must be an exception of the other one.
            (true, true) => self.items.iter().all(|item| other.items.iter().any(|other| covers(other, item, budget))),
        }
    }
}

impl<'a> Action<'a> {
    fn new(text: &'a str) -> Self {
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

    fn intersects(&self, other: &Self) -> bool {
        self.pattern.intersects(&other.pattern)
    }
}

impl<'a> Resource<'a> {
    fn new(text: &'a str) -> Self {
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

    /// Compares field by field, because a wildcard matches only text of its own field.
    fn covers(&self, other: &Self) -> bool {
        self.is_everything()
            || matches!((&self.fields, &other.fields), (Some(fields), Some(others))
                if fields.iter().zip(others).all(|(field, other)| field.covers(other)))
    }

    /// Compares the whole texts. That treats more resources as intersecting than do, which is safe.
    fn intersects(&self, other: &Self) -> bool {
        self.pattern.intersects(&other.pattern)
    }
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn pointers(statements: &str) -> Vec<String> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        let report = Checker::session().check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == code::ALLOW_COVERED_BY_DENY);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    fn is_covered(allow: &str, deny: &str) -> bool {
        let pointers = pointers(&format!(r#"{{"Effect":"Allow",{allow}}},{{"Effect":"Deny",{deny}}}"#));
        assert!(pointers.is_empty() || pointers == ["/Statement/0"]);
        !pointers.is_empty()
    }

    const READ: &str = r#""Action":["s3:GetObject","s3:GetObjectTagging"],"Resource":"arn:aws:s3:::b/a/*""#;

    #[test]
    fn compares_actions_and_resources() {
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
            // A wildcard matches only text of its own field.
            r#""Action":"s3:*","Resource":"arn:aws:*:b/a/*:*""#,
        ] {
            assert!(!is_covered(READ, deny), "{deny}");
        }
        assert!(!is_covered(r#""Action":[],"Resource":"*""#, r#""Action":"*","Resource":"*""#));
        assert!(!is_covered(r#""Action":"s3:*","Resource":"*""#, r#""Action":"s3:*","Resource":"arn:aws:s3:::*""#));
    }

    #[test]
    fn compares_exceptions() {
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
    fn compares_conditions() {
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
        // More values of a positive operator match more requests; of a negated one, fewer.
        let values = |operator: &str, values: &str| format!(r#""{operator}":{{"aws:PrincipalTag/a":{values}}}"#);
        for (operator, many_cover_few) in [("StringLike", true), ("StringNotLike", false)] {
            let (few, many) = (values(operator, r#""b""#), values(operator, r#"["b","c"]"#));
            assert_eq!(with(&few, &many), many_cover_few, "{operator}");
            assert_eq!(with(&many, &few), !many_cover_few, "{operator}");
            assert!(with(&many, &many), "{operator}");
        }
    }

    #[test]
    fn skips_statements_that_are_not_readable() {
        assert!(!is_covered(READ, r#""Action":"*","Resource":"*","Condition":[]"#));
        assert!(!is_covered(READ, r#""Action":"*","Resource":"*","Condition":{"Bol":{"a:b":"c"}}"#));
        assert!(!is_covered(READ, r#""Action":"*","Resource":["*",1]"#));
    }

    #[test]
    fn names_the_other_statement() {
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
