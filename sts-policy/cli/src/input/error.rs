use std::fmt;
use std::io;
use std::path::PathBuf;

use sts_policy::__private::Printable;

/// An error from reading or writing a file.
#[derive(Debug)]
pub(crate) struct FileError {
    path: PathBuf,
    cause: Cause,
}

#[derive(Debug)]
pub(super) enum Cause {
    Read(io::Error),
    Write(io::Error),
    NotUtf8,
    TooLarge { max: u64 },
    NoJsonFiles,
}

impl FileError {
    pub(super) fn new(path: impl Into<PathBuf>, cause: Cause) -> Self {
        Self { path: path.into(), cause }
    }

    pub(super) fn cannot_read(path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self::new(path, Cause::Read(error))
    }

    pub(crate) fn cannot_write(path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self::new(path, Cause::Write(error))
    }
}

impl fmt::Display for FileError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path = self.path.display().to_string();
        let path = Printable(&path);
        match &self.cause {
            Cause::Read(error) if error.kind() == io::ErrorKind::NotFound => {
                write!(formatter, "`{path}` does not exist")
            }
            Cause::Read(error) => write!(formatter, "cannot read `{path}`: {error}"),
            Cause::Write(error) => write!(formatter, "cannot write `{path}`: {error}"),
            Cause::NotUtf8 => write!(formatter, "`{path}` is not UTF-8"),
            Cause::TooLarge { max } => write!(formatter, "`{path}` is too large: must be at most {max} bytes"),
            Cause::NoJsonFiles => write!(formatter, "folder `{path}` has no `.json` files"),
        }
    }
}
