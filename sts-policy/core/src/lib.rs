//! The language of AWS session policies: typed policies and their checks.
//!
//! [`check`] checks the JSON text of a policy and returns a [`Report`] of [`Finding`]s, with the codes of IAM Access Analyzer where
//! they exist. [`SessionPolicy`] is a policy that passed. [`Policy`] is the typed form: it is read from JSON or built at run time with
//! [`Policy::builder`], and has one canonical form.
//!
//! ```
//! use sts_policy_core::{Policy, SessionPolicy, Statement, check};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let text = r#"{
//!   "Version": "2012-10-17",
//!   "Statement": [{ "Effect": "allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/tenant-a/*" }]
//! }"#;
//! let report = check(text);
//! let finding = &report.findings()[0];
//! assert_eq!(finding.to_string(), "error[INVALID_EFFECT]: invalid effect `allow`: must be `Allow` or `Deny`");
//! assert_eq!(finding.help(), Some("did you mean `Allow`?"));
//! assert_eq!(report.locate(text)[0].line, 3);
//!
//! let policy = Policy::builder()
//!     .statement(Statement::allow(["s3:GetObject"]).resources(["arn:aws:s3:::reports/tenant-a/*"]))
//!     .build()?;
//! let policy = SessionPolicy::try_from(policy)?;
//! assert!(policy.as_str().starts_with(r#"{"Version":"2012-10-17","#));
//! # Ok(())
//! # }
//! ```
//!
//! The crate does no I/O. It depends only on serde, serde_json and miniz_oxide, and on `sts-policy-reference` with the feature `reference`.

#[doc(hidden)]
#[path = "macro_support.rs"]
pub mod __private;
#[cfg(test)]
#[path = "../tests/support/cases.rs"]
mod cases;
mod checker;
mod diagnostics;
mod document;
mod enum_text;
mod grammar;
mod json;
pub mod limits;
mod model;
pub mod packed;
pub mod pattern;
mod read;
pub mod request;
mod rules;
mod session_policy;
#[cfg(feature = "steps")]
#[doc(hidden)]
pub mod steps;
#[cfg(not(feature = "steps"))]
mod steps;
mod template;
pub mod value;

pub use checker::{Checker, check};
pub use diagnostics::{Code, Finding, InvalidPolicy, Report, RuleScope, Severity};
pub use model::{Policy, Statement};
pub use rules::code;
pub use session_policy::SessionPolicy;
#[cfg(feature = "reference")]
pub use sts_policy_reference as reference;
pub use template::PolicyTemplate;

/// The elements of a typed policy.
pub mod policy {
    pub use crate::model::{
        Action, ActionElement, BuildError, ConditionKey, ConditionOperator, ConditionValue, Conditions,
        DuplicateCondition, Effect, Id, Number, Operator, OperatorFamily, PolicyBuilder, PolicyKind, Principal,
        PrincipalElement, Resource, ResourceElement, SetOperator, Sid, StatementBuilder, UnknownEffect,
        UnknownOperator, UnknownPolicyKind, UnknownVersion, Version,
    };
}

/// The parts of a [`Report`]: locations, fixes, and the documentation of rules.
pub mod report {
    pub use crate::diagnostics::{
        Example, Fix, LocatedReport, Origin, PatchOperation, UnknownCode, UnknownRuleScope, UnknownSeverity,
    };
    pub use crate::json::path::Pointer;
    pub use crate::json::position::Location;
}

/// The Rust of the README, compiled and run.
#[cfg(all(doctest, feature = "reference"))]
#[doc = include_str!("../README.md")]
struct Readme;
