//! Builders of shapes.

use sts_policy_core::reference::Reference;

use super::Shape;

pub(crate) fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Returns a different short word for each number.
pub(crate) fn word(mut index: usize) -> String {
    let mut word = String::new();
    loop {
        word.insert(0, char::from(b'a' + u8::try_from(index % 26).unwrap()));
        index /= 26;
        if index == 0 {
            return word;
        }
    }
}

/// Returns the word with different letters in upper case for each number.
pub(crate) fn cased(word: &str, mut index: usize) -> String {
    word.chars()
        .map(|character| {
            if !character.is_ascii_alphabetic() {
                return character;
            }
            let is_upper = index & 1 == 1;
            index >>= 1;
            if is_upper { character.to_ascii_uppercase() } else { character.to_ascii_lowercase() }
        })
        .collect()
}

/// Concatenates items up to this many bytes.
pub(crate) fn joined(bytes: usize, item: impl Fn(usize) -> String) -> String {
    let mut joined = String::new();
    for index in 0.. {
        if joined.len() >= bytes {
            break;
        }
        if index > 0 {
            joined.push(',');
        }
        joined.push_str(&item(index));
    }
    joined
}

pub(crate) fn list(bytes: usize, item: impl Fn(usize) -> String) -> String {
    format!("[{}]", joined(bytes, item))
}

pub(crate) fn object(bytes: usize, member: impl Fn(usize) -> String) -> String {
    format!("{{{}}}", joined(bytes, member))
}

pub(crate) fn policy(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

/// Returns a statement with these elements and the missing required ones.
pub(crate) fn one(elements: &[(&str, String)]) -> String {
    let mut members: Vec<String> = elements.iter().map(|(name, value)| format!(r#""{name}":{value}"#)).collect();
    let has = |names: &[&str]| elements.iter().any(|(name, _)| names.contains(name));
    for (names, value) in [
        (&["Effect"][..], r#""Allow""#),
        (&["Action", "NotAction"], r#""s3:GetObject""#),
        (&["Resource", "NotResource"], r#""arn:aws:s3:::b/*""#),
    ] {
        if !has(names) {
            members.push(format!(r#""{}":{value}"#, names[0]));
        }
    }
    format!("{{{}}}", members.join(","))
}

pub(crate) fn statement(elements: &[(&str, String)]) -> String {
    policy(&one(elements))
}

pub(crate) fn under(operator: &str, keys: &str) -> String {
    format!(r#"{{"{operator}":{keys}}}"#)
}

pub(crate) fn known_actions() -> Vec<String> {
    let services = Reference::embedded().services();
    services.flat_map(|service| service.actions()).map(|action| action.to_string()).collect()
}

pub(crate) fn shape(name: &'static str, make: impl Fn(usize) -> String + 'static) -> Shape {
    Shape { name, is_budgeted: false, make: Box::new(make) }
}

pub(crate) fn budgeted(name: &'static str, make: impl Fn(usize) -> String + 'static) -> Shape {
    Shape { name, is_budgeted: true, make: Box::new(make) }
}
