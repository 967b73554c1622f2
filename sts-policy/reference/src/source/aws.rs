//! AWS's service documents, version 1.4 and earlier.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::error::InvalidReference;

/// The used fields of a service document.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Document {
    pub(super) name: String,
    #[serde(default)]
    pub(super) actions: Vec<Action>,
    #[serde(default)]
    pub(super) resources: Vec<ResourceType>,
    #[serde(default)]
    pub(super) condition_keys: Vec<ConditionKey>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Action {
    pub(super) name: String,
    #[serde(default)]
    pub(super) action_condition_keys: Vec<String>,
    pub(super) annotations: Option<Annotations>,
    #[serde(default)]
    pub(super) resources: Vec<ResourceLink>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct Annotations {
    #[serde(default)]
    properties: BTreeMap<String, bool>,
}

impl Annotations {
    /// Returns the access level. AWS also marks permissions management and tagging as `IsWrite`, so they take precedence.
    pub(super) fn access_level(&self) -> &'static str {
        let is = |name: &str| self.properties.get(name).is_some_and(|holds| *holds);
        if is("IsPermissionManagement") {
            "Permissions management"
        } else if is("IsTaggingOnly") {
            "Tagging"
        } else if is("IsWrite") {
            "Write"
        } else if is("IsList") {
            "List"
        } else {
            "Read"
        }
    }
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ResourceLink {
    pub(super) name: String,
    #[serde(default)]
    pub(super) condition_keys: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ResourceType {
    pub(super) name: String,
    #[serde(rename = "ARNFormats", default)]
    pub(super) arn_formats: Vec<String>,
    #[serde(default)]
    pub(super) condition_keys: Vec<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
pub(super) struct ConditionKey {
    pub(super) name: String,
    #[serde(default)]
    pub(super) types: Vec<String>,
}

/// Returns the service documents of a file: one document, an array of documents, or none if the file is a list of services.
pub(super) fn documents(file: &str, text: &str) -> Result<Vec<Document>, InvalidReference> {
    let wrong = |what: String| InvalidReference::new(format!("{file} {what}"));
    let value: Value = serde_json::from_str(text).map_err(|error| wrong(format!("is not JSON: {error}")))?;
    let values = match value {
        Value::Array(values) => values,
        // AWS serves this map from SDK clients to services next to the documents.
        Value::Object(_) if file.ends_with("mapping.json") => Vec::new(),
        value => vec![value],
    };
    let is_listed = |value: &Value| value.get("service").is_some() && value.get("url").is_some();
    values
        .into_iter()
        .filter(|value| !is_listed(value))
        .map(|value| {
            if !value.get("Name").is_some_and(Value::is_string) {
                return Err(wrong("is not a service document of AWS: must have a `Name`".to_owned()));
            }
            serde_json::from_value(value).map_err(|error| wrong(format!("is not a service document of AWS: {error}")))
        })
        .collect()
}
