//! JSON documents: a borrowing tree that keeps duplicate keys, paths into it, and the positions of elements in the text.

pub(crate) mod escape;
mod finding_target;
pub(crate) mod offset;
pub(crate) mod path;
pub(crate) mod position;
mod raw;
pub(crate) mod span;
pub(crate) mod tree;

pub(crate) use escape::escape_beyond_latin1;
pub(crate) use finding_target::FindingTarget;
pub(crate) use path::Path;
pub(crate) use raw::BYTE_ORDER_MARK;
pub(crate) use tree::{Member, Node};
