//! AWS session policies that are right before STS sees them.
//!
//! This crate is the front door of the project: it re-exports [`sts_policy_core`], the policy language, and has the command
//! `sts-policy` (feature `cli`).
//!
//! ```
//! use sts_policy::{Policy, SessionPolicy, Statement};
//!
//! # fn main() -> Result<(), sts_policy::InvalidPolicy> {
//! let policy = Policy::builder()
//!     .statement(Statement::allow(["s3:GetObject"]).on(["arn:aws:s3:::reports/tenant-a/*"]))
//!     .build();
//! let policy = SessionPolicy::try_from(policy)?;
//! assert_eq!(
//!     policy.as_str(),
//!     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}]}"#
//! );
//! # Ok(())
//! # }
//! ```

#[cfg(feature = "macros")]
pub mod manual;

pub use sts_policy_core::*;
#[cfg(feature = "macros")]
pub use sts_policy_macros::{PolicyTemplate, policy, policy_file};

/// The Rust of the README, compiled and run.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
