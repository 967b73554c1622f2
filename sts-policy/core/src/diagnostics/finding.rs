//! A finding.

use super::code::Code;
use super::fix::Fix;
use super::message::{Message, MessagePart};
use super::severity::Severity;
use crate::json::path::Pointer;
use crate::json::{FindingTarget, Path};

/// One violation of a rule in a policy.
///
/// `Display` writes one line without the location, such as ``error[INVALID_EFFECT]: invalid effect `Permit`: …``.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    code: Code,
    pointer: Pointer,
    target: FindingTarget,
    message: Message,
    help: Option<Message>,
    pub(super) fix: Option<Fix>,
    reference_date: Option<Box<str>>,
}

impl Finding {
    /// A finding about the value of an element.
    pub(crate) fn at(code: Code, path: &Path<'_>, message: impl Into<Message>) -> Self {
        Self::new(code, path.pointer(), FindingTarget::Value, message)
    }

    /// A finding about the key of an element.
    pub(crate) fn at_key(code: Code, path: &Path<'_>, message: impl Into<Message>) -> Self {
        Self::new(code, path.pointer(), FindingTarget::Key, message)
    }

    pub(crate) fn new(code: Code, pointer: Pointer, target: FindingTarget, message: impl Into<Message>) -> Self {
        Self { code, pointer, target, message: message.into(), help: None, fix: None, reference_date: None }
    }

    pub(crate) fn with_help(mut self, help: impl Into<Message>) -> Self {
        self.help = Some(help.into());
        self
    }

    pub(crate) fn with_fix(mut self, fix: Fix) -> Self {
        self.fix = Some(fix);
        self
    }

    /// Marks the finding as dependent on the service reference with this date.
    #[cfg(feature = "reference")]
    pub(crate) fn with_reference(mut self, date: &str) -> Self {
        self.reference_date = Some(date.into());
        self
    }

    /// Adds a fix that replaces the value of the finding.
    pub(crate) fn with_value(self, value: impl Into<String>) -> Self {
        let fix = Fix::replace(self.pointer.clone(), value);
        self.with_fix(fix)
    }

    /// Adds a fix that removes the white space around a text, if the text is valid without it. Otherwise returns the result of `otherwise`.
    pub(crate) fn with_trim_fix_or(
        self,
        text: &str,
        is_valid: impl Fn(&str) -> bool,
        otherwise: impl FnOnce(Self) -> Self,
    ) -> Self {
        let trimmed = text.trim();
        if trimmed != text && is_valid(trimmed) {
            self.with_help("remove the white space around it").with_value(trimmed)
        } else {
            otherwise(self)
        }
    }

    /// Code of the rule.
    pub fn code(&self) -> Code {
        self.code
    }

    /// Severity of the finding, the same for all findings with the same code.
    pub fn severity(&self) -> Severity {
        self.code.severity()
    }

    /// The element with the problem.
    pub fn pointer(&self) -> &Pointer {
        &self.pointer
    }

    /// The problem and the requirement, with the value.
    pub fn message(&self) -> &str {
        self.message.as_str()
    }

    /// An instruction that solves the problem.
    pub fn help(&self) -> Option<&str> {
        self.help.as_ref().map(Message::as_str)
    }

    /// A change that solves the problem, if only one is possible.
    pub fn fix(&self) -> Option<&Fix> {
        self.fix.as_ref()
    }

    /// Date of the service reference that the finding depends on, such as `2026-10-27`. The reference does not contain what AWS added
    /// later.
    pub fn reference_date(&self) -> Option<&str> {
        self.reference_date.as_deref()
    }

    /// Returns true if the problem is in the key of the element, not in its value.
    pub fn is_about_key(&self) -> bool {
        self.target == FindingTarget::Key
    }

    pub(crate) fn target(&self) -> &FindingTarget {
        &self.target
    }

    pub(crate) fn message_parts(&self) -> impl Iterator<Item = MessagePart<'_>> {
        self.message.parts()
    }

    /// The parts of the help; none without help.
    pub(crate) fn help_parts(&self) -> impl Iterator<Item = MessagePart<'_>> {
        self.help.iter().flat_map(Message::parts)
    }

    /// Memory of the texts, in bytes.
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
