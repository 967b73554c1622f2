//! Reads files and standard input, with a bound on their size.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::Failure;

/// Maximum size of a file in bytes.
const MAX_FILE: u64 = 1_024 * 1_024;

/// Folders of the files that a process has open. A shell passes pipes by these names.
const OPEN_FILES: [&str; 2] = ["/dev/fd", "/proc/self/fd"];

/// Reads a file, or standard input if its name is `-`.
pub(crate) fn read(file: &Path) -> Result<String, Failure> {
    let read = if file == Path::new("-") { read_bounded(io::stdin().lock()) } else { read_file(file) };
    read.map_err(|error| failed(file, &error))
}

/// Reads a regular file, or a stream that a shell opened.
pub(crate) fn read_file(file: &Path) -> io::Result<String> {
    let is_open = file == Path::new("/dev/stdin")
        || file.parent().is_some_and(|folder| OPEN_FILES.iter().any(|open| folder == Path::new(open)));
    if !is_open {
        check(file)?;
    }
    // The file may have grown since the check.
    read_bounded(File::open(file)?)
}

/// Checks the type and size of a file before it is read: opening a pipe blocks, and a device may never end.
pub(crate) fn check(file: &Path) -> io::Result<()> {
    let metadata = std::fs::metadata(file)?;
    if metadata.is_dir() {
        Err(io::Error::other("it is a directory, not a file"))
    } else if !metadata.is_file() {
        Err(io::Error::other("it is not a regular file"))
    } else if metadata.len() > MAX_FILE {
        Err(too_large())
    } else {
        Ok(())
    }
}

pub(crate) fn failed(file: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!("cannot read `{}`: {error}", file.display()))
}

fn read_bounded(reader: impl Read) -> io::Result<String> {
    let mut text = String::new();
    reader.take(MAX_FILE + 1).read_to_string(&mut text).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData if text.len() as u64 >= MAX_FILE => too_large(),
        _ => error,
    })?;
    if text.len() as u64 > MAX_FILE { Err(too_large()) } else { Ok(text) }
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "it is larger than 1 MiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_at_most_a_mebibyte_of_a_stream() {
        let max = MAX_FILE as usize;
        assert_eq!(read_bounded(&vec![b' '; max][..]).unwrap().len(), max);
        for byte in [0, b' ', 0xff] {
            // A stream without an end.
            let error = read_bounded(io::repeat(byte)).unwrap_err();
            assert!(matches!(error.kind(), io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidData), "{error}");
        }
        assert_eq!(read_bounded(io::repeat(b' ')).unwrap_err().to_string(), "it is larger than 1 MiB");
    }
}
