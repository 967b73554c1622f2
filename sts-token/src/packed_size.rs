//! The packed size that STS reports, as an observation for the estimate.

use sts_policy::packed::{Calibration, InvalidObservation};
use sts_policy::request::SessionRequest;

/// Adds the reported packed size of a request, in percent, to a calibration. Returns false if the operation has no packed size.
pub(crate) fn observe(
    request: &SessionRequest,
    calibration: &mut Calibration,
    percent: u32,
) -> Result<bool, InvalidObservation> {
    if !request.operation.accepts_policy() {
        return Ok(false);
    }
    calibration.observe(request, percent.into())?;
    Ok(true)
}
