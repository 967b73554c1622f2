//! The files that a command works on.

use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sts_policy::Printable;

/// One policy to work on.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

/// Why a file cannot be worked on.
#[derive(Debug)]
pub(crate) struct InputError {
    path: PathBuf,
    cause: Cause,
}

#[derive(Debug)]
enum Cause {
    Read(io::Error),
    Write(io::Error),
    NotUtf8,
    NoPolicies,
}

impl InputError {
    pub(crate) fn read(path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self { path: path.into(), cause: Cause::Read(error) }
    }

    pub(crate) fn write(path: impl Into<PathBuf>, error: io::Error) -> Self {
        Self { path: path.into(), cause: Cause::Write(error) }
    }
}

impl fmt::Display for InputError {
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
            Cause::NoPolicies => write!(formatter, "folder `{path}` has no `.json` files"),
        }
    }
}

impl Input {
    /// What an argument names: `-` is standard input.
    pub(crate) fn of(argument: &Path) -> Self {
        if argument == Path::new("-") { Input::Stdin } else { Input::File(argument.to_owned()) }
    }

    pub(crate) fn read(&self) -> Result<Vec<u8>, InputError> {
        match self {
            Input::Stdin => {
                let mut bytes = Vec::new();
                io::stdin().read_to_end(&mut bytes).map_err(|error| InputError::read("-", error))?;
                Ok(bytes)
            }
            Input::File(path) => fs::read(path).map_err(|error| InputError::read(path, error)),
        }
    }

    pub(crate) fn read_text(&self) -> Result<String, InputError> {
        String::from_utf8(self.read()?).map_err(|_| InputError { path: self.to_string().into(), cause: Cause::NotUtf8 })
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

/// The inputs that the arguments name, each once, and what could not be found. A folder stands for the `.json` files in it and
/// in its folders, in the order of their names.
pub(crate) fn inputs(arguments: &[PathBuf]) -> (Vec<Input>, Vec<InputError>) {
    let mut inputs: Vec<Input> = Vec::new();
    let mut errors = Vec::new();
    for argument in arguments {
        let found = if argument.is_dir() { folder(argument) } else { Ok(vec![Input::of(argument)]) };
        match found {
            Ok(found) => {
                for input in found {
                    if !inputs.contains(&input) {
                        inputs.push(input);
                    }
                }
            }
            Err(error) => errors.push(error),
        }
    }
    (inputs, errors)
}

fn folder(path: &Path) -> Result<Vec<Input>, InputError> {
    let mut files = Vec::new();
    collect(path, &mut files)?;
    if files.is_empty() {
        return Err(InputError { path: path.to_owned(), cause: Cause::NoPolicies });
    }
    files.sort();
    Ok(files.into_iter().map(Input::File).collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), InputError> {
    let failed = |error| InputError::read(folder, error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        // A link to a folder is not followed: it may lead in circles.
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(&entry.path(), files)?;
        } else if entry.path().extension() == Some(OsStr::new("json")) {
            files.push(entry.path());
        }
    }
    Ok(())
}
