//! Constants of the model, each with its evidence, and the functions that use them.
//!
//! A *point* is one percent of the space that STS allots. The observations are those in `docs/packed-size.md`. They are few, so the last
//! digits mean little.

use crate::request::Operation;

/// Bytes per point: 100% is about 462 bytes.
///
/// Fitted to requests with tags alone, which STS does not compress: nine long tags took 498%, six tags of EKS 56%.
const BYTES_PER_POINT: f64 = 4.62;

/// Cost of a session tag in addition to the bytes of its key and value, in bytes. Fitted to the same observations.
const BYTES_PER_TAG: f64 = 3.5;

/// Cost of a managed policy ARN in addition to its own bytes, in bytes. Based on one observation.
const BYTES_PER_ARN: f64 = 2.0;

/// Cost of any inline policy, in points.
const POINTS_PER_POLICY: f64 = 1.96;

/// Cost of each compressed byte of an inline policy, in points.
const POINTS_PER_COMPRESSED_BYTE: f64 = 0.251;

/// Level of DEFLATE that the model was fitted with. From 6 on, the level changes the length by at most two bytes.
pub(super) const DEFLATE_LEVEL: u8 = 9;

/// Half width of the band, as a fraction of the estimate, but at least [`MIN_HALF_BAND`] points.
///
/// The largest error of the model on a policy that it was not fitted to was 8.7 points, on an observation of 157%.
const HALF_BAND_FRACTION: f64 = 0.12;

/// Minimum half width of the band, in points.
const MIN_HALF_BAND: f64 = 4.0;

/// Half width of the band of a request with tags alone, as a fraction of the estimate. STS compresses nothing in it.
const TAGS_HALF_BAND_FRACTION: f64 = 0.03;

/// Minimum half width of the band of a request with tags alone, in points.
const MIN_TAGS_HALF_BAND: f64 = 2.0;

/// Margin above the band for web identity and SAML with tags, in points. One observation was six points above the formula, and the
/// reason is unknown.
pub(super) const FEDERATED_TAGS_MARGIN: f64 = 8.0;

/// Returns the points of an inline policy with this compressed length.
pub(super) fn policy_points(compressed_bytes: usize) -> f64 {
    POINTS_PER_POLICY + POINTS_PER_COMPRESSED_BYTE * compressed_bytes as f64
}

/// Returns the points of compressed bytes that are saved. It is negative if the text takes more bytes afterwards.
pub(super) fn saved_points(bytes_before: usize, bytes_after: usize) -> f64 {
    POINTS_PER_COMPRESSED_BYTE * (bytes_before as f64 - bytes_after as f64)
}

/// Returns the points of a session tag.
pub(super) fn tag_points(key: &str, value: &str) -> f64 {
    ((key.len() + value.len()) as f64 + BYTES_PER_TAG) / BYTES_PER_POINT
}

/// Estimates the packed size of a managed policy ARN, in percent.
///
/// ```
/// use sts_policy_core::packed::arn_points;
///
/// assert!(arn_points("arn:aws:iam::111122223333:policy/readers") < 10.0);
/// ```
pub fn arn_points(arn: &str) -> f64 {
    (arn.len() as f64 + BYTES_PER_ARN) / BYTES_PER_POINT
}

/// Returns the half width of the band around an estimate, in points.
pub(super) fn half_band(expected: f64, has_tags_only: bool) -> f64 {
    let (fraction, min) =
        if has_tags_only { (TAGS_HALF_BAND_FRACTION, MIN_TAGS_HALF_BAND) } else { (HALF_BAND_FRACTION, MIN_HALF_BAND) };
    (fraction * expected).max(min)
}

/// Checks whether the unexplained margin of web identity and SAML applies.
pub(super) fn has_federated_margin(operation: Operation, has_tags: bool) -> bool {
    has_tags && matches!(operation, Operation::AssumeRoleWithWebIdentity | Operation::AssumeRoleWithSaml)
}
