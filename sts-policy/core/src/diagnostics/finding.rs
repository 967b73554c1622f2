//! A finding.

use super::code::Code;
use super::fix::Fix;
use super::message::{Message, MessagePart};
use super::severity::Severity;
use crate::json::path::Pointer;
use crate::json::{Part, Path};

/// One thing that is wrong with a policy, or could be better.
///
/// Shown with `{}` it is one line without its place, such as ``error[INVALID_EFFECT]: effect `Permit` is …``.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    code: Code,
    pointer: Pointer,
    part: Part,
    message: Message,
    help: Option<Message>,
    pub(super) fix: Option<Fix>,
    reference_date: Option<Box<str>>,
}

impl Finding {
    /// A finding about the value of an element.
    pub(crate) fn at(code: Code, path: &Path<'_>, message: impl Into<Message>) -> Self {
        Self::new(code, path.pointer(), Part::Value, message)
    }

    /// A finding about the key of an element.
    pub(crate) fn at_key(code: Code, path: &Path<'_>, message: impl Into<Message>) -> Self {
        Self::new(code, path.pointer(), Part::Key, message)
    }

    pub(crate) fn new(code: Code, pointer: Pointer, part: Part, message: impl Into<Message>) -> Self {
        Self { code, pointer, part, message: message.into(), help: None, fix: None, reference_date: None }
    }

    pub(crate) fn with_help(mut self, help: impl Into<Message>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Says that it rests on AWS's service authorization reference of a day.
    #[cfg(feature = "reference")]
    pub(crate) fn with_reference(mut self, date: &str) -> Self {
        self.reference_date = Some(date.into());
        self
    }

    /// Replaces the value that the finding is about.
    pub(crate) fn with_value(self, value: impl Into<String>) -> Self {
        let fix = Fix::replace(self.pointer.clone(), value);
        self.with_fix(fix)
    }

    /// Takes the white space away from around a text, where it is all that is wrong with it; `otherwise` knows what else to do.
    pub(crate) fn trim_or(self, text: &str, fits: impl Fn(&str) -> bool, otherwise: impl FnOnce(Self) -> Self) -> Self {
        let trimmed = text.trim();
        if trimmed != text && fits(trimmed) {
            self.with_help("remove the white space around it").with_value(trimmed)
        } else {
            otherwise(self)
        }
    }

    /// What kind of finding it is.
    pub fn code(&self) -> Code {
        self.code
    }

    /// How grave it is; the same for all findings of a code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The element that it is about.
    pub fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// What is wrong and why, naming the value.
    pub fn message(&self) -> &str {
        self.message.as_str()
    }

    /// What to do about it, where there is something to say.
    pub fn help(&self) -> Option<&str> {
        self.help.as_ref().map(Message::as_str)
    }

    /// A change that mends it, where one is certain.
    pub fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }

    /// The day of the service authorization reference that it rests on, as in `2026-10-27`, if it does: what AWS added since is not
    /// known to it.
    pub fn reference_date(&self) -> Option<&str> {
        self.reference_date.as_deref()
    }

    /// What of the element it is about.
    pub fn part(&self) -> &Part {
        &self.part
    }

    /// The parts of the message.
    pub(crate) fn message_parts(&self) -> impl Iterator<Item = MessagePart<'_>> {
        self.message.parts()
    }

    /// The parts of the help; none without help.
    pub(crate) fn help_parts(&self) -> impl Iterator<Item = MessagePart<'_>> {
        self.help.iter().flat_map(Message::parts)
    }

    /// How much memory its texts take.
    pub(super) fn bytes(&self) -> usize {
        let fix = self.fix.as_ref().map_or(0, Fix::bytes);
        self.pointer.as_str().len() + self.message.bytes() + self.help.as_ref().map_or(0, Message::bytes) + fix
    }
}

impl std::fmt::Display for Finding {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}[{}]: {}", self.severity(), self.code, self.message())
    }
}
