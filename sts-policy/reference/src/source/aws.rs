//! AWS's own documents, one for each service: version 1.4, of which earlier ones are a part.

use std::collections::BTreeMap;

use serde::Deserialize;
use serde_json::Value;

use crate::InvalidReference;

/// What is read of a service document.
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
    /// The access level. Permissions management and tagging are writing, too, so they come first.
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

/// The service documents of a file: one, several in an array, or none if the file is one of those that list services.
pub(super) fn documents(file: &str, text: &str) -> Result<Vec<Document>, InvalidReference> {
    let wrong = |what: String| InvalidReference::new(format!("{file} {what}"));
    let value: Value = serde_json::from_str(text).map_err(|error| wrong(format!("is not JSON: {error}")))?;
    let values = match value {
        Value::Array(values) => values,
        // AWS's map from SDK clients to services lies beside its list of services.
        Value::Object(_) if file.ends_with("mapping.json") => Vec::new(),
        value => vec![value],
    };
    let is_listed = |value: &Value| value.get("service").is_some() && value.get("url").is_some();
    values
        .into_iter()
        .filter(|value| !is_listed(value))
        .map(|value| {
            if !value.get("Name").is_some_and(Value::is_string) {
                return Err(wrong("is no service document of AWS: it has no `Name`".to_owned()));
            }
            serde_json::from_value(value).map_err(|error| wrong(format!("is no service document of AWS: {error}")))
        })
        .collect()
}
