//! Changes that solve the problem of a finding.

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::json::path::Pointer;

/// A change to a policy that solves the problem of a finding.
///
/// It is a JSON Patch ([RFC 6902](https://www.rfc-editor.org/rfc/rfc6902)) and serializes as the patch document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix(Vec<PatchOperation>);

/// One operation of a JSON Patch. All values in fixes are strings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatchOperation {
    /// Adds a member to an object.
    Add {
        /// Pointer of the new member.
        path: Pointer,
        /// Value of the new member.
        value: String,
    },
    /// Replaces a value.
    Replace {
        /// Pointer of the value.
        path: Pointer,
        /// The new value.
        value: String,
    },
    /// Removes a value.
    Remove {
        /// Pointer of the value.
        path: Pointer,
    },
    /// Moves a value, which renames its key.
    Move {
        /// The old pointer of the value.
        from: Pointer,
        /// The new pointer of the value.
        path: Pointer,
    },
}

impl Fix {
    /// The operations, in the order in which they are applied.
    pub fn operations(&self) -> &[PatchOperation] {
        &self.0
    }

    /// Memory of the texts, in bytes.
    pub(super) fn bytes(&self) -> usize {
        let bytes = |operation: &PatchOperation| match operation {
            PatchOperation::Add { path, value } | PatchOperation::Replace { path, value } => {
                path.as_str().len() + value.len()
            }
            PatchOperation::Remove { path } => path.as_str().len(),
            PatchOperation::Move { from, path } => from.as_str().len() + path.as_str().len(),
        };
        self.0.iter().map(bytes).sum()
    }

    pub(crate) fn add(path: Pointer, value: impl Into<String>) -> Self {
        Fix(vec![PatchOperation::Add { path, value: value.into() }])
    }

    pub(crate) fn replace(path: Pointer, value: impl Into<String>) -> Self {
        Fix(vec![PatchOperation::Replace { path, value: value.into() }])
    }

    pub(crate) fn remove(path: Pointer) -> Self {
        Fix(vec![PatchOperation::Remove { path }])
    }

    /// Appends the operations of another fix.
    pub(crate) fn followed_by(mut self, next: Fix) -> Self {
        self.0.extend(next.0);
        self
    }

    pub(crate) fn rename(from: Pointer, path: Pointer) -> Self {
        Fix(vec![PatchOperation::Move { from, path }])
    }
}

impl Serialize for Fix {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_seq(&self.0)
    }
}

impl Serialize for PatchOperation {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(None)?;
        match self {
            PatchOperation::Add { path, value } => {
                map.serialize_entry("op", "add")?;
                map.serialize_entry("path", path.as_str())?;
                map.serialize_entry("value", value)?;
            }
            PatchOperation::Replace { path, value } => {
                map.serialize_entry("op", "replace")?;
                map.serialize_entry("path", path.as_str())?;
                map.serialize_entry("value", value)?;
            }
            PatchOperation::Remove { path } => {
                map.serialize_entry("op", "remove")?;
                map.serialize_entry("path", path.as_str())?;
            }
            PatchOperation::Move { from, path } => {
                map.serialize_entry("op", "move")?;
                map.serialize_entry("from", from.as_str())?;
                map.serialize_entry("path", path.as_str())?;
            }
        }
        map.end()
    }
}
