//! Rules about the JSON text and the elements of the policy.

use crate::document::Document;
use crate::rules::group::rules;

rules! {
    /// Rules of the whole document.
    on document<'a>(document: &Document<'a>) { version }

    called_directly { json_syntax, duplicate_json_key, data_type, inexact_number, unknown_element, missing_statement }
}
