//! SARIF 2.1.0, the format of code scanning services.
//!
//! Source: <https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html>.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::io::{self, Write};

use serde_json::{Value, json};
use sts_policy::report::{LocatedReport, Location, PatchOperation};
use sts_policy::{Code, Finding, Severity};

use crate::checked_file::CheckedFile;

pub(crate) fn write(checked: &[CheckedFile], out: &mut dyn Write) -> io::Result<()> {
    let located: Vec<(&CheckedFile, LocatedReport<'_>)> = checked.iter().map(|file| (file, file.located())).collect();
    let codes: BTreeSet<Code> =
        located.iter().flat_map(|(_, report)| report.findings().iter().map(|(finding, _)| finding.code())).collect();
    let codes: Vec<Code> = codes.into_iter().collect();
    let results: Vec<Value> = located
        .iter()
        .flat_map(|(file, report)| {
            report.findings().iter().map(|(finding, location)| result(&file.name, finding, location, &codes))
        })
        .collect();
    let truncated = checked.iter().filter(|file| file.report.is_truncated());
    let notifications: Vec<Value> = truncated.map(|file| truncation(&file.name)).collect();
    let log = json!({
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [{
            "tool": { "driver": {
                "name": "sts-policy",
                "version": env!("CARGO_PKG_VERSION"),
                "rules": codes.iter().copied().map(rule).collect::<Vec<_>>(),
            } },
            "columnKind": "unicodeCodePoints",
            "invocations": [{ "executionSuccessful": true, "toolExecutionNotifications": notifications }],
            "results": results,
        }],
    });
    serde_json::to_writer_pretty(&mut *out, &log)?;
    writeln!(out)
}

/// A notification for a file that was not checked to its end.
fn truncation(file: &str) -> Value {
    let location = json!({ "physicalLocation": { "artifactLocation": { "uri": uri(file) } } });
    let message = json!({ "text": "the rest of the file was not checked" });
    json!({ "level": "warning", "message": message, "locations": [location] })
}

fn rule(code: Code) -> Value {
    let tags: &[&str] = if code.severity() == Severity::SecurityWarning { &["security"] } else { &[] };
    json!({
        "id": code.as_str(),
        "shortDescription": { "text": code.summary() },
        "fullDescription": { "text": code.why() },
        "defaultConfiguration": { "level": level(code.severity()) },
        "properties": { "tags": tags },
    })
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::SecurityWarning | Severity::Warning => "warning",
        Severity::Suggestion => "note",
    }
}

fn result(file: &str, finding: &Finding, location: &Location, codes: &[Code]) -> Value {
    let text = match finding.help() {
        Some(help) => format!("{}; {help}", finding.message()),
        None => finding.message().to_owned(),
    };
    let artifact = json!({ "uri": uri(file) });
    let region = json!({
        "startLine": location.line,
        "startColumn": location.column,
        "endLine": location.end_line,
        "endColumn": location.end_column,
    });
    let mut result = json!({
        "ruleId": finding.code().as_str(),
        "level": level(finding.severity()),
        "message": { "text": text },
        "locations": [{
            "physicalLocation": { "artifactLocation": artifact.clone(), "region": region.clone() },
            "logicalLocations": [{ "fullyQualifiedName": finding.pointer().as_str() }],
        }],
    });
    if let Some(members) = result.as_object_mut() {
        if let Some(date) = finding.reference_date() {
            members.insert("properties".to_owned(), json!({ "referenceDate": date }));
        }
        if let Ok(index) = codes.binary_search(&finding.code()) {
            members.insert("ruleIndex".to_owned(), index.into());
        }
        if let Some(text) = replacement(finding) {
            let replacement = json!({ "deletedRegion": region, "insertedContent": { "text": text } });
            let change = json!({ "artifactLocation": artifact, "replacements": [replacement] });
            members.insert("fixes".to_owned(), json!([{ "artifactChanges": [change] }]));
        }
    }
    result
}

/// Returns the new text if the fix only replaces the value that the finding points to. SARIF changes text and a JSON Patch changes
/// values, so the other operations have no simple form here.
fn replacement(finding: &Finding) -> Option<String> {
    match finding.fix()?.operations() {
        [PatchOperation::Replace { path, value }] if path == finding.pointer() => {
            Some(Value::from(value.as_str()).to_string())
        }
        _ => None,
    }
}

/// Converts a path to a relative URI reference.
fn uri(path: &str) -> String {
    let mut uri = String::with_capacity(path.len());
    for byte in path.bytes() {
        match byte {
            b'\\' if cfg!(windows) => uri.push('/'),
            b'/' | b'-' | b'.' | b'_' | b'~' => uri.push(char::from(byte)),
            byte if byte.is_ascii_alphanumeric() => uri.push(char::from(byte)),
            // Writing to a `String` cannot fail.
            byte => drop(write!(uri, "%{byte:02X}")),
        }
    }
    uri
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn percent_encodes_paths() {
        assert_eq!(uri("a b/é.json"), "a%20b/%C3%A9.json");
    }
}
