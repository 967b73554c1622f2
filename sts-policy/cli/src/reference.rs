//! The service reference of `--reference`.

use std::fmt;
use std::path::Path;

use sts_policy::__private::Printable;
use sts_policy::reference::{InvalidReference, Reference};

use crate::input::{FileError, Input, MAX_DATA_BYTES, find_inputs};

/// Files that AWS serves beside its service documents.
const LISTS: [&str; 2] = ["service-list.json", "mapping.json"];

/// The reference cannot be read or is invalid.
#[derive(Debug)]
pub(crate) enum ReferenceError {
    Read(FileError),
    Invalid { path: String, error: InvalidReference },
}

impl fmt::Display for ReferenceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReferenceError::Read(error) => error.fmt(formatter),
            ReferenceError::Invalid { path, error } => {
                // The error may quote the file.
                let error = error.to_string();
                write!(formatter, "invalid service reference `{}`: {}", Printable(path), Printable(&error))
            }
        }
    }
}

/// Loads a reference from a table, from JSON, or from a folder of AWS's service documents.
pub(crate) fn load(path: &Path, date: Option<&str>) -> Result<Reference, ReferenceError> {
    let invalid = |error| ReferenceError::Invalid { path: path.display().to_string(), error };
    let json = if path.is_dir() {
        read_documents(path).map_err(ReferenceError::Read)?
    } else {
        let bytes = Input::from_argument(path).read(MAX_DATA_BYTES).map_err(ReferenceError::Read)?;
        match String::from_utf8(bytes) {
            // The table begins with a letter. JSON objects and arrays do not.
            Ok(text) if !text.starts_with(|first: char| first.is_ascii_alphabetic()) => text,
            Ok(text) => return Reference::from_bytes(text.into_bytes()).map_err(invalid),
            Err(error) => return Reference::from_bytes(error.into_bytes()).map_err(invalid),
        }
    };
    Reference::from_json(&json, Reference::embedded(), date).map_err(invalid)
}

/// Reads the service documents in a folder and returns them as one JSON array.
fn read_documents(folder: &Path) -> Result<String, FileError> {
    let (files, failures) = find_inputs(&[folder.to_owned()]);
    if let Some(failure) = failures.into_iter().next() {
        return Err(failure);
    }
    let is_document = |input: &&Input| !LISTS.iter().any(|list| input.to_string().ends_with(list));
    let documents =
        files.iter().filter(is_document).map(|input| input.read_text(MAX_DATA_BYTES)).collect::<Result<Vec<_>, _>>();
    Ok(format!("[{}]", documents?.join(",")))
}
