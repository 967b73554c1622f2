//! What the macros of this project need, in themselves and in the code that they write. Not for others: it may change at any time.

pub use crate::diagnostics::{MacroTreatment, MessagePart, Printable, Quoted, closest};
pub use crate::hole::Filler;
pub use crate::steps::add as count_steps;
pub use crate::template::{
    FIRST_HOLE, HoleLength, Longest, NoHole, Template, TooLong, greatest_length, most_bytes, static_session_policy,
};

use crate::grammar::{arn, variable};
use crate::pattern::Pattern;
use crate::{Checker, Policy, Report, SessionPolicy, diagnostics};

/// A part of a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TextPiece<'a> {
    /// Characters that are no policy variable.
    Text(&'a str),
    /// A policy variable or an escape, braces and all.
    Variable(&'a str),
}

/// The parts of a text, in order.
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

/// The offset in bytes of the first such ASCII character outside the policy variables of a text.
pub fn find_outside_variables(text: &str, wanted: u8) -> Option<usize> {
    variable::find_outside_variables(text, wanted)
}

/// Checks a text of any length and reports every finding: a macro compares the findings of several texts, and bounds their length.
pub fn check_whole(checker: &Checker, text: &str) -> Report {
    checker.check_whole(text)
}

/// Whether a field of an ARN, with wildcards and policy variables, may be this text.
pub fn field_matches(field: &str, text: &str) -> bool {
    field == text || Pattern::resource(field).matches(text)
}

/// Whether a field of an ARN may be empty.
pub fn can_be_empty(field: &str) -> bool {
    field_matches(field, "")
}

/// Partition, service, region, account and resource of an ARN, if the text is one.
pub fn arn_fields(text: &str) -> Option<[&str; 5]> {
    let arn::Arn { partition, service, region, account, resource } = arn::parse(text).ok()?;
    Some([partition, service, region, account, resource])
}

/// A text as the messages of the checks show it.
pub fn quoted(text: &str) -> String {
    diagnostics::quote(text).to_string()
}

/// What a macro that reported errors leaves behind, for its type; no program that compiles has it.
pub fn refused_session_policy() -> SessionPolicy {
    static_session_policy("")
}

/// The same for a policy of another kind.
pub fn refused_policy() -> Policy {
    Policy::default()
}

/// Treatment of the findings of a rule in a policy that is written with a macro.
pub fn macro_treatment(code: crate::Code) -> MacroTreatment {
    code.macro_treatment()
}

/// The parts of the message of a finding.
pub fn message_parts(finding: &crate::Finding) -> impl Iterator<Item = MessagePart<'_>> {
    finding.message_parts()
}

/// The parts of the help of a finding; none without help.
pub fn help_parts(finding: &crate::Finding) -> impl Iterator<Item = MessagePart<'_>> {
    finding.help_parts()
}
