//! AWS's service authorization reference: the actions, resource types and condition keys of each service and the relations between
//! them.
//!
//! The facts are in one embedded table that is read in place: the crate parses nothing at start. Lookups do not allocate, except
//! [`Reference::condition_keys`], which builds an index in its first call.
//!
//! ```
//! use sts_policy_reference::{AccessLevel, Reference};
//!
//! let reference = Reference::embedded();
//! let action = reference.action("S3", "getobject").unwrap();
//! assert_eq!(action.to_string(), "s3:GetObject");
//! assert_eq!(action.access_level(), AccessLevel::Read);
//!
//! let link = action.resources().find(|link| link.resource_type().name() == "object").unwrap();
//! let format = link.resource_type().arn_formats().next().unwrap();
//! assert_eq!(format.to_string(), "arn:${Partition}:s3:::${BucketName}/${ObjectName}");
//!
//! let key = action.service().condition_key("s3:ExistingObjectTag/team").unwrap();
//! assert_eq!(key.name(), "s3:ExistingObjectTag/${TagKey}");
//! assert!(action.accepts(key));
//! ```
//!
//! Lookups of prefixes, actions and condition keys ignore case, as IAM does. Lookups of resource types respect case.
//! [`Reference::data_date`] returns the date of the facts.
//!
//! The crate has no dependencies. With the feature `json`, the module `source` reads a newer reference from JSON, including AWS's own
//! documents.

mod access_level;
mod action;
mod arn_format;
mod condition_key;
mod condition_operator;
mod condition_type;
mod enum_text;
mod error;
mod global_condition_key;
mod key_index;
mod partition;
mod reference;
mod resource_link;
mod resource_type;
mod retired;
mod service;
mod service_lookup;
#[cfg(feature = "json")]
pub mod source;
#[cfg_attr(feature = "steps", doc(hidden))]
#[cfg(feature = "steps")]
pub mod steps;
#[cfg(not(feature = "steps"))]
mod steps;
mod table;
mod text;

pub use access_level::{AccessLevel, UnknownAccessLevel};
pub use action::Action;
pub use arn_format::ArnFormat;
pub use condition_key::ConditionKey;
pub use condition_operator::ConditionOperator;
pub use condition_type::{ConditionType, ConditionTypes, UnknownConditionType};
pub use error::InvalidReference;
pub use global_condition_key::GlobalConditionKey;
pub use partition::Partition;
pub use reference::Reference;
pub use resource_link::ResourceLink;
pub use resource_type::ResourceType;
pub use service::Service;

/// The examples of the README are run as tests.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
