//! The result of a check.

use std::fmt;

use super::collect::Findings;
use super::finding::Finding;
use super::quote::Printable;
use super::severity::Severity;
use crate::json::position::{self, Location};
use crate::json::span;
use crate::model::PolicyKind;
use crate::packed::PackedSize;

/// The findings of one policy, in the order of the document. Findings about the structure of the policy come first, findings that depend
/// on the service reference last.
///
/// [`Report::locate`] returns their locations in the text.
#[derive(Debug)]
pub struct Report {
    pub(crate) kind: PolicyKind,
    pub(crate) bytes: usize,
    pub(crate) packed: Option<PackedSize>,
    pub(crate) findings: Findings,
}

impl Report {
    /// Maximum number of findings in a report. The rest of a document with more findings is not checked.
    pub const MAX_FINDINGS: usize = Findings::MAX_FINDINGS;

    /// The kind of policy that was checked.
    pub fn kind(&self) -> PolicyKind {
        self.kind
    }

    /// Length of the policy as submitted, in UTF-8 bytes, without managed policy ARNs.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// Estimate of the packed size, if [`Checker::estimate_packed_size`](crate::Checker::estimate_packed_size) was called and the text is a policy.
    pub fn packed_size(&self) -> Option<&PackedSize> {
        self.packed.as_ref()
    }

    /// The findings.
    pub fn findings(&self) -> &[Finding] {
        self.findings.stored()
    }

    /// Returns true if the document was not checked to its end: it has more findings than a report stores
    /// ([`Report::MAX_FINDINGS`], or one megabyte of text), or the text is too long
    /// ([`MAX_CHECKED_SESSION_POLICY_BYTES`](crate::limits::MAX_CHECKED_SESSION_POLICY_BYTES),
    /// [`MAX_CHECKED_IDENTITY_POLICY_BYTES`](crate::limits::MAX_CHECKED_IDENTITY_POLICY_BYTES)).
    pub fn is_truncated(&self) -> bool {
        self.findings.is_truncated()
    }

    /// Number of findings with this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.count(severity)
    }

    /// Returns true if the whole document was checked and no finding is an error: the policy can be submitted.
    pub fn is_ok(&self) -> bool {
        !self.findings.has_errors()
    }

    /// Returns true if the whole document was checked without findings.
    pub fn is_clean(&self) -> bool {
        self.findings().is_empty() && !self.is_truncated()
    }

    /// Highest severity of the findings; `None` without findings.
    pub fn max_severity(&self) -> Option<Severity> {
        Severity::ALL.iter().copied().find(|severity| self.count(*severity) > 0)
    }

    /// Keeps the findings for which `keep` returns true, for example to apply a list of accepted codes.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.findings.retain(keep);
    }

    /// Returns line and column of each finding, in the order of the findings. `text` must be the text that was checked.
    ///
    /// ```
    /// let text = "{\n  \"Version\": \"2012-10-18\",\n  \"Statement\": []\n}";
    /// let report = sts_policy_core::check(text);
    /// let location = &report.locate(text)[0];
    /// assert_eq!((location.line, location.column), (2, 14));
    /// assert_eq!(&text[location.span.clone()], "\"2012-10-18\"");
    /// ```
    pub fn locate(&self, text: &str) -> Vec<Location> {
        let targets: Vec<_> = self.findings().iter().map(|finding| (finding.pointer(), finding.target())).collect();
        position::locations(text, span::spans(text, &targets))
    }
}

/// Writes each finding on a line of its own, with its JSON Pointer.
impl fmt::Display for Report {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings().iter().enumerate() {
            if index > 0 {
                formatter.write_str("\n")?;
            }
            write!(formatter, "{finding}")?;
            if !finding.pointer().as_str().is_empty() {
                write!(formatter, ", at {}", Printable(finding.pointer().as_str()))?;
            }
            if let Some(help) = finding.help() {
                write!(formatter, " (help: {help})")?;
            }
            if let Some(date) = finding.reference_date() {
                write!(formatter, " (according to AWS's service reference of {date})")?;
            }
        }
        if self.is_truncated() { formatter.write_str("\nthe rest of the document was not checked") } else { Ok(()) }
    }
}

/// Error for an invalid policy. Its [`Report`] has all findings, not only the first error.
#[derive(Debug)]
pub struct InvalidPolicy {
    report: Box<Report>,
    /// The kind of policy that was required.
    required: PolicyKind,
}

impl InvalidPolicy {
    pub(crate) fn new(report: Report, required: PolicyKind) -> Self {
        Self { report: Box::new(report), required }
    }

    /// The report.
    pub fn report(&self) -> &Report {
        &self.report
    }

    /// The report.
    pub fn into_report(self) -> Report {
        *self.report
    }
}

impl fmt::Display for InvalidPolicy {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.report.kind != self.required {
            return write!(
                formatter,
                "the policy was checked as an {} policy: a {} policy is required",
                self.report.kind, self.required
            );
        }
        let errors = self.report.count(Severity::Error);
        let plural = if errors == 1 { "" } else { "s" };
        write!(formatter, "invalid policy, {errors} error{plural}:\n{}", self.report)
    }
}

impl std::error::Error for InvalidPolicy {}
