//! Rules about policy variables.

use crate::document::Document;
use crate::rules::group::rules;

rules! {
    /// Rules of the whole document.
    on document<'a>(document: &Document<'a>) { unsupported_in_version }

    called_directly {
        syntax, unsupported_in_element, unsupported_operator,
        #[cfg(feature = "reference")]
        unknown,
    }
}
