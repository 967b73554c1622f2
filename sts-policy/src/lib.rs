//! AWS session policies that are right before STS sees them.
//!
//! A policy is written in the program, and checked while it compiles ([`policy!`], [`policy_file!`],
//! [`#[derive(PolicyTemplate)]`](derive@PolicyTemplate)); it arrives as text, and is checked then
//! ([`SessionPolicy::from_json`], [`check`]); or it is built piece by piece ([`Policy::builder`]). What comes out is a
//! [`SessionPolicy`] in each case: the proof that no check found an error in it.
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
//! // The builder takes names as they are: one that is `*` would be a wildcard.
//! let same = Policy::builder()
//!     .statement(Statement::allow(["s3:GetObject"]).on(["arn:aws:s3:::reports/tenant-a/*"]))
//!     .build();
//! assert_eq!(policy, SessionPolicy::try_from(same)?);
//! # Ok(())
//! # }
//! ```
//!
//! The [`manual`] tells what does not fit beside one item, first of all [which attacks there are, and how each is
//! met](manual::attacks).
//!
//! This crate is the front door of the project: it re-exports [`sts_policy_core`], the policy language, and the macros
//! of `sts-policy-macros`, and has the command `sts-policy` (feature `cli`). Its features:
//!
//! | feature | |
//! | --- | --- |
//! | `macros` (default) | `policy!`, `policy_file!`, `#[derive(PolicyTemplate)]`, and the manual |
//! | `reference` (default) | AWS's service authorization reference, and the checks at run time that rest on it |
//! | `uuid` | `uuid::Uuid` fills holes |
//! | `cli` | the command |

#[cfg(feature = "macros")]
mod macros;
#[cfg(feature = "macros")]
pub mod manual;

pub use sts_policy_core::*;
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
#[doc = include_str!("../../README.md")]
struct Readme;
