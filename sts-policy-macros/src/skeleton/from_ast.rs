//! From the syntax tree to JSON, with the span of each element.

use std::collections::HashMap;

use proc_macro2::Span;
use sts_policy_core::__private::quoted;
use sts_policy_core::policy::Effect;

use super::pointer::escape_key;
use super::{Holes, Origin, Skeleton};
use crate::errors::Errors;
use crate::parse::ast::{Condition, ConditionTest, ElementList, ElementText, PolicyAst, Statement, ValueKind};

/// Returns the skeleton of a policy that was parsed from tokens.
pub(crate) fn from_ast(policy: &PolicyAst, errors: &mut Errors) -> Skeleton {
    let mut writer = Writer::default();
    writer.json.push_str(r#"{"Version":"2012-10-17","Statement":["#);
    for (index, statement) in policy.statements.iter().enumerate() {
        writer.comma(index);
        writer.statement(&format!("/Statement/{index}"), statement, errors);
    }
    writer.json.push_str("]}");
    let Writer { json, holes, unchecked, values, keys } = writer;
    Skeleton { scope: policy.scope, json, holes, unchecked, origin: Origin::Tokens { values, keys } }
}

/// Writes JSON and records the span of each element.
#[derive(Default)]
struct Writer {
    json: String,
    holes: Holes,
    unchecked: Vec<String>,
    values: HashMap<String, Span>,
    keys: HashMap<String, Span>,
}

impl Writer {
    fn comma(&mut self, index: usize) {
        if index > 0 {
            self.json.push(',');
        }
    }

    fn string(&mut self, text: &str) {
        // Strings always have a JSON form.
        self.json.push_str(&serde_json::to_string(text).unwrap_or_default());
    }

    fn key(&mut self, key: &str) {
        self.string(key);
        self.json.push(':');
    }

    fn statement(&mut self, pointer: &str, statement: &Statement, errors: &mut Errors) {
        self.values.insert(pointer.to_owned(), statement.effect_span);
        self.json.push('{');
        if let Some(sid) = &statement.sid {
            self.values.insert(format!("{pointer}/Sid"), sid.span());
            self.key("Sid");
            self.string(&sid.to_string());
            self.json.push(',');
        }
        self.values.insert(format!("{pointer}/Effect"), statement.effect_span);
        self.key("Effect");
        self.string(match statement.effect {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        });
        let actions = if statement.actions.except { "NotAction" } else { "Action" };
        self.items(pointer, actions, &statement.actions, errors);
        let resources = if statement.resources.except { "NotResource" } else { "Resource" };
        self.items(pointer, resources, &statement.resources, errors);
        if let Some(condition) = &statement.condition {
            self.condition(&format!("{pointer}/Condition"), condition, errors);
        }
        self.json.push('}');
    }

    fn items(&mut self, pointer: &str, element: &str, items: &ElementList, errors: &mut Errors) {
        let pointer = format!("{pointer}/{element}");
        self.json.push(',');
        self.key(element);
        if let Some(first) = items.items.first() {
            self.values.insert(pointer.clone(), first.span);
            self.keys.insert(pointer.clone(), first.span);
        }
        self.json.push('[');
        for (index, item) in items.items.iter().enumerate() {
            self.comma(index);
            let pointer = format!("{pointer}/{index}");
            self.note_unchecked(&pointer, item);
            let text = self.holes.mark(&item.text, item.span, "", errors);
            self.string(&text);
            self.values.insert(pointer, item.span);
        }
        self.json.push(']');
    }

    fn note_unchecked(&mut self, pointer: &str, item: &ElementText) {
        if item.is_unchecked {
            self.unchecked.push(pointer.to_owned());
        }
    }

    fn condition(&mut self, pointer: &str, condition: &Condition, errors: &mut Errors) {
        self.values.insert(pointer.to_owned(), condition.span);
        self.json.push_str(r#","Condition":{"#);
        for (index, (operator, tests)) in by_operator(&condition.tests, errors).iter().enumerate() {
            self.comma(index);
            let pointer = format!("{pointer}/{}", escape_key(operator));
            if let Some(first) = tests.first() {
                self.keys.insert(pointer.clone(), first.operator_span);
                self.values.insert(pointer.clone(), first.operator_span);
            }
            self.key(operator);
            self.json.push('{');
            for (index, test) in tests.iter().enumerate() {
                self.comma(index);
                self.test(&pointer, test, errors);
            }
            self.json.push('}');
        }
        self.json.push('}');
    }

    fn test(&mut self, pointer: &str, test: &ConditionTest, errors: &mut Errors) {
        let key = self.holes.mark(&test.key.text, test.key.span, "", errors);
        let pointer = format!("{pointer}/{}", escape_key(&key));
        self.note_unchecked(&pointer, &test.key);
        self.keys.insert(pointer.clone(), test.key.span);
        self.key(&key);
        self.json.push('[');
        for (index, value) in test.values.iter().enumerate() {
            self.comma(index);
            let pointer = format!("{pointer}/{index}");
            match &value.kind {
                ValueKind::NumberOrBool(json) => self.json.push_str(json),
                ValueKind::Text(text) => {
                    let text = self.holes.mark(text, value.span, "", errors);
                    self.string(&text);
                }
            }
            self.values.insert(pointer, value.span);
        }
        if let Some(first) = test.values.first() {
            self.values.insert(pointer, first.span);
        }
        self.json.push(']');
    }
}

/// Groups tests by operator, as JSON does. A repeated condition key is reported and left out.
fn by_operator<'a>(tests: &'a [ConditionTest], errors: &mut Errors) -> Vec<(&'a str, Vec<&'a ConditionTest>)> {
    let mut operators: Vec<(&str, Vec<&ConditionTest>)> = Vec::new();
    for test in tests {
        let Some((_, group)) = operators.iter_mut().find(|(operator, _)| *operator == test.operator) else {
            operators.push((&test.operator, vec![test]));
            continue;
        };
        match group.iter().find(|other| other.key.text.eq_ignore_ascii_case(&test.key.text)) {
            Some(first) => {
                let key = quoted(&first.key.text);
                let message = format!("duplicate condition key {key} under `{}`", test.operator);
                let help = "write its values as one list, which matches any of them: `= [\"a\", \"b\"]`";
                errors.push(test.key.span, message, Some(help));
            }
            None => group.push(test),
        }
    }
    operators
}
