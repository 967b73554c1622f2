//! Observations of requests.

use super::{Calibration, InvalidObservation, Refusal};
use crate::request::SessionRequest;

impl Calibration {
    /// Adds the percentage that STS returned for a request, in `PackedPolicySize` or in CloudTrail's
    /// `responseElements.packedPolicySize`.
    ///
    /// # Errors
    ///
    /// If the percentage is not plausible, or the request shows nothing about how policies are packed: see [`InvalidObservation`].
    pub fn observe(&mut self, request: &SessionRequest, percent: f64) -> Result<(), InvalidObservation> {
        if request.has_unexplained_part() {
            return Err(InvalidObservation::Unexplained);
        }
        let (policy, other) = request.model_points();
        self.add(percent, policy.unwrap_or(0.0), other)
    }

    /// Adds the rejection of a request.
    ///
    /// # Errors
    ///
    /// As [`Calibration::observe`], and for a rejection that states the size of the tags alone.
    pub fn observe_refusal(&mut self, request: &SessionRequest, refusal: Refusal) -> Result<(), InvalidObservation> {
        match refusal {
            Refusal::Policy(percent) => self.observe(request, percent.into()),
            Refusal::Tags(_) => Err(InvalidObservation::TagsAlone),
        }
    }
}
