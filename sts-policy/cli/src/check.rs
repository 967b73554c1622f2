//! `sts-policy check`.

use std::io::{self, Write};

use sts_policy::policy::PolicyKind;
use sts_policy::{Checker, Report, Severity};

use crate::args::{CheckArguments, Format};
use crate::checked_file::CheckedFile;
use crate::input::{FileError, Input, MAX_POLICY_BYTES, find_inputs};
use crate::outcome::Outcome;
use crate::output;
use crate::reference;

pub(crate) fn run(arguments: &CheckArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let (checker, arn_bytes) = match checker(arguments) {
        Ok(checker) => checker,
        Err(error) => {
            output::error(errors, &error)?;
            return Ok(Outcome::Failure);
        }
    };
    let (inputs, mut failures) = find_inputs(&arguments.files);
    let mut checked = Vec::new();
    for input in inputs {
        match check(&input, &checker, arn_bytes, arguments) {
            Ok(file) => checked.push(file),
            Err(error) => failures.push(error),
        }
    }
    for failure in &failures {
        output::error(errors, failure)?;
    }
    let written = match arguments.format {
        Format::Text => output::text::write(&checked, out),
        Format::Json => output::json::write(&checked, out),
        Format::Sarif => output::sarif::write(&checked, out),
        Format::Github => output::github::write(&checked, out),
    };
    // The exit status is right even if the reader closed the pipe early.
    output::ignore_broken_pipe(written.and_then(|()| out.flush()))?;
    Ok(if !failures.is_empty() {
        Outcome::Failure
    } else if checked.iter().all(|file| file.ok) {
        Outcome::Success
    } else {
        Outcome::Problems
    })
}

/// Creates the checker. Also returns the size of the managed policy ARNs in the request, in bytes.
fn checker(arguments: &CheckArguments) -> Result<(Checker, usize), String> {
    let request = arguments.request.to_request()?;
    let arn_bytes = request.policy_arns.bytes();
    let checker = match arguments.kind {
        PolicyKind::Identity => Checker::identity(),
        _ => Checker::for_request(request).estimate_packed_size(),
    };
    let checker = if arguments.compact { checker.canonicalize() } else { checker };
    let checker = match &arguments.reference {
        None => checker,
        Some(path) => {
            let reference = reference::load(path, arguments.reference_date.as_deref());
            checker.reference(reference.map_err(|error| error.to_string())?)
        }
    };
    Ok((checker, arn_bytes))
}

fn check(
    input: &Input,
    checker: &Checker,
    arn_bytes: usize,
    arguments: &CheckArguments,
) -> Result<CheckedFile, FileError> {
    let bytes = input.read(MAX_POLICY_BYTES)?;
    let mut report = checker.check_bytes(&bytes);
    report.retain(|finding| !arguments.allow.contains(&finding.code()));
    let ok = !fails(&report, arguments.fail_on);
    let text = String::from_utf8_lossy(&bytes).into_owned();
    Ok(CheckedFile { name: input.to_string(), text, report, ok, arn_bytes })
}

fn fails(report: &Report, fail_on: Severity) -> bool {
    report.is_truncated() || report.findings().iter().any(|finding| finding.severity() >= fail_on)
}
