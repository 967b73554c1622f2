//! Rules of conditions.

#[cfg(feature = "reference")]
pub(crate) mod action_keys;
pub(crate) mod entry;
pub(crate) mod facts;
#[cfg(feature = "reference")]
pub(crate) mod resolve;
pub(crate) mod rule_inputs;
#[cfg(test)]
mod test_support;
mod value_format;
pub(crate) mod value_set;
mod value_text;
pub(crate) mod value_type;

use entry::ConditionEntry;
#[cfg(feature = "reference")]
use resolve::ResolvedEntry;
use rule_inputs::{KeyValues, OperatorBlock};

use crate::document::{BlockView, StatementView};
use crate::rules::group::rules;

rules! {
    /// Rules of all conditions of a statement.
    on conditions<'a>(blocks: &[BlockView<'a>]) { empty_condition }

    /// Rules of a condition operator. The path is that of the operator.
    on operator<'a>(block: &OperatorBlock<'_, 'a>) { null_operator }

    /// Rules of a condition key.
    on key<'a>(key: &'a str) { key_format }

    /// Rules of the values of a key.
    on values<'a>(values: &KeyValues<'a>) { mixed_types (may_skip_rest), empty_values, multiple_booleans }

    /// Rules of a key under an operator with its values.
    on entry<'a>(entry: &ConditionEntry<'_>) {
        tag_key (may_skip_rest), withdrawn_key (may_skip_rest), untrustworthy_key, private_ip, redundant_number,
        vpc_format, service_principal, kms_key,
    }

    /// Rules of values that match more than intended. One cause has one finding.
    on overly_broad_values<'a>(entry: &ConditionEntry<'_>) {
        permissive_value (may_skip_rest), wildcard_value (may_skip_rest), s3_prefix,
    }

    /// Rules of a key that depend on the rest of its statement.
    on entry_in_statement<'a>(entry: &ConditionEntry<'_>) {
        dynamodb_attributes, paired_keys, vpc_endpoint_key, tags_with_not_action,
    }

    /// Rules of all conditions of a statement together.
    on statement<'a>(statement: &StatementView<'a>) { contradictory_conditions }

    /// Rules of a key that the service reference describes.
    #[cfg(feature = "reference")]
    on resolved_entry<'a>(entry: &ResolvedEntry<'_, 'a>) {
        #[cfg(feature = "reference")]
        unsupported_key (may_skip_rest),
        #[cfg(feature = "reference")]
        action_without_key,
        #[cfg(feature = "reference")]
        unsupported_tags,
        #[cfg(feature = "reference")]
        key_type,
        #[cfg(feature = "reference")]
        qualifier,
        #[cfg(feature = "reference")]
        region_value,
    }

    called_directly {
        operator_name, duplicate_key_case, boolean_value, number_value, date_value, binary_value, ip_value,
        wildcard_without_like,
        #[cfg(feature = "reference")]
        unknown_key,
        #[cfg(feature = "reference")]
        deprecated_key,
    }
}
