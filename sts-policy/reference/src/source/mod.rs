//! The reference as JSON: reading, writing, and merging AWS's own documents.
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
mod compile_service;
mod convert;
mod decompile;
mod merge;
mod model;
mod parse;
mod read;
mod refresh;
mod write;

pub use merge::Changes;
pub use model::{
    Action, ConditionKey, ConditionOperator, FORMAT, GlobalConditionKey, Package, Partition, ResourceLink,
    ResourceType, Service, Source,
};
