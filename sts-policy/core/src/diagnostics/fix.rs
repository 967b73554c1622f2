use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::json::path::Pointer;

/// A change to the document that mends a finding: a JSON Patch ([RFC 6902](https://www.rfc-editor.org/rfc/rfc6902)), which
/// any JSON Patch library can apply. It serializes as the patch document.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fix(Vec<PatchOperation>);

/// One operation of a JSON Patch. The values that fixes write are all strings.
#[derive(Debug, Clone, PartialEq, Eq)]
#[non_exhaustive]
pub enum PatchOperation {
    /// Adds a member to an object.
    Add {
        /// The new member.
        path: Pointer,
        /// Its value.
        value: String,
    },
    /// Replaces a value.
    Replace {
        /// The value's place.
        path: Pointer,
        /// The new value.
        value: String,
    },
    /// Removes a value.
    Remove {
        /// The value's place.
        path: Pointer,
    },
    /// Moves a value, which is how a key is renamed.
    Move {
        /// The value's old place.
        from: Pointer,
        /// Its new place.
        path: Pointer,
    },
}

impl Fix {
    /// The operations, to be applied in order.
    pub fn operations(&self) -> &[PatchOperation] {
        &self.0
    }

    /// How much memory its texts take.
    pub(super) fn bytes(&self) -> usize {
        let of = |operation: &PatchOperation| match operation {
            PatchOperation::Add { path, value } | PatchOperation::Replace { path, value } => {
                path.as_str().len() + value.len()
            }
            PatchOperation::Remove { path } => path.as_str().len(),
            PatchOperation::Move { from, path } => from.as_str().len() + path.as_str().len(),
        };
        self.0.iter().map(of).sum()
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

    /// The operations of both, one after the other.
    pub(crate) fn then(mut self, next: Fix) -> Self {
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
