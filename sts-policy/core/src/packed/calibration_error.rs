//! Errors of observations and calibrations.

use std::fmt;

/// Maximum percentage of a plausible observation. Nine long tags took 498%.
pub(super) const MAX_PERCENT: f64 = 10_000.0;

/// Error for an observation that is not plausible, or shows nothing about how policies are packed.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum InvalidObservation {
    /// The percentage is negative, not a number, or larger than any that STS returns.
    Percent(f64),
    /// The request has no inline policy.
    NoPolicy,
    /// The tags and ARNs alone take more than the percentage.
    LessThanTags {
        /// Observed percentage.
        percent: f64,
        /// Points of tags and ARNs in the model.
        other: f64,
    },
    /// The percentage is less than half or more than twice the estimate, so it probably belongs to another request.
    Implausible {
        /// Observed percentage.
        percent: f64,
        /// Estimated percentage.
        expected: f64,
    },
    /// The rejection states the size of the tags alone.
    TagsAlone,
    /// Web identity and SAML requests with tags have an unexplained cost, which must not be attributed to the policy.
    Unexplained,
}

impl fmt::Display for InvalidObservation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidObservation::Percent(percent) => {
                write!(formatter, "invalid percentage `{percent}`: must be 0 to {MAX_PERCENT}")
            }
            InvalidObservation::NoPolicy => {
                formatter.write_str("the request has no inline policy: must have one to calibrate the estimate")
            }
            InvalidObservation::LessThanTags { percent, other } => write!(
                formatter,
                "the observed {percent}% is too low for the tags and ARNs: must be more than about {other:.0}%; check that they \
                 belong to the request"
            ),
            InvalidObservation::Implausible { percent, expected } => write!(
                formatter,
                "the observed {percent}% is implausible: must be half to twice the estimated {expected:.0}%; check that they \
                 belong to the request"
            ),
            InvalidObservation::TagsAlone => formatter
                .write_str("the rejection states the size of the tags alone: must state the size of the policy"),
            InvalidObservation::Unexplained => formatter.write_str(
                "the cost of tags in web identity and SAML requests is unexplained: must be a request without tags",
            ),
        }
    }
}

impl std::error::Error for InvalidObservation {}

/// Error for a text that is not a calibration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidCalibration {
    requirement: String,
}

impl InvalidCalibration {
    pub(super) fn new(requirement: String) -> Self {
        Self { requirement }
    }
}

impl fmt::Display for InvalidCalibration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "invalid calibration: {}", self.requirement)
    }
}

impl std::error::Error for InvalidCalibration {}
