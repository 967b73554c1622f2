//! JSON Pointers.

use serde_json::Value;
use sts_policy_core::__private::count_steps;

/// Escapes a key as a reference token of a JSON Pointer.
pub(crate) fn escape_key(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// Returns the strings and keys that satisfy the predicate, each with its pointer.
pub(crate) fn find_texts<'a>(value: &'a Value, is_wanted: &dyn Fn(&str) -> bool) -> Vec<(String, &'a str)> {
    let mut found = Vec::new();
    let mut pending = vec![(String::new(), value)];
    while let Some((pointer, value)) = pending.pop() {
        count_steps(1 + pointer.len());
        match value {
            Value::String(text) if is_wanted(text) => found.push((pointer, text.as_str())),
            Value::Array(items) => {
                pending.extend(items.iter().enumerate().map(|(index, item)| (format!("{pointer}/{index}"), item)));
            }
            Value::Object(members) => {
                for (key, member) in members {
                    let pointer = format!("{pointer}/{}", escape_key(key));
                    if is_wanted(key) {
                        found.push((pointer.clone(), key.as_str()));
                    }
                    pending.push((pointer, member));
                }
            }
            _ => {}
        }
    }
    found
}
