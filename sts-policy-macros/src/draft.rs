//! A policy as JSON in which every hole is one character, and the way back from its elements to what was written.

use std::collections::HashMap;

use proc_macro2::Span;
use sts_policy_core::__private::FIRST_HOLE;
use sts_policy_core::{Effect, PolicyKind};

use crate::ast::{Item, Items, Source, Statement, Test, ValueKind};
use crate::errors::Errors;
use crate::literal::{Piece, pieces};
use crate::pointer::token;
use crate::steps;

/// The first of the characters that stand for holes.
const FIRST_MARKER: u32 = FIRST_HOLE as u32;

/// A policy with holes.
#[derive(Debug)]
pub(crate) struct Draft {
    pub(crate) kind: PolicyKind,
    /// The policy; the character of a hole stands where its value will.
    pub(crate) json: String,
    pub(crate) holes: Holes,
    /// What the reference is not asked about: pointers of elements.
    pub(crate) unchecked: Vec<String>,
    pub(crate) origin: Origin,
}

/// Where elements of the JSON were written.
#[derive(Debug)]
pub(crate) enum Origin {
    /// In tokens: for each pointer the span of its value, and of its key.
    Tokens { values: HashMap<String, Span>, keys: HashMap<String, Span> },
    /// In a file of this path and text, which the literal at the span names.
    File { path: String, text: String, span: Span },
}

/// The holes, in the order of their characters: one for each time that a name is used.
#[derive(Debug, Default)]
pub(crate) struct Holes {
    pub(crate) uses: Vec<Use>,
    /// The names, each once, in the order in which they are first used.
    pub(crate) names: Vec<String>,
    /// The index of each name.
    indexes: HashMap<String, usize>,
}

/// One hole in one literal.
#[derive(Debug, Clone)]
pub(crate) struct Use {
    /// Its name, as an index into the names.
    pub(crate) name: usize,
    pub(crate) span: Span,
    /// What messages begin with: of a literal nothing, of a file its path and the line.
    pub(crate) place: String,
    /// Whether it stands for a whole text that was reported, of which nothing more is to be said.
    pub(crate) is_reported: bool,
}

impl Holes {
    /// A literal with a character for each hole; what is wrong with it is reported, and then it is taken as it is.
    pub(crate) fn marked(&mut self, literal: &str, span: Span, place: &str, errors: &mut Errors) -> String {
        if let Some(character) = literal.chars().find(|character| u32::from(*character) >= FIRST_MARKER) {
            let message = format!(
                "{place}character U+{:04X} is for private use, and has no meaning to AWS",
                u32::from(character)
            );
            errors.push(span, message, Some("remove it"));
        }
        let pieces = match pieces(literal) {
            Ok(pieces) => pieces,
            Err(problem) => {
                errors.push(span, format!("{place}{}", problem.message), Some(&problem.help));
                let marker = self.marker(String::new(), span, place);
                self.uses.last_mut().into_iter().for_each(|used| used.is_reported = true);
                return marker.into_iter().collect();
            }
        };
        let mut text = String::with_capacity(literal.len());
        for piece in pieces {
            match piece {
                Piece::Text(part) => text.push_str(&part),
                Piece::Hole(name) => text.extend(self.marker(name, span, place)),
            }
        }
        text
    }

    /// The character for one more use of a hole; none behind the last character of Unicode.
    fn marker(&mut self, name: String, span: Span, place: &str) -> Option<char> {
        let marker = marker(self.uses.len())?;
        let next = self.names.len();
        let name = *self.indexes.entry(name).or_insert_with_key(|name| {
            self.names.push(name.clone());
            next
        });
        self.uses.push(Use { name, span, place: place.to_owned(), is_reported: false });
        Some(marker)
    }

    /// The index of the use that a character stands for.
    pub(crate) fn index(&self, character: char) -> Option<usize> {
        let index = usize::try_from(u32::from(character).checked_sub(FIRST_MARKER)?).ok()?;
        (index < self.uses.len()).then_some(index)
    }

    /// The name of a use.
    pub(crate) fn name(&self, index: usize) -> &str {
        self.names.get(self.name_index(index)).map_or("", String::as_str)
    }

    /// The name of a use, as an index into the names.
    pub(crate) fn name_index(&self, index: usize) -> usize {
        self.uses.get(index).map_or(0, |used| used.name)
    }

    /// The indexes of the uses in a text.
    pub(crate) fn within<'a>(&'a self, text: &'a str) -> impl Iterator<Item = usize> + 'a {
        steps::add(text.len());
        let text = if text.is_ascii() { "" } else { text };
        text.chars().filter_map(|character| self.index(character))
    }

