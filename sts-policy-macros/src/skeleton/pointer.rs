//! JSON Pointers.

use serde_json::Value;
use sts_policy_core::__private::count_steps;

/// Escapes a key as a token of a pointer.
pub(crate) fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns the strings and keys that satisfy the predicate, each with its pointer.
pub(crate) fn pointers<'a>(value: &'a Value, is_wanted: &dyn Fn(&str) -> bool) -> Vec<(String, &'a str)> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        count_steps(1 + pointer.len());
        match value {
            Value::String(text) if is_wanted(text) => found.push((pointer, text.as_str())),
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (format!("{pointer}/{index}"), item)));
            }
            Value::Object(members) => {
                for (key, member) in members {
                    let pointer = format!("{pointer}/{}", token(key));
                    if is_wanted(key) {
                        found.push((pointer.clone(), key.as_str()));
                    }
                    open.push((pointer, member));
                }
            }
            _ => {}
        }
    }
    found
}
