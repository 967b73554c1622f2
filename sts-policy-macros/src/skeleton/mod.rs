//! The policy as JSON, with one private-use character for each use of a hole.

mod from_ast;
mod from_file;
mod holes;
pub(crate) mod pointer;

pub(crate) use from_ast::from_ast;
pub(crate) use from_file::from_file;
pub(crate) use holes::{Holes, marker};

use std::collections::HashMap;

use proc_macro2::Span;
use sts_policy_core::RuleScope;

/// A policy with holes.
#[derive(Debug)]
pub(crate) struct Skeleton {
    pub(crate) scope: RuleScope,
    /// The policy, with a marker character for each use of a hole.
    pub(crate) json: String,
    pub(crate) holes: Holes,
    /// Pointers of the elements that are not compared with the service reference.
    pub(crate) unchecked: Vec<String>,
    pub(crate) origin: Origin,
}

impl Skeleton {
    /// Returns the span of the whole policy.
    pub(crate) fn span(&self) -> Span {
        match self.origin {
            Origin::Tokens { .. } => Span::call_site(),
            Origin::File { span, .. } => span,
        }
    }
}

/// The source of a policy.
#[derive(Debug)]
pub(crate) enum Origin {
    /// Tokens: the spans of values and of keys, by pointer.
    Tokens { values: HashMap<String, Span>, keys: HashMap<String, Span> },
    /// A file: its path, its text, and the span of the literal with the path.
    File { path: String, text: String, span: Span },
}
