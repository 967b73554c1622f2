//! Rules about the submitted text.

use crate::rules::group::rules;

rules! {
    called { policy_length, identity_quota, characters, packed_size }
}
