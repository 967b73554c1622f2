//! The type of a value, by the operator that compares it.

use super::{binary_value, boolean_value, date_value, ip_value, number_value};
use crate::diagnostics::quote;
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

/// The form that a value should have.
pub(super) struct Expected {
    pub(super) what: &'static str,
    pub(super) fits: fn(&str) -> bool,
    pub(super) help: Option<&'static str>,
}

/// Reports a value of another form.
pub(super) fn report(
    code: crate::Code,
    operator: Operator,
    node: &Node<'_>,
    expected: &Expected,
    cx: &mut Context<'_, '_>,
) {
    let value = match node {
        Node::String(text) => quote(text).to_string(),
        Node::Number(number) => format!("`{number}`"),
        Node::Bool(value) => format!("`{value}`"),
        // Reported as a value of the wrong JSON type.
        Node::Null | Node::Array(_) | Node::Object(_) => return,
    };
    let message = format!("`{operator}` compares with {value}, which is not {}", expected.what);
    let text = node.as_str().unwrap_or_default();
    cx.report(cx.finding(code, message).trim_or(text, expected.fits, |finding| match expected.help {
        Some(help) => finding.with_help(help),
        None => finding,
    }));
}
