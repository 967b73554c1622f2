//! Reads a source or AWS's documents.

use serde::Deserialize;
use serde::de::IgnoredAny;

use super::model::{FORMAT, Source};
use crate::error::InvalidReference;
use crate::reference::Reference;

impl Source {
    /// Reads the format [`FORMAT`]. Unknown fields are ignored.
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not JSON or has another format. [`Source::compile`] checks the content.
    pub fn from_json(text: &str) -> Result<Self, InvalidReference> {
        let source: Self = serde_json::from_str(text)
            .map_err(|error| InvalidReference::new(format!("the JSON is not a reference: {error}")))?;
        if source.format != FORMAT {
            return Err(InvalidReference::new(format!(
                "unknown format `{}` of the reference: must be `{FORMAT}`",
                source.format
            )));
        }
        Ok(source)
    }
}

impl Reference {
    /// Reads a reference from JSON: the format of `source/iam-reference.json`, one of AWS's service documents, or an array of them.
    /// [`Source::refresh`] merges AWS's documents into the base. They need the date at which AWS served them, such as `2026-10-27`.
    ///
    /// # Errors
    ///
    /// Returns an error if the text has none of these forms, if the date is missing, or if the table cannot hold the content.
    pub fn from_json(text: &str, base: &Self, data_date: Option<&str>) -> Result<Self, InvalidReference> {
        read(text, base, data_date)?.compile()
    }
}

/// The member that distinguishes a source. AWS's documents have no `Format`.
#[derive(Deserialize)]
#[serde(rename_all = "PascalCase")]
struct FormatMember {
    format: Option<IgnoredAny>,
}

fn read(text: &str, base: &Reference, data_date: Option<&str>) -> Result<Source, InvalidReference> {
    // serde would read an array as the fields of `FormatMember`.
    let is_object = text.trim_ascii_start().starts_with('{');
    if is_object && serde_json::from_str::<FormatMember>(text).is_ok_and(|member| member.format.is_some()) {
        return Source::from_json(text);
    }
    if !text.trim_ascii_start().starts_with(['{', '[']) {
        return Err(InvalidReference::new("the text is not a reference: must start with a JSON object or array"));
    }
    let Some(data_date) = data_date else {
        return Err(InvalidReference::new(
            "the date of AWS's documents is missing: must be the date at which AWS served them",
        ));
    };
    let mut source = Source::from_reference(base);
    let changes = source.refresh([("the JSON", text)], data_date)?;
    if changes.services.is_empty() {
        return Err(InvalidReference::new(format!(
            "the JSON is not a reference: must have the format `{FORMAT}` or be a service document of AWS with actions"
        )));
    }
    Ok(source)
}
