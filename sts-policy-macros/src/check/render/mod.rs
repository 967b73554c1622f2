//! From findings to compiler messages. Quoted texts are shown as the user wrote them, with holes instead of samples.

mod quotes;

pub(super) use quotes::Quotes;

use std::cell::OnceCell;
use std::fmt::Write as _;

use proc_macro2::Span;
use sts_policy_core::__private::{MacroTreatment, MessagePart, help_parts, macro_treatment, message_parts};
use sts_policy_core::{Finding, Report, code};

use crate::errors::Errors;
use crate::skeleton::{Origin, Skeleton};

/// Renders the findings of a report as compiler messages.
pub(super) struct Renderer<'a> {
    skeleton: &'a Skeleton,
    report: &'a Report,
    quotes: Quotes<'a>,
    /// The line and column of each finding in a file, computed for the first message.
    locations: OnceCell<Vec<String>>,
}

impl<'a> Renderer<'a> {
    pub(super) fn new(skeleton: &'a Skeleton, report: &'a Report, quotes: Quotes<'a>) -> Self {
        Self { skeleton, report, quotes, locations: OnceCell::new() }
    }

    /// Adds the finding with this index to the errors.
    pub(super) fn push_error(&self, index: usize, errors: &mut Errors) {
        if let Some((span, message)) = self.message(index) {
            errors.push(span, message, None);
        }
    }

    /// Returns the message of the finding with this index, and its span.
    pub(super) fn message(&self, index: usize) -> Option<(Span, String)> {
        let finding = self.report.findings().get(index)?;
        let (span, mut message) = self.location(index, finding);
        self.push_parts(message_parts(finding), &mut message);
        if finding.help().is_some() {
            message.push_str("\nhelp: ");
            self.push_parts(help_parts(finding), &mut message);
        }
        if let Some(name) = name_after_dollar(finding) {
            let _ = write!(message, "\nhelp: write a hole without `$`: `{{{name}}}`");
        }
        if macro_treatment(finding.code()) == MacroTreatment::UnknownName
            && !finding.help().is_some_and(|help| help.starts_with("did you mean"))
        {
            message.push_str("\nhelp: write `unchecked` before it if AWS has added it since");
        }
        let _ = write!(message, "\nnote: {}", finding.code());
        if let Some(date) = finding.reference_date() {
            let _ = write!(message, ", according to AWS's service reference of {date}");
        }
        Some((span, message))
    }

    fn push_parts<'p>(&self, parts: impl Iterator<Item = MessagePart<'p>>, message: &mut String) {
        for part in parts {
            match part {
                MessagePart::Text(text) => message.push_str(text),
                MessagePart::Quote { shown, text } => match self.quotes.as_written(text) {
                    Some(written) => message.push_str(&sts_policy_core::__private::quoted(&written)),
                    None => message.push_str(shown),
                },
            }
        }
    }

    /// Returns the span of a finding and the start of its message: empty for tokens, the path and line of a file.
    fn location(&self, index: usize, finding: &Finding) -> (Span, String) {
        match &self.skeleton.origin {
            Origin::Tokens { values, keys } => {
                let is_key = finding.is_about_key();
                let (first, second) = if is_key { (keys, values) } else { (values, keys) };
                let mut pointer = finding.pointer().as_str();
                loop {
                    if let Some(span) = first.get(pointer).or_else(|| second.get(pointer)) {
                        return (*span, String::new());
                    }
                    match pointer.rsplit_once('/') {
                        Some((parent, _)) => pointer = parent,
                        None => return (Span::call_site(), String::new()),
                    }
                }
            }
            Origin::File { path, text, span } => {
                let locations = self.locations.get_or_init(|| {
                    let locations = self.report.locate(text).into_iter();
                    locations.map(|location| format!("{}:{}", location.line, location.column)).collect()
                });
                let start = locations.get(index).map(|location| format!("{path}:{location}: "));
                (*span, start.unwrap_or_default())
            }
        }
    }
}

/// Returns the name in an unknown policy variable `${name}`, which other languages write for a hole.
fn name_after_dollar(finding: &Finding) -> Option<&str> {
    if finding.code() != code::UNKNOWN_POLICY_VARIABLE {
        return None;
    }
    let variable = message_parts(finding).find_map(|part| match part {
        MessagePart::Quote { text, .. } => Some(text),
        MessagePart::Text(_) => None,
    })?;
    let name = variable.strip_prefix("${")?.strip_suffix('}')?;
    name.chars().all(|character| character.is_alphanumeric() || character == '_').then_some(name)
}
