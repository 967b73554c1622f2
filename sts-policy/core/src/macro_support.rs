//! Items for the macros of this project and for the code that they generate. They may change at any time.

pub use crate::diagnostics::{MacroTreatment, MessagePart, Printable, Quoted, closest};
pub use crate::steps::add as count_steps;
pub use crate::template::{
    FIRST_HOLE, HoleLength, MaxBytes, MaxBytesFallback, Template, TooLong, max_len, max_policy_bytes,
    static_session_policy,
};

use crate::grammar::{arn, variable};
use crate::pattern::Pattern;
use crate::{Checker, Policy, Report, SessionPolicy, diagnostics};

/// Part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPiece<'a> {
    /// Characters outside policy variables.
    Text(&'a str),
    /// Policy variable or escape, with its braces.
    Variable(&'a str),
}

/// Splits a text into its parts.
pub fn text_pieces(text: &str) -> impl Iterator<Item = TextPiece<'_>> {
    let mut rest = text;
    variable::text_parts(text).map(move |part| {
        let length = part.len();
        let (here, behind) = rest.split_at_checked(length).unwrap_or((rest, ""));
        rest = behind;
        match part {
            variable::TextPart::Text(_) => TextPiece::Text(here),
            variable::TextPart::Variable(_) => TextPiece::Variable(here),
        }
    })
}

/// Returns the offset in bytes of the first occurrence of an ASCII character outside policy variables.
pub fn find_outside_variables(text: &str, character: u8) -> Option<usize> {
    variable::find_outside_variables(text, character)
}

/// Checks a text of any length and reports every finding. The macros compare the findings of several texts, and limit their length.
pub fn check_whole(checker: &Checker, text: &str) -> Report {
    checker.check_whole(text)
}

/// Checks whether a field of an ARN, with wildcards and policy variables, matches a text.
pub fn field_matches(field: &str, text: &str) -> bool {
    field == text || Pattern::resource(field).matches(text)
}

/// Checks whether a field of an ARN matches the empty text.
pub fn can_be_empty(field: &str) -> bool {
    field_matches(field, "")
}

/// Returns partition, service, region, account and resource of an ARN. Returns `None` for other text.
pub fn arn_fields(text: &str) -> Option<[&str; 5]> {
    let arn::Arn { partition, service, region, account, resource } = arn::parse(text).ok()?;
    Some([partition, service, region, account, resource])
}

/// Quotes a text as the messages of the checks do.
pub fn quoted(text: &str) -> String {
    diagnostics::quote(text).to_string()
}

/// Placeholder that a macro generates after it reported errors, so that the types are right. No compiled program contains it.
pub fn fallback_session_policy() -> SessionPolicy {
    static_session_policy("")
}

/// Placeholder for an identity policy. See [`fallback_session_policy`].
pub fn fallback_policy() -> Policy {
    Policy::default()
}

/// Returns the treatment of the findings of a rule in a policy that is written with a macro.
pub fn macro_treatment(code: crate::Code) -> MacroTreatment {
    code.macro_treatment()
}

/// Returns the parts of the message of a finding.
pub fn message_parts(finding: &crate::Finding) -> impl Iterator<Item = MessagePart<'_>> {
    finding.message_parts()
}

/// Returns the parts of the help of a finding. The iterator is empty without help.
pub fn help_parts(finding: &crate::Finding) -> impl Iterator<Item = MessagePart<'_>> {
    finding.help_parts()
}
