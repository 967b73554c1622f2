//! The packed size of a request: an estimate of the number that STS checks and does not explain.
//!
//! STS compresses the inline policy, the managed policy ARNs and the session tags of a request into a format that AWS does not
//! document, and refuses the request where that takes more than 100 % of a space that AWS does not state. On success the answer
//! carries the percentage as `PackedPolicySize`. What is known of it, and how the model was fitted, is told in the project's
//! `docs/packed-size.md`.
//!
//! ```
//! use sts_policy_core::Policy;
//! use sts_policy_core::packed::Verdict;
//! use sts_policy_core::request::{Operation, SessionRequest, SessionTags};
//!
//! let policy = Policy::from_json(
//!     r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/*"}}"#,
//! )?;
//! let tags = SessionTags::from_pairs([("tenant", "a")])?;
//! let request = SessionRequest::new(Operation::AssumeRole).policy(policy).tags(tags);
//! let size = request.packed_size().expect("the request has a policy");
//! assert_eq!(size.to_string(), "about 15 % (11 to 19 %)");
//! assert_eq!(size.verdict(), Verdict::LikelyFits);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod blob;
mod calibration;
mod contributor;
mod estimate;
mod message;
pub mod model;
mod request;

pub use calibration::{Calibration, InvalidCalibration, InvalidObservation};
pub use contributor::{Contributor, Part};
pub use estimate::{Basis, Caveat, PackedSize, Verdict};
pub use message::Refusal;
