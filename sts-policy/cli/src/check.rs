//! `sts-policy check`.

use std::io::{self, Write};

use sts_policy::{Checker, Finding, Location, PolicyArns, Report, Severity};

use crate::Outcome;
use crate::args::{CheckArguments, Format};
use crate::input::{MAX_POLICY_BYTES, inputs};
use crate::output;
use crate::reference;

/// A policy with its judgement, findings in the order of the text.
pub(crate) struct Judged {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) report: Report,
    pub(crate) ok: bool,
    /// The bytes of the managed policy ARNs that are sent along.
    pub(crate) arn_bytes: usize,
}

impl Judged {
    /// The findings with their places, from top to bottom.
    pub(crate) fn findings(&self) -> Vec<(&Finding, Location)> {
        let mut located: Vec<_> = self.report.findings().iter().zip(self.report.locate(&self.text)).collect();
        located.sort_by_key(|(_, location)| location.span.start);
        located
    }
}

pub(crate) fn run(arguments: &CheckArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let arns = match PolicyArns::new(&arguments.policy_arn) {
        Ok(arns) => arns,
        Err(error) => {
            output::error(errors, &error)?;
            return Ok(Outcome::CouldNotRun);
        }
    };
    let arn_bytes = arns.bytes();
    let mut checker = Checker::new(arguments.kind).policy_arns(arns).packed_size(arguments.operation);
    for (key, value) in &arguments.tag {
        checker = checker.session_tag(key, value);
    }
    let checker = if arguments.compact { checker.submitted_compactly() } else { checker };
    let checker = match &arguments.reference {
        None => checker,
        Some(path) => match reference::load(path, arguments.reference_date.as_deref()) {
            Ok(reference) => checker.reference(reference),
            Err(error) => {
                output::error(errors, &error)?;
                return Ok(Outcome::CouldNotRun);
            }
        },
    };
    let (inputs, failures) = inputs(&arguments.files);
    let mut could_not_run = !failures.is_empty();
    for failure in failures {
        output::error(errors, &failure)?;
    }
    let mut judged = Vec::new();
    for input in inputs {
        let bytes = match input.read(MAX_POLICY_BYTES) {
            Ok(bytes) => bytes,
            Err(error) => {
                output::error(errors, &error)?;
                could_not_run = true;
                continue;
            }
        };
        let mut report = checker.check_bytes(&bytes);
        report.retain(|finding| !arguments.allow.contains(&finding.code()));
        let ok = !fails(&report, arguments.fail_on);
        let text = String::from_utf8_lossy(&bytes).into_owned();
        judged.push(Judged { name: input.to_string(), text, report, ok, arn_bytes });
    }
    let written = match arguments.format {
        Format::Text => output::text::write(&judged, out),
        Format::Json => output::json::write(&judged, out),
        Format::Sarif => output::sarif::write(&judged, out),
        Format::Github => output::github::write(&judged, out),
    };
    // Whoever closes the pipe early still learns the outcome.
    output::unless_closed(written.and_then(|()| out.flush()))?;
    Ok(if could_not_run {
        Outcome::CouldNotRun
    } else if judged.iter().all(|judged| judged.ok) {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

fn fails(report: &Report, level: Severity) -> bool {
    report.is_truncated() || report.max_severity().is_some_and(|worst| worst >= level)
}
