//! Reads the policy, with a bound on its size.

use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

use crate::Failure;

/// Maximum size of a policy file in bytes. A session policy has at most 2,048, but white space and errors take more.
const MAX_FILE: u64 = 1_024 * 1_024;

/// Reads a file, or standard input if its name is `-`.
pub(crate) fn read(file: &Path) -> Result<String, Failure> {
    let read = if file == Path::new("-") { read_bounded(io::stdin().lock()) } else { read_file(file) };
    read.map_err(|error| Failure::Failed(format!("cannot read `{}`: {error}", file.display())))
}

/// Reads a regular file. Its type and size are checked first: opening a pipe blocks, and a device may never end.
fn read_file(file: &Path) -> io::Result<String> {
    let metadata = std::fs::metadata(file)?;
    if metadata.is_dir() {
        return Err(io::Error::other("it is a directory, not a file"));
    }
    if !metadata.is_file() {
        return Err(io::Error::other("it is not a regular file; use `-` to read standard input"));
    }
    if metadata.len() > MAX_FILE {
        return Err(too_large());
    }
    // The file may have grown meanwhile.
    read_bounded(File::open(file)?)
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
            // One that never ends.
            let error = read_bounded(io::repeat(byte)).unwrap_err();
            assert!(matches!(error.kind(), io::ErrorKind::FileTooLarge | io::ErrorKind::InvalidData), "{error}");
        }
        assert_eq!(read_bounded(io::repeat(b' ')).unwrap_err().to_string(), "it is larger than 1 MiB");
    }
}
