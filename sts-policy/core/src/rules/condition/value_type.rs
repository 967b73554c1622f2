//! The type of a value, by the operator that compares it.

use super::{binary_value, boolean_value, date_value, ip_value, number_value};
use crate::json::Node;
use crate::model::{Operator, OperatorFamily};
use crate::rules::context::Context;

/// Checks that a value is of the type that the operator compares.
pub(crate) fn check(operator: Operator, key: &str, node: &Node<'_>, cx: &mut Context<'_, '_>) {
    match operator.family() {
        OperatorFamily::String | OperatorFamily::Arn => {}
        OperatorFamily::Bool | OperatorFamily::Null => boolean_value::check(operator, node, cx),
        OperatorFamily::Numeric => number_value::check(operator, node, cx),
        OperatorFamily::Date => date_value::check(operator, key, node, cx),
        OperatorFamily::Binary => binary_value::check(node, cx),
        OperatorFamily::IpAddress => ip_value::check(operator, node, cx),
    }
}