    /// A text with something else for each hole.
    pub(crate) fn replaced(&self, text: &str, mut by: impl FnMut(usize) -> String) -> String {
        let mut replaced = String::with_capacity(text.len());
        steps::add(text.len());
        for character in text.chars() {
            match self.index(character) {
                Some(index) => replaced.push_str(&by(index)),
                None => replaced.push(character),
            }
        }
        replaced
    }
}

/// The character for an index; none behind the last character of Unicode.
pub(crate) fn marker(index: usize) -> Option<char> {
    char::from_u32(FIRST_MARKER.checked_add(u32::try_from(index).ok()?)?)
}

/// Reports characters that could be taken for holes.
pub(crate) fn refuse_private(text: &str, span: Span, place: &str, errors: &mut Errors) {
    if let Some(code) = text.chars().map(u32::from).find(|code| *code >= FIRST_MARKER) {
        let message = format!("{place}character U+{code:04X} is for private use, and has no meaning to AWS");
        errors.push(span, message, Some("remove it"));
    }
}

/// The draft of what was written in tokens.
pub(crate) fn of_source(source: Source, errors: &mut Errors) -> Draft {
    let mut writer = Writer::default();
    writer.json.push_str(r#"{"Version":"2012-10-17","Statement":["#);
    for (index, statement) in source.statements.iter().enumerate() {
        writer.comma(index);
        writer.statement(&format!("/Statement/{index}"), statement, errors);
    }
    writer.json.push_str("]}");
    let Writer { json, holes, unchecked, values, keys } = writer;
    Draft { kind: source.kind, json, holes, unchecked, origin: Origin::Tokens { values, keys } }
}

/// Writes JSON, and notes where each element comes from.
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
        // A string can always be written.
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
        if let Some(when) = statement.when {
            self.values.insert(format!("{pointer}/Condition"), when);
            self.conditions(&format!("{pointer}/Condition"), &statement.tests, errors);
        }
        self.json.push('}');
    }

    fn items(&mut self, pointer: &str, element: &str, items: &Items, errors: &mut Errors) {
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
            self.item(&pointer, item);
            let text = self.holes.marked(&item.text, item.span, "", errors);
            self.string(&text);
            self.values.insert(pointer, item.span);
        }
        self.json.push(']');
    }

    fn item(&mut self, pointer: &str, item: &Item) {
        if item.is_unchecked {
            self.unchecked.push(pointer.to_owned());
        }
    }

    /// In JSON, the tests of one operator stand together.
    fn conditions(&mut self, pointer: &str, tests: &[Test], errors: &mut Errors) {
        let mut operators: Vec<(&str, Vec<&Test>)> = Vec::new();
        for test in tests {
            match operators.iter_mut().find(|(operator, _)| *operator == test.operator) {
                Some((_, group)) => {
                    if let Some(first) = group.iter().find(|other| other.key.text.eq_ignore_ascii_case(&test.key.text))
                    {
                        let message = format!("`{}` has condition key `{}` twice", test.operator, first.key.text);
                        let help = "write its values as one list, which means any of them: `= [\"a\", \"b\"]`";
                        errors.push(test.key.span, message, Some(help));
                        continue;
                    }
                    group.push(test);
                }
                None => operators.push((&test.operator, vec![test])),
            }
        }
        self.json.push_str(r#","Condition":{"#);
        for (index, (operator, tests)) in operators.iter().enumerate() {
            self.comma(index);
            let pointer = format!("{pointer}/{}", token(operator));
            self.key(operator);
            self.json.push('{');
            for (index, test) in tests.iter().enumerate() {
                self.comma(index);
                if index == 0 {
                    self.keys.insert(pointer.clone(), test.operator_span);
                    self.values.insert(pointer.clone(), test.operator_span);
                }
                self.test(&pointer, test, errors);
            }
            self.json.push('}');
        }
        self.json.push('}');
    }

    fn test(&mut self, pointer: &str, test: &Test, errors: &mut Errors) {
        let key = self.holes.marked(&test.key.text, test.key.span, "", errors);
        let pointer = format!("{pointer}/{}", token(&key));
        self.item(&pointer, &test.key);
        self.keys.insert(pointer.clone(), test.key.span);
        self.key(&key);
        self.json.push('[');
        for (index, value) in test.values.iter().enumerate() {
            self.comma(index);
            let pointer = format!("{pointer}/{index}");
            match &value.kind {
                ValueKind::Bare(json) => self.json.push_str(json),
                ValueKind::Text(text) => {
                    let text = self.holes.marked(text, value.span, "", errors);
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
