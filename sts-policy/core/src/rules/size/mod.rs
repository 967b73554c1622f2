//! Rules about the text as it is submitted.

use crate::rules::group::rules;

rules! {
    called { policy_length, identity_quota, characters, packed_size }
}
