//! Target of the packed size.

use sts_policy::Policy;
use sts_policy::request::{Operation, SessionRequest, SessionTags};

use super::input::lines;

/// Estimates the packed size of a request, given as lines: a tag's key, its value, and the policy.
pub fn packed_size(data: &[u8]) {
    let [key, value, text] = lines::<3>(data);
    let policy = Policy::from_json(&text).ok();
    for &operation in Operation::ALL {
        let request = SessionRequest::new(operation).policy(policy.clone());
        let Some(without) = request.packed_size() else { continue };
        for number in [without.low(), without.expected(), without.high()] {
            assert!(number.is_finite() && number >= 0.0, "{number} is not a percentage");
        }
        assert!(without.low() <= without.expected() && without.expected() <= without.high(), "{without:?}");
        let Ok(tags) = SessionTags::from_pairs([(&*key, &*value)]) else { continue };
        if let Some(with) = request.tags(tags).packed_size() {
            assert!(with.expected() >= without.expected(), "a tag makes the request smaller");
        }
    }
}
