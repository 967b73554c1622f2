//! The forms in which findings are printed, a module each.

use std::fmt::Display;
use std::io::{self, Write};

use style::{ERROR, styled};

pub(crate) mod github;
pub(crate) mod json;
pub(crate) mod sarif;
pub(crate) mod style;
pub(crate) mod text;

/// Says why something could not be done.
pub(crate) fn error(errors: &mut dyn Write, error: &dyn Display) -> io::Result<()> {
    writeln!(errors, "{}: {error}", styled(ERROR, "error"))
}

/// A pipe that its reader closed is no failure: whoever reads has seen enough.
pub(crate) fn unless_closed(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}
