use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use super::error::{Cause, FileError};

/// Maximum size of a policy file in bytes: four times the longest policy that is checked.
pub(crate) const MAX_POLICY_BYTES: u64 = 4 << 20;
/// Maximum size of any other file in bytes. AWS's service reference takes 30 MB as JSON.
pub(crate) const MAX_DATA_BYTES: u64 = 64 << 20;

/// A file or standard input.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

impl Input {
    /// Returns the input that an argument names; `-` is standard input.
    pub(crate) fn from_argument(argument: &Path) -> Self {
        if argument == Path::new("-") { Input::Stdin } else { Input::File(argument.to_owned()) }
    }

    /// Reads all bytes.
    ///
    /// # Errors
    ///
    /// Fails if the input has more than `max` bytes, as every endless device has, or cannot be read.
    pub(crate) fn read(&self, max: u64) -> Result<Vec<u8>, FileError> {
        match self {
            Input::Stdin => read_from(&mut io::stdin(), Path::new("-"), max),
            Input::File(path) => {
                let failed = |error| FileError::cannot_read(path, error);
                let mut file = fs::File::open(path).map_err(failed)?;
                // Pipes and devices report 0 bytes.
                if file.metadata().map_err(failed)?.len() > max {
                    return Err(FileError::new(path, Cause::TooLarge { max }));
                }
                read_from(&mut file, path, max)
            }
        }
    }

    /// Reads all bytes as UTF-8.
    ///
    /// # Errors
    ///
    /// Fails as [`Input::read`] does, and if the bytes are not UTF-8.
    pub(crate) fn read_text(&self, max: u64) -> Result<String, FileError> {
        String::from_utf8(self.read(max)?).map_err(|_| FileError::new(self.to_string(), Cause::NotUtf8))
    }
}

impl fmt::Display for Input {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Input::Stdin => formatter.write_str("<stdin>"),
            Input::File(path) => write!(formatter, "{}", path.display()),
        }
    }
}

fn read_from(source: &mut dyn Read, path: &Path, max: u64) -> Result<Vec<u8>, FileError> {
    let mut bytes = Vec::new();
    source.take(max + 1).read_to_end(&mut bytes).map_err(|error| FileError::cannot_read(path, error))?;
    if bytes.len() as u64 > max {
        return Err(FileError::new(path, Cause::TooLarge { max }));
    }
    Ok(bytes)
}
