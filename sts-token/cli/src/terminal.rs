//! Standard output, which programs read, and standard error, which people read.

use std::io::{self, Write};

/// Writes a line to standard error.
pub(crate) fn print_message(text: &str) {
    // A failure to write cannot be reported anywhere.
    let _ = writeln!(io::stderr(), "{text}");
}

/// Writes to standard output.
///
/// # Errors
///
/// Fails if the text cannot be written: the exit status must show that the reader did not get the credentials.
pub(crate) fn print_output(text: &str) -> io::Result<()> {
    let mut output = io::stdout().lock();
    output.write_all(text.as_bytes()).and_then(|()| output.flush())
}
