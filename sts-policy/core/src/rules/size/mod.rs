//! Rules about the submitted text.

use crate::rules::group::rules;

rules! {
    called_directly { policy_length, identity_quota, characters, packed_size }
}
