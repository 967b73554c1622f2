//! The files that a command works on.

use std::collections::HashSet;
use std::ffi::OsStr;
use std::fmt;
use std::fs;
use std::io::{self, Read};
use std::path::{Path, PathBuf};

use sts_policy::__private::Printable;

/// One policy to work on.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Input {
    Stdin,
    File(PathBuf),
}

/// Maximum size of a policy that is read: four times what is checked of any kind of policy.
pub(crate) const MAX_POLICY_BYTES: u64 = 4 << 20;
/// Maximum size of any other file that is read, such as a service reference: AWS's own takes 30 MB as JSON.
pub(crate) const MAX_DATA_BYTES: u64 = 64 << 20;

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
    TooLarge(u64),
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
            Cause::TooLarge(max) => write!(formatter, "`{path}` is too large: must be at most {max} bytes"),
            Cause::NoPolicies => write!(formatter, "folder `{path}` has no `.json` files"),
        }
    }
}

impl Input {
    /// What an argument names: `-` is standard input.
    pub(crate) fn of(argument: &Path) -> Self {
        if argument == Path::new("-") { Input::Stdin } else { Input::File(argument.to_owned()) }
    }

    /// Reads at most `max` bytes; what has more is refused, devices that never end included.
    pub(crate) fn read(&self, max: u64) -> Result<Vec<u8>, InputError> {
        match self {
            Input::Stdin => read_from(&mut io::stdin(), Path::new("-"), max),
            Input::File(path) => {
                let failed = |error| InputError::read(path, error);
                let mut file = fs::File::open(path).map_err(failed)?;
                // Of pipes and devices the size is 0.
                if file.metadata().map_err(failed)?.len() > max {
                    return Err(InputError { path: path.clone(), cause: Cause::TooLarge(max) });
                }
                read_from(&mut file, path, max)
            }
        }
    }

    /// Reads at most `max` bytes, which must be text.
    pub(crate) fn read_text(&self, max: u64) -> Result<String, InputError> {
        let bytes = self.read(max)?;
        String::from_utf8(bytes).map_err(|_| InputError { path: self.to_string().into(), cause: Cause::NotUtf8 })
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

fn read_from(source: &mut dyn Read, path: &Path, max: u64) -> Result<Vec<u8>, InputError> {
    let mut bytes = Vec::new();
    source.take(max + 1).read_to_end(&mut bytes).map_err(|error| InputError::read(path, error))?;
    if bytes.len() as u64 > max {
        return Err(InputError { path: path.to_owned(), cause: Cause::TooLarge(max) });
    }
    Ok(bytes)
}

/// The inputs that the arguments name, each once, and what could not be found. A folder stands for the `.json` files in it and
/// in its folders, in the order of their names.
pub(crate) fn inputs(arguments: &[PathBuf]) -> (Vec<Input>, Vec<InputError>) {
    let mut inputs: Vec<Input> = Vec::new();
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for argument in arguments {
        let found = if argument.is_dir() { folder(argument) } else { Ok(vec![Input::of(argument)]) };
        match found {
            Ok(found) => {
                inputs.extend(found.into_iter().filter(|input| seen.insert(input.clone())));
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
        let path = entry.path();
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(&path, files)?;
        } else if path.extension() == Some(OsStr::new("json")) && is_file_or_broken(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Returns false for pipes, sockets, devices and links to them or to folders: nobody named them, and reading them may never end. A
/// broken link stays, to be reported.
fn is_file_or_broken(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |metadata| metadata.is_file())
}
