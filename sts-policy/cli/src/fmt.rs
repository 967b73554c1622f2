//! `sts-policy fmt`.

use std::fs;
use std::io::{self, Write};

use sts_policy::__private::Printable;
use sts_policy::Policy;

use crate::Outcome;
use crate::args::FmtArguments;
use crate::input::{Input, InputError, MAX_POLICY_BYTES, inputs};
use crate::output;

pub(crate) fn run(arguments: &FmtArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let (inputs, failures) = inputs(&arguments.files);
    let mut outcome = Outcome::Fine;
    for failure in failures {
        output::error(errors, &failure)?;
        outcome = Outcome::CouldNotRun;
    }
    for input in inputs {
        let result = match input.read_text(MAX_POLICY_BYTES) {
            Ok(text) => format(&input, &text, arguments, out, errors)?,
            Err(error) => {
                output::error(errors, &error)?;
                Outcome::CouldNotRun
            }
        };
        if result == Outcome::CouldNotRun || outcome == Outcome::Fine {
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
            output::error(errors, &format_args!("{} cannot be formatted: {error}", quoted(input)))?;
            return Ok(Outcome::Findings);
        }
    };
    // A file ends with a newline; the compact form is what is submitted, to the byte.
    let formatted = if arguments.compact { policy.to_json() } else { policy.to_json_pretty() + "\n" };
    let is_formatted = formatted == text;
    match input {
        _ if arguments.check => {
            if !is_formatted {
                writeln!(out, "{} is not formatted", Printable(&input.to_string()))?;
                return Ok(Outcome::Findings);
            }
        }
        Input::Stdin => out.write_all(formatted.as_bytes())?,
        Input::File(_) if is_formatted => {}
        Input::File(path) => {
            if let Err(error) = fs::write(path, formatted) {
                output::error(errors, &InputError::write(path, error))?;
                return Ok(Outcome::CouldNotRun);
            }
        }
    }
    Ok(Outcome::Fine)
}

fn quoted(input: &Input) -> String {
    format!("`{}`", Printable(&input.to_string()))
}
