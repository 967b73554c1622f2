//! `sts-policy fmt`.

use std::fs;
use std::io::{self, Write};

use sts_policy::__private::Printable;
use sts_policy::Policy;

use crate::args::FmtArguments;
use crate::input::{FileError, Input, MAX_POLICY_BYTES, find_inputs};
use crate::outcome::Outcome;
use crate::output;

pub(crate) fn run(arguments: &FmtArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let (inputs, failures) = find_inputs(&arguments.files);
    let mut outcome = Outcome::Success;
    for failure in failures {
        output::error(errors, &failure)?;
        outcome = Outcome::Failure;
    }
    for input in inputs {
        let result = match input.read_text(MAX_POLICY_BYTES) {
            Ok(text) => format(&input, &text, arguments, out, errors)?,
            Err(error) => {
                output::error(errors, &error)?;
                Outcome::Failure
            }
        };
        if result == Outcome::Failure || outcome == Outcome::Success {
            outcome = result;
        }
    }
    Ok(outcome)
}

fn format(
    input: &Input,
    text: &str,
    arguments: &FmtArguments,
    out: &mut dyn Write,
    errors: &mut dyn Write,
) -> io::Result<Outcome> {
    let policy = match Policy::from_json(text) {
        Ok(policy) => policy,
        Err(error) => {
            output::error(errors, &format_args!("cannot format `{}`: {error}", Printable(&input.to_string())))?;
            return Ok(Outcome::Problems);
        }
    };
    // The compact form has no newline: it is submitted byte for byte.
    let formatted = if arguments.compact { policy.to_json() } else { policy.to_json_pretty() + "\n" };
    let is_formatted = formatted == text;
    match input {
        _ if arguments.check => {
            if !is_formatted {
                writeln!(out, "{} is not formatted", Printable(&input.to_string()))?;
                return Ok(Outcome::Problems);
            }
        }
        Input::Stdin => out.write_all(formatted.as_bytes())?,
        Input::File(_) if is_formatted => {}
        Input::File(path) => {
            if let Err(error) = fs::write(path, formatted) {
                output::error(errors, &FileError::cannot_write(path, error))?;
                return Ok(Outcome::Failure);
            }
        }
    }
    Ok(Outcome::Success)
}
