//! The packed size of a request with long values.

use proc_macro2::{Span, TokenStream};
use sts_policy_core::packed::PackedSize;
use sts_policy_core::request::SessionRequest;
use sts_policy_core::{Policy, code};

use crate::check::Warning;
use crate::skeleton::Skeleton;

/// Assumed length of a value of unknown type, in bytes: the length of a UUID.
const UNKNOWN_BYTES: usize = 36;

/// Returns code for a warning if the packed size of the policy with long values likely exceeds the limit of STS. `assumed_bytes`
/// takes the name of a hole and returns the length to assume for its value, in bytes.
pub(crate) fn warning(skeleton: &Skeleton, assumed_bytes: &dyn Fn(&str) -> Option<usize>, span: Span) -> TokenStream {
    packed_size_warning(skeleton, assumed_bytes, span).map(|warning| warning.to_tokens()).unwrap_or_default()
}

fn packed_size_warning(
    skeleton: &Skeleton,
    assumed_bytes: &dyn Fn(&str) -> Option<usize>,
    span: Span,
) -> Option<Warning> {
    if !skeleton.scope.is_session() {
        return None;
    }
    let json = skeleton.holes.replace(&skeleton.json, |index| {
        let name = skeleton.holes.name(index);
        let seed = skeleton.holes.uses.get(index).map_or(0, |used| used.name);
        noise(seed, assumed_bytes(name).unwrap_or(UNKNOWN_BYTES))
    });
    let policy = Policy::from_json(&json).ok()?;
    let request = SessionRequest::new(skeleton.scope.operation()).policy(policy);
    // Most policies are too short to need the estimate, which compresses them.
    if request.packed_size_ceiling()? <= PackedSize::LIMIT {
        return None;
    }
    let estimate = request.packed_size()?;
    if estimate.expected() <= PackedSize::LIMIT {
        return None;
    }
    let (low, expected, high) = (estimate.low(), estimate.expected(), estimate.high());
    let values = if skeleton.holes.names.is_empty() { "" } else { " with long values" };
    let message = format!(
        "packed size of the policy{values} is likely too large: estimated at {expected:.0}% of the limit of STS ({low:.0} to \
         {high:.0}%)\nhelp: shorten names, use wildcards or merge statements; `sts-policy size` lists the largest parts\nnote: {}",
        code::STS_PACKED_SIZE_LIKELY_EXCEEDED
    );
    Some(Warning { span, code: code::STS_PACKED_SIZE_LIKELY_EXCEEDED, message })
}

/// Returns incompressible text of this many bytes. Equal seeds yield equal texts.
fn noise(seed: usize, bytes: usize) -> String {
    const LETTERS: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    let mut state = u64::try_from(seed).unwrap_or_default().wrapping_add(0x9e37_79b9_7f4a_7c15);
    let letter = |state: u64| {
        LETTERS.get(usize::try_from(state >> 58).unwrap_or_default()).map_or('x', |byte| char::from(*byte))
    };
    std::iter::from_fn(|| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        Some(letter(state))
    })
    .take(bytes)
    .collect()
}
