//! Reports in JSON.
//!
//! The members of a report are `bytes`, `limit` (for session policies), `packed` (if it was estimated), `findings` and, if the policy was
//! not checked to its end, `truncated`. Those of a finding are `code`, `severity`, `pointer`, `message`, and if present `help`, `fix` (a
//! JSON Patch) and `reference_date`. A located finding also has `line` and `column`.

use serde::ser::{Serialize, SerializeMap, SerializeSeq, Serializer};

use super::finding::Finding;
use super::report::Report;
use crate::json::position::Location;
use crate::limits::SESSION_POLICY_BYTES;
use crate::model::PolicyKind;

/// A report with the locations of its findings in the text, sorted by location. Created by [`Report::located`].
///
/// It serializes as the report does, with `line` and `column` in each finding.
#[derive(Debug)]
pub struct LocatedReport<'a> {
    report: &'a Report,
    findings: Vec<(&'a Finding, Location)>,
}

impl Report {
    /// Locates the findings in the checked text, and sorts them by location.
    ///
    /// ```
    /// let text = r#"{ "Version": "2012-10-18", "Statement": [] }"#;
    /// let report = sts_policy_core::check(text);
    /// let json = serde_json::to_value(report.located(text))?;
    /// assert_eq!(json["findings"][0]["code"], "INVALID_VERSION");
    /// assert_eq!(json["findings"][0]["column"], 14);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    pub fn located(&self, text: &str) -> LocatedReport<'_> {
        let mut findings: Vec<_> = self.findings().iter().zip(self.locate(text)).collect();
        findings.sort_by_key(|(_, location)| location.span.start);
        LocatedReport { report: self, findings }
    }
}

impl<'a> LocatedReport<'a> {
    /// The findings with their locations, from top to bottom.
    pub fn findings(&self) -> &[(&'a Finding, Location)] {
        &self.findings
    }
}

impl Serialize for Report {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings: Vec<FindingEntry<'_>> =
            self.findings().iter().map(|finding| FindingEntry(finding, None)).collect();
        report(self, &findings, serializer)
    }
}

impl Serialize for LocatedReport<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let findings: Vec<FindingEntry<'_>> =
            self.findings.iter().map(|(finding, location)| FindingEntry(finding, Some(location))).collect();
        report(self.report, &findings, serializer)
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FindingEntry(self, None).serialize(serializer)
    }
}

fn report<S: Serializer>(report: &Report, findings: &[FindingEntry<'_>], serializer: S) -> Result<S::Ok, S::Error> {
    let mut map = serializer.serialize_map(None)?;
    map.serialize_entry("bytes", &report.bytes())?;
    if report.kind() == PolicyKind::Session {
        map.serialize_entry("limit", &SESSION_POLICY_BYTES)?;
    }
    if let Some(packed) = report.packed_size() {
        map.serialize_entry("packed", packed)?;
    }
    map.serialize_entry("findings", &Findings(findings))?;
    if report.is_truncated() {
        map.serialize_entry("truncated", &true)?;
    }
    map.end()
}

struct Findings<'a>(&'a [FindingEntry<'a>]);

impl Serialize for Findings<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut list = serializer.serialize_seq(Some(self.0.len()))?;
        for entry in self.0 {
            list.serialize_element(entry)?;
        }
        list.end()
    }
}

/// A finding as one entry of a JSON report, with its location if it is known.
struct FindingEntry<'a>(&'a Finding, Option<&'a Location>);

impl Serialize for FindingEntry<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let FindingEntry(finding, location) = self;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("code", finding.code().as_str())?;
        map.serialize_entry("severity", finding.severity().as_str())?;
        map.serialize_entry("pointer", finding.pointer().as_str())?;
        if let Some(location) = location {
            map.serialize_entry("line", &location.line)?;
            map.serialize_entry("column", &location.column)?;
        }
        map.serialize_entry("message", finding.message())?;
        if let Some(help) = finding.help() {
            map.serialize_entry("help", help)?;
        }
        if let Some(fix) = finding.fix() {
            map.serialize_entry("fix", fix)?;
        }
        if let Some(date) = finding.reference_date() {
            map.serialize_entry("reference_date", date)?;
        }
        map.end()
    }
}
