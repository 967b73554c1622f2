//! The constants of the model, each with its evidence, and the functions that are made of them.
//!
//! A *point* is one percent of the space that STS allots. The observations are those of the project's
//! `docs/packed-size.md`; they are few, so the last digits mean little.

use crate::request::Operation;

/// The bytes of one point: 100 % is about 462 bytes. Fitted to requests with tags alone, which STS does not compress: nine long
/// tags took 498 %, six of EKS 56 %.
pub const BYTES_PER_POINT: f64 = 4.62;

/// What a session tag costs beyond the bytes of its key and its value. The same observations.
pub const BYTES_PER_TAG: f64 = 3.5;

/// What a managed policy ARN costs beyond its own bytes. One observation.
pub const BYTES_PER_ARN: f64 = 2.0;

/// What any inline policy costs, in points.
pub const POLICY_BASE: f64 = 1.96;

/// What each compressed byte of an inline policy costs, in points.
pub const POINTS_PER_COMPRESSED_BYTE: f64 = 0.251;

/// The level of DEFLATE whose length the model was fitted with; from 6 on, the level makes no difference of more than two bytes.
pub const DEFLATE_LEVEL: u8 = 9;

/// The band, to each side: this part of the estimate, but at least [`LEAST_BAND`] points. The worst error of the model on a
/// policy that it was not fitted to was 8.7 points, on an observation of 157 %.
pub const BAND: f64 = 0.12;

/// See [`BAND`].
pub const LEAST_BAND: f64 = 4.0;

/// The band of a request with tags alone, where nothing is compressed.
pub const TAGS_BAND: f64 = 0.03;

/// See [`TAGS_BAND`].
pub const LEAST_TAGS_BAND: f64 = 2.0;

/// What is added to the upper end for web identity or SAML with tags: one observation lay six points above the formula, and why
/// is not known.
pub const FEDERATED_TAGS_MARGIN: f64 = 8.0;

/// What STS allots, in points.
pub const ALLOTMENT: f64 = 100.0;

/// The points of an inline policy that is compressed to so many bytes.
#[must_use]
pub fn policy_points(compressed_bytes: usize) -> f64 {
    POLICY_BASE + POINTS_PER_COMPRESSED_BYTE * compressed_bytes as f64
}

/// The points of a session tag.
#[must_use]
pub fn tag_points(key: &str, value: &str) -> f64 {
    ((key.len() + value.len()) as f64 + BYTES_PER_TAG) / BYTES_PER_POINT
}

/// The points of a managed policy ARN.
#[must_use]
pub fn arn_points(arn: &str) -> f64 {
    (arn.len() as f64 + BYTES_PER_ARN) / BYTES_PER_POINT
}

/// The half width of the band around an estimate.
pub(super) fn half_band(expected: f64, tags_alone: bool) -> f64 {
    let (part, least) = if tags_alone { (TAGS_BAND, LEAST_TAGS_BAND) } else { (BAND, LEAST_BAND) };
    (part * expected).max(least)
}

/// Whether the unexplained margin of web identity and SAML applies.
pub(super) fn has_federated_margin(operation: Operation, has_tags: bool) -> bool {
    has_tags && matches!(operation, Operation::AssumeRoleWithWebIdentity | Operation::AssumeRoleWithSaml)
}
