//! Reads files and standard input of at most 1 MiB.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::failure::Failure;

/// Maximum size of a file in bytes.
const MAX_BYTES: u64 = 1_024 * 1_024;

/// Folders of the open files of a process. Shells name pipes by these paths.
const OPEN_FILE_FOLDERS: [&str; 2] = ["/dev/fd", "/proc/self/fd"];

/// Reads a file, or standard input if its name is `-`.
pub(crate) fn read(file: &Path) -> Result<String, Failure> {
    let read = if file == Path::new("-") { read_bounded(io::stdin().lock()) } else { read_file(file) };
    read.map_err(|error| cannot_read(file, &error))
}

/// Reads a regular file, or an open file of this process by its path.
pub(crate) fn read_file(file: &Path) -> io::Result<String> {
    let is_open_file = file == Path::new("/dev/stdin")
        || file.parent().is_some_and(|folder| OPEN_FILE_FOLDERS.iter().any(|open| folder == Path::new(open)));
    if !is_open_file {
        check(file)?;
    }
    // The file may have grown since the check.
    read_bounded(File::open(file)?)
}

/// Checks the type and size of a file before it is opened: opening a pipe blocks, and a device may be endless.
pub(crate) fn check(file: &Path) -> io::Result<()> {
    let metadata = std::fs::metadata(file)?;
    if metadata.is_dir() {
        Err(io::Error::other("must be a regular file, not a directory"))
    } else if !metadata.is_file() {
        Err(io::Error::other("must be a regular file"))
    } else if metadata.len() > MAX_BYTES {
        Err(too_large())
    } else {
        Ok(())
    }
}

pub(crate) fn cannot_read(file: &Path, error: &io::Error) -> Failure {
    Failure::Failed(format!("cannot read `{}`: {error}", file.display()))
}

fn read_bounded(reader: impl Read) -> io::Result<String> {
    let mut text = String::new();
    reader.take(MAX_BYTES + 1).read_to_string(&mut text).map_err(|error| match error.kind() {
        io::ErrorKind::InvalidData if text.len() as u64 >= MAX_BYTES => too_large(),
        _ => error,
    })?;
    if text.len() as u64 > MAX_BYTES { Err(too_large()) } else { Ok(text) }
}

fn too_large() -> io::Error {
    io::Error::new(io::ErrorKind::FileTooLarge, "must be at most 1 MiB")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_at_most_one_mebibyte_of_an_endless_stream() {
        let max = MAX_BYTES as usize;
        assert_eq!(read_bounded(&vec![b' '; max][..]).unwrap().len(), max);
        for byte in [0, b' ', 0xff] {
            let error = read_bounded(io::repeat(byte)).unwrap_err();
            assert!(matches!(error.kind(), io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidData), "{error}");
        }
        assert_eq!(read_bounded(io::repeat(b' ')).unwrap_err().to_string(), "must be at most 1 MiB");
    }
}
