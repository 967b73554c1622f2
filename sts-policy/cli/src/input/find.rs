use std::collections::HashSet;
use std::ffi::OsStr;
use std::fs;
use std::path::{Path, PathBuf};

use super::error::{Cause, FileError};
use super::source::Input;

/// Returns the inputs that the arguments name, each once, and the errors. A folder stands for the `.json` files in it and its folders,
/// sorted by name.
pub(crate) fn find_inputs(arguments: &[PathBuf]) -> (Vec<Input>, Vec<FileError>) {
    let mut inputs: Vec<Input> = Vec::new();
    let mut seen = HashSet::new();
    let mut errors = Vec::new();
    for argument in arguments {
        let found = if argument.is_dir() { find_in_folder(argument) } else { Ok(vec![Input::from_argument(argument)]) };
        match found {
            Ok(found) => inputs.extend(found.into_iter().filter(|input| seen.insert(input.clone()))),
            Err(error) => errors.push(error),
        }
    }
    (inputs, errors)
}

fn find_in_folder(path: &Path) -> Result<Vec<Input>, FileError> {
    let mut files = Vec::new();
    collect(path, &mut files)?;
    if files.is_empty() {
        return Err(FileError::new(path, Cause::NoJsonFiles));
    }
    files.sort();
    Ok(files.into_iter().map(Input::File).collect())
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) -> Result<(), FileError> {
    let failed = |error| FileError::cannot_read(folder, error);
    for entry in fs::read_dir(folder).map_err(failed)? {
        let entry = entry.map_err(failed)?;
        let path = entry.path();
        // Links to folders are not followed: they can form a cycle.
        if entry.file_type().map_err(failed)?.is_dir() {
            collect(&path, files)?;
        } else if path.extension() == Some(OsStr::new("json")) && is_file_or_broken(&path) {
            files.push(path);
        }
    }
    Ok(())
}

/// Returns false for pipes, sockets, devices, and links to them or to folders: reading them may never end. A broken link is kept, so that
/// it is reported.
fn is_file_or_broken(path: &Path) -> bool {
    fs::metadata(path).map_or(true, |metadata| metadata.is_file())
}
