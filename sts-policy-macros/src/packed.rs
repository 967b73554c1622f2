//! The packed size of a request with the longest policy that can come out.

use proc_macro2::{Span, TokenStream};
use sts_policy_core::packed::{Operation, PackedRequest, PackedSize};
use sts_policy_core::{Policy, PolicyKind, code};

use crate::check::Warning;
use crate::draft::Draft;

/// What is taken for a hole of a type that is not known, in bytes: the length of a UUID.
const UNKNOWN: usize = 36;

/// A warning, if the packed size of the policy with its longest values is likely above what STS takes. `longest` knows the
/// greatest length of what fills a hole, by its name, in bytes.
pub(crate) fn warning(draft: &Draft, longest: &dyn Fn(&str) -> Option<usize>, span: Span) -> TokenStream {
    warn(draft, longest, span).map(|warning| warning.to_tokens()).unwrap_or_default()
}

fn warn(draft: &Draft, longest: &dyn Fn(&str) -> Option<usize>, span: Span) -> Option<Warning> {
    let operation = match draft.kind {
        PolicyKind::Session => Operation::AssumeRole,
        PolicyKind::Federation => Operation::GetFederationToken,
        _ => return None,
    };
    let json = draft.holes.replaced(&draft.json, |index| {
        let name = draft.holes.name(index);
        let seed = draft.holes.uses.get(index).map_or(0, |used| used.name);
        noise(seed, longest(name).unwrap_or(UNKNOWN))
    });
    let policy = Policy::from_json(&json).ok()?;
    let request = PackedRequest::new(operation).policy(&policy);
    // Most policies are so short that there is no need to compress them.
    if request.ceiling()? <= PackedSize::LIMIT {
        return None;
    }
    let estimate = request.estimate()?;
    if estimate.expected() <= PackedSize::LIMIT {
        return None;
    }
    let (low, expected, high) = (estimate.low(), estimate.expected(), estimate.high());
    let values = if draft.holes.names.is_empty() { "" } else { " with the longest values" };
    let message = format!(
        "STS is likely to refuse the policy{values} for its packed size, an estimated {expected:.0} % of what it takes \
         ({low:.0} to {high:.0} %)\nhelp: shorten names, use wildcards, merge statements; `sts-policy size` says what weighs most\
         \nnote: {}",
        code::STS_PACKED_SIZE_LIKELY_EXCEEDED
    );
    Some(Warning { span, code: code::STS_PACKED_SIZE_LIKELY_EXCEEDED, message })
}

/// Text of this many bytes that nothing compresses, the same for the same seed.
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
