//! Build and check AWS session policies before you send them to STS.
//!
//! A policy in source code is checked while it compiles ([`policy!`], [`policy_file!`],
//! [`#[derive(PolicyTemplate)]`](derive@PolicyTemplate)). A policy that arrives as text is checked at run time
//! ([`SessionPolicy::from_json`], [`check`]), as is one from the builder ([`Policy::builder`]). The result is a
//! [`SessionPolicy`] in each case: the proof that no check found an error.
//!
//! ```
//! use sts_policy::value::Segment;
//! use sts_policy::{Policy, SessionPolicy, Statement, policy};
//!
//! # fn main() -> Result<(), Box<dyn std::error::Error>> {
//! let tenant = Segment::<36>::new("tenant-a")?;
//! let policy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; };
//! assert_eq!(
//!     policy.as_str(),
//!     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}]}"#
//! );
//!
//! let same = SessionPolicy::from_json(
//!     r#"{
//!         "Version": "2012-10-17",
//!         "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/tenant-a/*" }
//!     }"#,
//! )?;
//! assert_eq!(policy, same);
//!
//! // The builder does not escape names: `*` would be a wildcard.
//! let same = Policy::builder()
//!     .statement(Statement::allow(["s3:GetObject"]).resources(["arn:aws:s3:::reports/tenant-a/*"]))
//!     .build()?;
//! assert_eq!(policy, SessionPolicy::try_from(same)?);
//! # Ok(())
//! # }
//! ```
//!
//! The [`manual`] has a chapter on [known attacks and the defence against each](manual::attacks).
//!
//! This crate re-exports [`sts_policy_core`], the policy language, and the macros of `sts-policy-macros`. The
//! crate `sts-policy-cli` has the command `sts-policy`. The features of this crate:
//!
//! | feature | |
//! | --- | --- |
//! | `macros` (default) | `policy!`, `policy_file!`, `#[derive(PolicyTemplate)]`, and the manual |
//! | `reference` (default) | AWS's service authorization reference, and the run-time checks that need it |
//! | `uuid` | `uuid::Uuid` fills holes |

#[cfg(feature = "macros")]
mod macros;
#[cfg(feature = "macros")]
pub mod manual;

#[doc(hidden)]
pub use sts_policy_core::__private;
#[cfg(feature = "reference")]
pub use sts_policy_core::reference;
pub use sts_policy_core::{
    Checker, Code, Finding, InvalidPolicy, Policy, PolicyTemplate, Report, RuleScope, SessionPolicy, Severity,
    Statement, check,
};
pub use sts_policy_core::{code, limits, packed, pattern, policy, report, request, value};
#[cfg(feature = "macros")]
pub use sts_policy_macros::PolicyTemplate;

/// The procedural macros behind [`policy!`] and [`policy_file!`]. Not for others: it may change at any time.
#[cfg(feature = "macros")]
#[doc(hidden)]
pub mod __macros {
    pub use sts_policy_macros::{policy, policy_file};
}

/// The Rust of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
