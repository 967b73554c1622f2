//! `sts-policy check`.

use std::io::{self, Write};

use sts_policy::policy::PolicyKind;
use sts_policy::{Checker, Report, Severity};

use crate::Outcome;
use crate::args::{CheckArguments, Format};
use crate::checked::CheckedFile;
use crate::input::{MAX_POLICY_BYTES, inputs};
use crate::output;
use crate::reference;

pub(crate) fn run(arguments: &CheckArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let request = match arguments.request.read() {
        Ok(request) => request,
        Err(error) => {
            output::error(errors, &error)?;
            return Ok(Outcome::CouldNotRun);
        }
    };
    let arn_bytes = request.policy_arns.bytes();
    let checker = match arguments.kind {
        PolicyKind::Identity => Checker::identity(),
        _ => Checker::for_request(request).estimate_packed_size(),
    };
    let checker = if arguments.compact { checker.canonicalize() } else { checker };
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
    let mut checked = Vec::new();
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
        checked.push(CheckedFile { name: input.to_string(), text, report, ok, arn_bytes });
    }
    let written = match arguments.format {
        Format::Text => output::text::write(&checked, out),
        Format::Json => output::json::write(&checked, out),
        Format::Sarif => output::sarif::write(&checked, out),
        Format::Github => output::github::write(&checked, out),
    };
    // Whoever closes the pipe early still learns the outcome.
    output::unless_closed(written.and_then(|()| out.flush()))?;
    Ok(if could_not_run {
        Outcome::CouldNotRun
    } else if checked.iter().all(|file| file.ok) {
        Outcome::Fine
    } else {
        Outcome::Findings
    })
}

fn fails(report: &Report, level: Severity) -> bool {
    report.is_truncated() || report.worst().is_some_and(|worst| worst >= level)
}
