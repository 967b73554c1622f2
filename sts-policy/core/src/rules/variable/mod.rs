//! Rules about policy variables.

use crate::document::Document;
use crate::rules::group::rules;

rules! {
    /// Rules of the whole document.
    on document<'a>(document: &Document<'a>) { in_version }

    called {
        syntax, in_element, under_operator,
        #[cfg(feature = "reference")]
        unknown,
    }
}
