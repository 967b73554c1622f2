//! The service reference that a user gives instead of the one compiled in.

use std::fmt;
use std::path::Path;

use sts_policy::__private::Printable;
use sts_policy::reference::{InvalidReference, Reference};

use crate::input::{Input, InputError, MAX_DATA_BYTES, inputs};

/// What AWS serves beside its service documents.
const LISTS: [&str; 2] = ["service-list.json", "mapping.json"];

/// Why a reference cannot be used.
#[derive(Debug)]
pub(crate) enum ReferenceError {
    Read(InputError),
    Invalid { path: String, error: InvalidReference },
}

impl fmt::Display for ReferenceError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            ReferenceError::Read(error) => error.fmt(formatter),
            ReferenceError::Invalid { path, error } => {
                // The error may quote the file.
                let error = error.to_string();
                write!(formatter, "`{}` is no service reference: {}", Printable(path), Printable(&error))
            }
        }
    }
}

/// Reads a table, or JSON; a folder stands for its `.json` files, each a service document of AWS's.
pub(crate) fn load(path: &Path, date: Option<&str>) -> Result<Reference, ReferenceError> {
    let invalid = |error| ReferenceError::Invalid { path: path.display().to_string(), error };
    let json = if path.is_dir() {
        let (files, failures) = inputs(&[path.to_owned()]);
        if let Some(failure) = failures.into_iter().next() {
            return Err(ReferenceError::Read(failure));
        }
        // AWS serves these beside the documents.
        let is_document = |input: &&Input| !LISTS.iter().any(|list| input.to_string().ends_with(list));
        let documents = files
            .iter()
            .filter(is_document)
            .map(|input| input.read_text(MAX_DATA_BYTES))
            .collect::<Result<Vec<_>, _>>();
        format!("[{}]", documents.map_err(ReferenceError::Read)?.join(","))
    } else {
        let input = Input::of(path);
        let bytes = input.read(MAX_DATA_BYTES).map_err(ReferenceError::Read)?;
        match String::from_utf8(bytes) {
            // The table begins with text that no JSON begins with.
            Ok(text) if !text.starts_with(|first: char| first.is_ascii_alphabetic()) => text,
            Ok(text) => return Reference::from_bytes(text.into_bytes()).map_err(invalid),
            Err(error) => return Reference::from_bytes(error.into_bytes()).map_err(invalid),
        }
    };
    Reference::from_json(&json, Reference::embedded(), date).map_err(invalid)
}
