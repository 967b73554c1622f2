//! JSON Pointers.

use serde_json::Value;

/// A key as a token of a pointer.
pub(crate) fn token(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

/// The pointers of all strings and keys of which this is true.
pub(crate) fn pointers(value: &Value, is_wanted: &dyn Fn(&str) -> bool) -> Vec<String> {
    let mut found = Vec::new();
    let mut open = vec![(String::new(), value)];
    while let Some((pointer, value)) = open.pop() {
        match value {
            Value::String(text) if is_wanted(text) => found.push(pointer),
            Value::Array(items) => {
                open.extend(items.iter().enumerate().map(|(index, item)| (format!("{pointer}/{index}"), item)));
            }
            Value::Object(members) => {
                for (key, member) in members {
                    let pointer = format!("{pointer}/{}", token(key));
                    if is_wanted(key) {
                        found.push(pointer.clone());
                    }
                    open.push((pointer, member));
                }
            }
            _ => {}
        }
    }
    found
}
