//! Conversions from and to types of the SDK.

use std::sync::Arc;

use aws_sdk_sts::error::BuildError;
use aws_sdk_sts::types;

use crate::error::{Error, ErrorData, ErrorKind};
use crate::token::Principal;
use sts_policy::request::Operation;
use sts_policy::request::SessionTags;

/// Returns a percentage or a size. `None` if it is negative.
pub(super) fn unsigned(number: Option<i32>) -> Option<u32> {
    u32::try_from(number?).ok()
}

pub(super) fn federated_user(user: Option<types::FederatedUser>) -> Option<Principal> {
    let types::FederatedUser { federated_user_id: id, arn, .. } = user?;
    Some(Principal::FederatedUser { id, arn })
}

pub(super) fn assumed_role(user: Option<types::AssumedRoleUser>) -> Option<Principal> {
    let types::AssumedRoleUser { assumed_role_id: id, arn, .. } = user?;
    Some(Principal::AssumedRole { id, arn })
}

pub(super) fn tags(operation: Operation, tags: &SessionTags) -> Result<Option<Vec<types::Tag>>, Error> {
    if tags.is_empty() {
        return Ok(None);
    }
    let tags = tags.iter().map(|tag| types::Tag::builder().key(tag.key()).value(tag.value()).build());
    tags.collect::<Result<Vec<_>, _>>().map(Some).map_err(|error| build_error(operation, error))
}

fn build_error(operation: Operation, error: BuildError) -> Error {
    ErrorData {
        operation: Some(operation),
        detail: Some(error.to_string()),
        source: Some(Arc::new(error)),
        ..ErrorData::new(ErrorKind::Configuration)
    }
    .into()
}

/// Returns the data of a response with a packed size.
///
/// This is a macro because the SDK has a type for each response, without a common trait.
macro_rules! response_data {
    ($response:ident, $principal:expr) => {{
        #[expect(
            deprecated,
            reason = "the replacement is another number: the size of the session token instead of that of the policies"
        )]
        let packed_policy_size = $response.packed_policy_size;
        $crate::token::ResponseData {
            request_id: ::aws_types::request_id::RequestId::request_id(&$response).map(str::to_owned),
            principal: $principal,
            packed_policy_size: $crate::request::sdk_types::unsigned(packed_policy_size),
            session_token_utilization: $crate::request::sdk_types::unsigned($response.session_token_utilization),
            session_token_size: $crate::request::sdk_types::unsigned($response.session_token_size),
            ..$crate::token::ResponseData::default()
        }
    }};
}

pub(super) use response_data;
