use sts_policy::packed::{Calibration, InvalidObservation, PackedRequest, PackedSize};
use sts_policy::{Policy, PolicyArns};

use crate::operation::Operation;
use crate::param::SessionTags;

/// The parts of a request that count toward its packed size. They are kept to compare the reported size with the estimate.
#[derive(Debug, Clone)]
pub(crate) struct RequestSummary {
    pub(crate) operation: Operation,
    pub(crate) policy: Option<Policy>,
    pub(crate) arns: PolicyArns,
    pub(crate) tags: SessionTags,
}

impl RequestSummary {
    /// Returns the summary of a request without policies and tags.
    pub(crate) fn empty(operation: Operation) -> Self {
        Self { operation, policy: None, arns: PolicyArns::default(), tags: SessionTags::default() }
    }

    fn packed_request(&self) -> Option<PackedRequest<'_>> {
        let tags = self.tags.iter().map(|tag| (tag.key(), tag.value()));
        Some(PackedRequest::new(self.operation.packed()?).policy(&self.policy).policy_arns(&self.arns).tags(tags))
    }

    pub(crate) fn estimate(&self, calibration: &Calibration) -> Option<PackedSize> {
        self.packed_request()?.estimate_with(calibration)
    }

    /// Adds the reported packed size to a calibration. Returns false if the operation has no packed size.
    pub(crate) fn observe(&self, calibration: &mut Calibration, percent: u32) -> Result<bool, InvalidObservation> {
        let Some(request) = self.packed_request() else { return Ok(false) };
        calibration.observe(&request, percent.into())?;
        Ok(true)
    }
}
