//! The maximum length of an answer.

use std::mem;

use aws_smithy_types::body::SdkBody;
use http_body_util::Limited;

/// Maximum length of an answer in bytes.
pub(crate) const MAX_ANSWER: usize = 1_024 * 1_024;

/// Makes a body fail beyond `MAX_ANSWER` bytes. The connection ends there.
pub fn limit(body: &mut SdkBody) {
    let whole = mem::replace(body, SdkBody::taken());
    *body = SdkBody::from_body_1_x(Limited::new(whole, MAX_ANSWER));
}
