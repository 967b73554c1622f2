//! The JSON format of the reference.

use serde::{Deserialize, Serialize};

/// The name of the format of [`Source`].
pub const FORMAT: &str = "iam-reference/1";

/// The reference in the format [`FORMAT`]. The field names follow AWS's own documents.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Source {
    /// [`FORMAT`].
    pub format: String,
    /// Date of the facts, such as `2026-10-27`.
    pub data_date: String,
    /// Date of the facts that AWS no longer publishes: `DependentActions` and `PermissionOnly`.
    pub legacy_date: String,
    /// Origins of the facts. The table does not contain them.
    #[serde(default)]
    pub sources: Vec<Package>,
    /// Partitions.
    #[serde(default)]
    pub partitions: Vec<Partition>,
    /// Names of the types of condition keys.
    #[serde(default)]
    pub condition_types: Vec<String>,
    /// Names of the set operators.
    #[serde(default)]
    pub set_operators: Vec<String>,
    /// Condition operators.
    #[serde(default)]
    pub condition_operators: Vec<ConditionOperator>,
    /// Global condition keys.
    #[serde(default)]
    pub global_condition_keys: Vec<GlobalConditionKey>,
    /// Removed actions, as `prefix:Name`.
    #[serde(default)]
    pub removed_actions: Vec<String>,
    /// Services.
    pub services: Vec<Service>,
}

/// A package that supplied facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Package {
    /// Name.
    pub package: String,
    /// Registry of the package.
    #[serde(default)]
    pub registry: String,
    /// Version.
    #[serde(default)]
    pub version: String,
    /// Licence.
    #[serde(default)]
    pub license: String,
    /// Facts that the package supplied.
    #[serde(default)]
    pub used: String,
}

/// An AWS partition.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Partition {
    /// Identifier, such as `aws-cn`.
    pub id: String,
    /// DNS suffix, such as `amazonaws.com.cn`.
    pub dns_suffix: String,
    /// Regular expression for region names.
    pub region_regex: String,
    /// Regions.
    #[serde(default)]
    pub regions: Vec<String>,
}

/// A condition operator.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ConditionOperator {
    /// Name.
    pub name: String,
    /// Type of the compared values, or `Null` if the operator applies to every key.
    #[serde(rename = "Type")]
    pub value_type: String,
    /// True if the operator is negated.
    #[serde(default)]
    pub negated: bool,
    /// True if `*` and `?` in the values are wildcards.
    #[serde(default)]
    pub wildcards: bool,
    /// True if the operator allows the suffix `IfExists`.
    #[serde(default)]
    pub if_exists: bool,
    /// True if the operator allows a set operator as prefix.
    #[serde(default)]
    pub set: bool,
}

/// A condition key of all services.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct GlobalConditionKey {
    /// Name.
    pub name: String,
    /// Types of the values.
    pub types: Vec<String>,
    /// Group in AWS's documentation, such as `principal`.
    pub category: String,
    /// True if wildcards in the values grant too much.
    #[serde(default, skip_serializing_if = "is_false")]
    pub sensitive: bool,
    /// True if AWS marks the key as deprecated.
    #[serde(default, skip_serializing_if = "is_false")]
    pub deprecated: bool,
}

/// A service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Service {
    /// Service prefix.
    pub name: String,
    /// Name in AWS's documentation.
    #[serde(default)]
    pub display_name: String,
    /// Actions.
    #[serde(default)]
    pub actions: Vec<Action>,
    /// Resource types.
    #[serde(default)]
    pub resources: Vec<ResourceType>,
    /// Condition keys.
    #[serde(default)]
    pub condition_keys: Vec<ConditionKey>,
}

/// An action.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct Action {
    /// Name without prefix.
    pub name: String,
    /// Access level, as [`AccessLevel::as_str`](crate::AccessLevel::as_str) returns it.
    pub access_level: String,
    /// True if the action is only a permission, without an API operation of its name.
    #[serde(default, skip_serializing_if = "is_false")]
    pub permission_only: bool,
    /// Condition keys that the action supports for every resource.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub action_condition_keys: Vec<String>,
    /// Supported resource types.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub resources: Vec<ResourceLink>,
    /// Actions that a caller needs as well, as `prefix:Name`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub dependent_actions: Vec<String>,
}

/// A resource type that an action supports.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ResourceLink {
    /// Name of a resource type of the same service.
    pub name: String,
    /// True if a statement that lists resources for the action must list one of this type.
    #[serde(default, skip_serializing_if = "is_false")]
    pub required: bool,
    /// Condition keys that the action supports on this resource type.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub condition_keys: Vec<String>,
}

/// A resource type.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ResourceType {
    /// Name.
    pub name: String,
    /// ARN formats.
    #[serde(rename = "ARNFormats", default)]
    pub arn_formats: Vec<String>,
    /// Condition keys that every action on the resource type supports.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub condition_keys: Vec<String>,
}

/// A condition key of a service.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "PascalCase")]
#[non_exhaustive]
pub struct ConditionKey {
    /// Name, which may have another prefix than the service.
    pub name: String,
    /// Types of the values.
    pub types: Vec<String>,
}

fn is_false(flag: &bool) -> bool {
    !flag
}
