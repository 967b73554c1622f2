//! `sts-policy size`.

mod advice;
mod bar;
mod estimate;
mod json;
mod text;

use std::io::{self, Write};

use crate::args::{SizeArguments, SizeFormat};
use crate::outcome::Outcome;
use crate::output;
use estimate::Estimate;

pub(crate) fn run(arguments: &SizeArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let estimate = match Estimate::read(arguments) {
        Ok(estimate) => estimate,
        Err(error) => {
            output::error(errors, &error)?;
            return Ok(Outcome::Failure);
        }
    };
    match arguments.format {
        SizeFormat::Text => text::write(&estimate, out)?,
        SizeFormat::Json => json::write(&estimate, out)?,
    }
    Ok(Outcome::Success)
}
