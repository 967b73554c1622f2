//! JSON as this crate needs it: a borrowing tree that keeps duplicate keys, paths into it, and the way back from a path to
//! a line and a column.

pub(crate) mod escape;
pub(crate) mod locate;
mod part;
pub(crate) mod path;
pub(crate) mod position;
pub(crate) mod tree;

pub(crate) use escape::escape_beyond_latin1;
pub use part::Part;
pub(crate) use path::Path;
pub(crate) use tree::{Member, Node};
