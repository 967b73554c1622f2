//! `sts-policy calibrate`: reads observations in JSON Lines and writes a calibration.

mod observation;

use std::fs;
use std::io::{self, Write};

use sts_policy::__private::Printable;
use sts_policy::packed::Calibration;

use crate::args::CalibrateArguments;
use crate::input::{FileError, Input, MAX_DATA_BYTES};
use crate::outcome::Outcome;
use crate::output;
use observation::Observation;

pub(crate) fn run(arguments: &CalibrateArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let input = Input::from_argument(&arguments.observations);
    let text = match input.read_text(MAX_DATA_BYTES) {
        Ok(text) => text,
        Err(error) => {
            output::error(errors, &error)?;
            return Ok(Outcome::Failure);
        }
    };
    let mut calibration = Calibration::new();
    let mut outcome = Outcome::Success;
    let mut used = 0;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match Observation::parse(line).and_then(|observation| observation.add_to(&mut calibration)) {
            Ok(()) => used += 1,
            Err(error) => {
                let name = input.to_string();
                output::error(errors, &format_args!("{}:{}: {error}", Printable(&name), index + 1))?;
                outcome = Outcome::Problems;
            }
        }
    }
    if used == 0 {
        output::error(errors, &"no usable observations: at least one is required")?;
        return Ok(Outcome::Failure);
    }
    if let Err(error) = write(&calibration, arguments, out)? {
        output::error(errors, &error)?;
        return Ok(Outcome::Failure);
    }
    writeln!(errors, "{}", summary(&calibration, used))?;
    Ok(outcome)
}

fn write(
    calibration: &Calibration,
    arguments: &CalibrateArguments,
    out: &mut dyn Write,
) -> io::Result<Result<(), FileError>> {
    let json = calibration.to_json() + "\n";
    Ok(match arguments.output.as_deref().map(Input::from_argument) {
        None | Some(Input::Stdin) => {
            out.write_all(json.as_bytes())?;
            Ok(())
        }
        Some(Input::File(path)) => fs::write(&path, json).map_err(|error| FileError::cannot_write(path, error)),
    })
}

fn summary(calibration: &Calibration, used: usize) -> String {
    let used = if used == 1 { "used 1 observation".to_owned() } else { format!("used {used} observations") };
    match calibration.observations() {
        0 => format!("{used}; the policy factor stays 1, because no policy takes at least 15 points"),
        count => format!("{used}; the policy factor is {:.2}, based on {count} of them", calibration.factor()),
    }
}
