//! The check of values against the format that their key requires.

use std::borrow::Cow;

use super::entry::ConditionEntry;
use crate::Code;
use crate::diagnostics::Message;
use crate::grammar::arn::has_wildcard_or_variable;
use crate::model::{Operator, OperatorFamily};
use crate::rules::context::Context;

/// The format of the values of a key.
pub(super) struct Format {
    pub(super) code: Code,
    /// True if ARN operators also compare the values.
    pub(super) is_arn: bool,
    pub(super) is_valid: fn(&str) -> bool,
    /// The message about a value of a key.
    pub(super) message: fn(value: &str, key: &str) -> Message,
    pub(super) help: &'static str,
}

/// Checks the format of the values of a key. The path is that of the key.
pub(super) fn check(format: &Format, entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    if !is_compared(format, entry.operator.operator) || !entry.variables_are_supported(cx) {
        return;
    }
    let ignores_case =
        matches!(entry.operator.operator, Operator::StringEqualsIgnoreCase | Operator::StringNotEqualsIgnoreCase);
    let is_valid = |text: &str| {
        let text = if ignores_case { Cow::Owned(text.to_ascii_lowercase()) } else { Cow::Borrowed(text) };
        (format.is_valid)(&text)
    };
    for (index, text) in entry.values.texts() {
        if cx.must_stop() {
            return;
        }
        // Another rule reports wildcards under an operator that does not support them.
        if has_wildcard_or_variable(text) || is_valid(text) {
            continue;
        }
        let finding = cx.item(index).finding(format.code, (format.message)(text, entry.key));
        cx.report(finding.with_trim_fix_or(text, is_valid, |finding| finding.with_help(format.help)));
    }
}

/// Returns true if the operator compares values of this type. Another rule reports operators of other types.
fn is_compared(format: &Format, operator: Operator) -> bool {
    match operator.family() {
        OperatorFamily::String => true,
        OperatorFamily::Arn => format.is_arn,
        _ => false,
    }
}
