//! One JSON array with an object for each policy: an interface, described in the README.

use std::io::{self, Write};

use serde::Serialize;
use serde_json::{Map, Value};
use sts_policy::Fix;
use sts_policy::limits::SESSION_POLICY_BYTES;
use sts_policy::packed::PackedSize;

use crate::check::Judged;

#[derive(Serialize)]
struct File<'a> {
    file: &'a str,
    ok: bool,
    bytes: usize,
    /// The greatest size of a session policy with the ARNs sent along.
    #[serde(skip_serializing_if = "Option::is_none")]
    limit: Option<usize>,
    /// The estimate of the packed size; none for what is no session policy.
    #[serde(skip_serializing_if = "Option::is_none")]
    packed: Option<Value>,
    findings: Vec<Entry<'a>>,
    /// Whether the rest of the file was not judged, for there were too many findings.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    truncated: bool,
}

#[derive(Serialize)]
struct Entry<'a> {
    code: &'a str,
    severity: &'a str,
    pointer: &'a str,
    line: usize,
    column: usize,
    message: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    help: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    fix: Option<&'a Fix>,
    /// The day of the service reference that it rests on.
    #[serde(skip_serializing_if = "Option::is_none")]
    reference_date: Option<&'a str>,
}

pub(crate) fn write(judged: &[Judged], out: &mut dyn Write) -> io::Result<()> {
    let files: Vec<File<'_>> = judged.iter().map(file).collect();
    serde_json::to_writer_pretty(&mut *out, &files)?;
    writeln!(out)
}

fn file(judged: &Judged) -> File<'_> {
    let findings = judged
        .findings()
        .into_iter()
        .map(|(finding, location)| Entry {
            code: finding.code().as_str(),
            severity: finding.severity().as_str(),
            pointer: finding.pointer().as_str(),
            line: location.line,
            column: location.column,
            message: finding.message(),
            help: finding.help(),
            fix: finding.fix(),
            reference_date: finding.reference_date(),
        })
        .collect();
    let packed = judged.report.packed_size().map(|size| Value::Object(band(size)));
    let truncated = judged.report.is_truncated();
    let limit = judged.report.kind().is_session().then_some(SESSION_POLICY_BYTES);
    File { file: &judged.name, ok: judged.ok, bytes: judged.report.bytes(), limit, packed, findings, truncated }
}

/// An estimate in percent.
pub(crate) fn band(size: &PackedSize) -> Map<String, Value> {
    let percents = [("low", size.low()), ("expected", size.expected()), ("high", size.high())];
    let mut band: Map<String, Value> =
        percents.into_iter().map(|(name, percent)| (name.to_owned(), tenth(percent).into())).collect();
    band.insert("verdict".to_owned(), size.verdict().as_str().into());
    band
}

/// Rounded to a tenth: an estimate has no more to say.
pub(crate) fn tenth(value: f64) -> f64 {
    (value * 10.0).round() / 10.0
}
