use std::fmt;

use super::collect::Findings;
use super::finding::Finding;
use super::quote::Printable;
use super::severity::Severity;
use crate::json::locate;
use crate::json::position::{self, Location};
use crate::model::PolicyKind;
use crate::packed::PackedSize;

/// The judgement on one policy: all findings, those of the reader first, then those of the checks, each in the order of the
/// document. [`Report::locate`] gives their places in the text.
#[derive(Debug)]
pub struct Report {
    pub(crate) kind: PolicyKind,
    pub(crate) bytes: usize,
    pub(crate) packed: Option<PackedSize>,
    pub(crate) findings: Findings,
}

impl Report {
    /// The greatest number of findings in a report. A document with more of them is not judged to its end.
    pub const MOST_FINDINGS: usize = Findings::LIMIT;

    /// What kind of policy it was judged as.
    pub fn kind(&self) -> PolicyKind {
        self.kind
    }

    /// The size of the policy in the form that is submitted, in UTF-8 bytes, without managed policy ARNs.
    pub fn bytes(&self) -> usize {
        self.bytes
    }

    /// The estimate of the packed size, if it was asked for ([`Checker::packed_size`](crate::Checker::packed_size)) and the text
    /// is a policy.
    pub fn packed_size(&self) -> Option<&PackedSize> {
        self.packed.as_ref()
    }

    /// The findings.
    pub fn findings(&self) -> &[Finding] {
        self.findings.stored()
    }

    /// Returns true if the document was not checked to its end: it has more findings than a report takes
    /// ([`Report::MOST_FINDINGS`], or a megabyte of text), or the text is longer than what is checked
    /// ([`MAX_CHECKED_SESSION_POLICY_BYTES`](crate::limits::MAX_CHECKED_SESSION_POLICY_BYTES),
    /// [`MAX_CHECKED_IDENTITY_POLICY_BYTES`](crate::limits::MAX_CHECKED_IDENTITY_POLICY_BYTES)).
    pub fn is_truncated(&self) -> bool {
        self.findings.is_truncated()
    }

    /// How many findings have this severity.
    pub fn count(&self, severity: Severity) -> usize {
        self.findings.count(severity)
    }

    /// Whether all was judged and no finding is an error: the policy can be submitted.
    pub fn is_ok(&self) -> bool {
        !self.findings.has_errors()
    }

    /// Whether nothing was found at all.
    pub fn is_clean(&self) -> bool {
        self.findings().is_empty() && !self.is_truncated()
    }

    /// The gravest severity found.
    pub fn worst(&self) -> Option<Severity> {
        Severity::ALL.into_iter().find(|severity| self.count(*severity) > 0)
    }

    /// Drops the stored findings for which `keep` is false, as a list of accepted codes does.
    pub fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.findings.retain(keep);
    }

    /// Line and column of each finding, in their order. `text` is the text that was judged, to the byte.
    ///
    /// ```
    /// let text = "{\n  \"Version\": \"2012-10-18\",\n  \"Statement\": []\n}";
    /// let report = sts_policy_core::check(text);
    /// let location = &report.locate(text)[0];
    /// assert_eq!((location.line, location.column), (2, 14));
    /// assert_eq!(&text[location.span.clone()], "\"2012-10-18\"");
    /// ```
    pub fn locate(&self, text: &str) -> Vec<Location> {
        let places: Vec<_> = self.findings().iter().map(|finding| (finding.pointer(), finding.part())).collect();
        position::locations(text, locate::spans(text, &places))
    }
}

/// Shows each finding on a line of its own, with its JSON Pointer.
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
                write!(formatter, " (by AWS's service reference of {date})")?;
            }
        }
        if self.is_truncated() { formatter.write_str("\nand maybe more: the rest was not checked") } else { Ok(()) }
    }
}

/// A policy with errors. The [`Report`] holds every finding.
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
