use sts_policy::packed::{Calibration, InvalidObservation, PackedRequest, PackedSize};
use sts_policy::{Policy, PolicyArns};

use crate::SessionTags;
use crate::operation::Operation;

/// What of a request counts into its packed size, kept to compare what STS answers with what was estimated.
#[derive(Debug, Clone)]
pub(crate) struct Sent {
    pub(crate) operation: Operation,
    pub(crate) policy: Option<Policy>,
    pub(crate) arns: PolicyArns,
    pub(crate) tags: SessionTags,
}

impl Sent {
    /// A request without anything that counts.
    pub(crate) fn nothing(operation: Operation) -> Self {
        Self { operation, policy: None, arns: PolicyArns::default(), tags: SessionTags::default() }
    }

    pub(crate) fn packed_request(&self) -> Option<PackedRequest<'_>> {
        let tags = self.tags.iter().map(|tag| (tag.key(), tag.value()));
        Some(PackedRequest::new(self.operation.packed()?).policy(&self.policy).policy_arns(&self.arns).tags(tags))
    }

    pub(crate) fn estimate(&self, calibration: &Calibration) -> Option<PackedSize> {
        self.packed_request()?.estimate_with(calibration)
    }

    /// Adds what STS answered for it. `false` for a request that has no packed size.
    pub(crate) fn observe(&self, calibration: &mut Calibration, percent: u32) -> Result<bool, InvalidObservation> {
        let Some(request) = self.packed_request() else { return Ok(false) };
        calibration.observe(&request, percent.into())?;
        Ok(true)
    }
}
