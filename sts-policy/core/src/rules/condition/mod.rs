//! Rules of conditions.

#[cfg(feature = "reference")]
pub(crate) mod action_keys;
pub(crate) mod facts;
pub(crate) mod parts;
#[cfg(feature = "reference")]
pub(crate) mod resolve;
#[cfg(test)]
mod test_support;
pub(crate) mod usage;
mod value_format;
pub(crate) mod value_set;
mod value_text;
pub(crate) mod value_type;

use parts::{KeyValues, OperatorUse};
#[cfg(feature = "reference")]
use resolve::ResolvedUsage;
use usage::Usage;

use crate::document::{BlockView, StatementView};
use crate::rules::group::rules;

rules! {
    /// Rules of all conditions of a statement.
    on conditions<'a>(blocks: &[BlockView<'a>]) { empty_condition }

    /// Rules of a condition operator. The path is that of the operator.
    on operator<'a>(block: &OperatorUse<'_, 'a>) { null_operator }

    /// Rules of a condition key.
    on key<'a>(key: &'a str) { key_format }

    /// Rules of the values of a key.
    on values<'a>(values: &KeyValues<'a>) { mixed_types or stop, empty_values, multiple_booleans }

    /// Rules of a key under an operator with its values.
    on usage<'a>(usage: &Usage<'_>) {
        tag_key or stop, withdrawn_key or stop, untrustworthy_key, private_ip, redundant_number, vpc_format,
        service_principal, kms_key,
    }

    /// Rules of values that match more than intended. One cause has one finding.
    on open_values<'a>(usage: &Usage<'_>) { permissive_value or stop, wildcard_value or stop, s3_prefix }

    /// Rules of a key that depend on the rest of its statement.
    on usage_in_statement<'a>(usage: &Usage<'_>) {
        dynamodb_attributes, paired_keys, vpc_endpoint_key, tags_with_not_action,
    }

    /// Rules of all conditions of a statement together.
    on statement<'a>(statement: &StatementView<'a>) { never_hold }

    /// Rules of a key that the service reference describes.
    #[cfg(feature = "reference")]
    on resolved<'a>(usage: &ResolvedUsage<'_, 'a>) {
        #[cfg(feature = "reference")]
        key_of_other_actions or stop,
        #[cfg(feature = "reference")]
        unsupported_tags,
        #[cfg(feature = "reference")]
        key_type,
        #[cfg(feature = "reference")]
        qualifier,
        #[cfg(feature = "reference")]
        region_value,
    }

    called {
        operator_name, duplicate_key_case, boolean_value, number_value, date_value, binary_value, ip_value, wildcard_without_like,
        #[cfg(feature = "reference")]
        unknown_key,
        #[cfg(feature = "reference")]
        deprecated_key,
    }
}
