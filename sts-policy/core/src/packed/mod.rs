//! Estimates of the packed size of a request.
//!
//! STS compresses the inline policy, the managed policy ARNs and the session tags of a request into a format that AWS does not
//! document. It rejects the request if the result takes more than 100% of a space whose size AWS does not state. Otherwise it returns
//! the percentage as `PackedPolicySize`. The project's `docs/packed-size.md` lists the observations and the fit of the model.
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
//! assert_eq!(size.to_string(), "about 15% (11 to 19%)");
//! assert_eq!(size.verdict(), Verdict::LikelyFits);
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod calibration;
mod calibration_error;
mod compression;
mod contributor;
mod estimate;
mod model;
mod observe;
mod piece_kind;
mod refusal;
mod request;

pub use calibration::Calibration;
pub use calibration_error::{InvalidCalibration, InvalidObservation};
pub use contributor::Contributor;
pub use estimate::{Basis, Caveat, PackedSize, UnknownCaveat, UnknownVerdict, Verdict};
pub use model::arn_points;
pub use piece_kind::{PieceKind, UnknownPieceKind};
pub use refusal::Refusal;
