//! The reference as JSON: reading it, writing it, and bringing it up to date from AWS's own documents.
//!
//! ```
//! use sts_policy_reference::Reference;
//! use sts_policy_reference::source::Source;
//!
//! let mut source = Source::from_reference(Reference::embedded());
//! let document = r#"{"Name": "sts", "Version": "v1.4", "Actions": [{"Name": "AssumeRole"}, {"Name": "AssumeNothing"}]}"#;
//! let changes = source.refresh([("sts.json", document)], "2027-01-01").unwrap();
//! assert_eq!(changes.added_actions, ["sts:AssumeNothing"]);
//!
//! let reference = source.compile().unwrap();
//! assert!(reference.action("sts", "AssumeNothing").is_some());
//! assert!(reference.is_removed_action("sts", "GetCallerIdentity"));
//! ```

mod aws;
mod builder;
mod compile;
mod decompile;
mod layout;
mod refresh;

pub use refresh::Changes;

use serde::{Deserialize, Serialize};

use crate::{InvalidReference, Reference};

/// The name of the format that [`Source`] is.
pub const FORMAT: &str = "iam-reference/1";

/// The reference in the format [`FORMAT`]. The names of its fields follow AWS's own documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Source {
    /// [`FORMAT`].
    pub format: String,
    /// The day of the facts, as in `2026-10-27`.
    pub data_date: String,
    /// The day of what AWS no longer tells: `DependentActions` and `PermissionOnly`.
    pub legacy_date: String,
    /// Where the facts come from. The table does not hold it.
    #[serde(default)]
    pub sources: Vec<Package>,
    /// The partitions.
    #[serde(default)]
    pub partitions: Vec<Partition>,
    /// The names of the types of condition keys.
    #[serde(default)]
    pub condition_types: Vec<String>,
    /// The names of the set operators.
    #[serde(default)]
    pub set_operators: Vec<String>,
    /// The condition operators.
    #[serde(default)]
    pub condition_operators: Vec<ConditionOperator>,
    /// The condition keys that hold for all services.
    #[serde(default)]
    pub global_condition_keys: Vec<GlobalConditionKey>,
    /// Actions that are gone, as `prefix:Name`.
    #[serde(default)]
    pub removed_actions: Vec<String>,
    /// The services.
    pub services: Vec<Service>,
}

/// A package that supplied facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Package {
    /// Its name.
    pub package: String,
    /// The registry that has it.
    #[serde(default)]
    pub registry: String,
    /// Its version.
    #[serde(default)]
    pub version: String,
    /// Its licence.
    #[serde(default)]
    pub license: String,
    /// What it supplied.
    #[serde(default)]
    pub used: String,
}

/// A partition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Partition {
    /// Its identifier, such as `aws-cn`.
    pub id: String,
    /// With what the names of its hosts end.
    pub dns_suffix: String,
    /// An expression for the names of its regions.
    pub region_regex: String,
    /// Its regions.
    #[serde(default)]
    pub regions: Vec<String>,
}

/// A condition operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConditionOperator {
    /// Its name.
    pub name: String,
    /// The type of the values that it compares, or `Null`.
    #[serde(rename = "Type")]
    pub value_type: String,
    /// Whether it holds where the values do not match.
    #[serde(default)]
    pub negated: bool,
    /// Whether `*` and `?` in its values are wildcards.
    #[serde(default)]
    pub wildcards: bool,
    /// Whether it may end in `IfExists`.
    #[serde(default)]
    pub if_exists: bool,
    /// Whether it may start with a set operator.
    #[serde(default)]
    pub set: bool,
}

/// A condition key that holds for all services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct GlobalConditionKey {
    /// Its name.
    pub name: String,
    /// The types of its values.
    pub types: Vec<String>,
    /// What it is about, such as `principal`.
    pub category: String,
    /// Whether wildcards in its values grant more than is meant.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// Whether AWS advises against it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Service {
    /// Its prefix.
    pub name: String,
    /// Its name in AWS's documentation.
    #[serde(default)]
    pub display_name: String,
    /// Its actions.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Its resource types.
    #[serde(default)]
    pub resources: Vec<ResourceType>,
    /// Its condition keys.
    #[serde(default)]
    pub condition_keys: Vec<ConditionKey>,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct Action {
    /// Its name, without prefix.
    pub name: String,
    /// As [`AccessLevel::as_str`](crate::AccessLevel::as_str) gives it.
    pub access_level: String,
    /// Whether no operation of AWS's API has its name.
    #[serde(default, skip_serializing_if = "is_false")]
    pub permission_only: bool,
    /// The condition keys that hold for it whatever the resource.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub action_condition_keys: Vec<String>,
    /// The resource types that it acts on.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourceLink>,
    /// What else a caller must be allowed, as `prefix:Name`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependent_actions: Vec<String>,
}

/// That an action acts on a resource type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ResourceLink {
    /// The name of a resource type of the same service.
    pub name: String,
    /// Whether a statement that names resources for the action needs one of this type.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// The condition keys that hold for the action on this resource type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub condition_keys: Vec<String>,
}

/// A resource type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ResourceType {
    /// Its name.
    pub name: String,
    /// The forms of its ARNs.
    #[serde(rename = "ARNFormats", default)]
    pub arn_formats: Vec<String>,
    /// The condition keys that hold for it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub condition_keys: Vec<String>,
}

/// A condition key of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
pub struct ConditionKey {
    /// Its name, perhaps with another prefix than the service's.
    pub name: String,
    /// The types of its values.
    pub types: Vec<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}

impl Source {
    /// Reads the format. Fields it does not know are left out.
    ///
    /// # Errors
    ///
    /// If the text is not JSON, or not of this format. Whether its parts fit together is found out by [`Source::compile`].
    pub fn from_json(text: &str) -> Result<Self, InvalidReference> {
        let source: Self = serde_json::from_str(text)
            .map_err(|error| InvalidReference::new(format!("the JSON is no reference: {error}")))?;
        if source.format != FORMAT {
            return Err(InvalidReference::new(format!(
                "the format of the reference is `{}`, only `{FORMAT}` can be read",
                source.format
            )));
        }
        Ok(source)
    }
}

/// Reads a source, or AWS's documents on top of a base.
pub(crate) fn read(text: &str, base: &Reference, data_date: Option<&str>) -> Result<Source, InvalidReference> {
    // Only its head is looked at: a document of AWS has no `Format`.
    #[derive(Deserialize)]
    #[serde(rename_all = "PascalCase")]
    struct Head {
        format: Option<serde::de::IgnoredAny>,
    }
    // An array would be taken for the fields of the head.
    let is_object = text.trim_ascii_start().starts_with('{');
    if is_object && serde_json::from_str::<Head>(text).is_ok_and(|head| head.format.is_some()) {
        return Source::from_json(text);
    }
    if !text.trim_ascii_start().starts_with(['{', '[']) {
        return Err(InvalidReference::new("the text begins neither as an object of JSON nor as an array"));
    }
    let Some(data_date) = data_date else {
        return Err(InvalidReference::new(
            "documents of AWS do not say how old they are: give the date at which AWS served them",
        ));
    };
    let mut source = Source::from_reference(base);
    let changes = source.refresh([("the JSON", text)], data_date)?;
    if changes.services.is_empty() {
        return Err(InvalidReference::new(format!(
            "the JSON holds neither `{FORMAT}` nor a service document of AWS with actions"
        )));
    }
    Ok(source)
}
