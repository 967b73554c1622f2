//! The output of the commands.

use std::fmt::Display;
use std::io::{self, Write};

use style::{ERROR, styled};

mod excerpt;
pub(crate) mod github;
pub(crate) mod json;
pub(crate) mod number;
pub(crate) mod sarif;
pub(crate) mod style;
pub(crate) mod text;

/// Prints an error.
pub(crate) fn error(errors: &mut dyn Write, error: &dyn Display) -> io::Result<()> {
    writeln!(errors, "{}: {error}", styled(ERROR, "error"))
}

/// Treats a closed pipe as success: the reader, such as `head`, needs no more output.
pub(crate) fn ignore_broken_pipe(result: io::Result<()>) -> io::Result<()> {
    result.or_else(|error| if error.kind() == io::ErrorKind::BrokenPipe { Ok(()) } else { Err(error) })
}
