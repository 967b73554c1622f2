//! From tokens and file names to data: the language of the macros, its literals and the policy files.

pub(crate) mod arguments;
pub(crate) mod ast;
mod condition;
mod header;
mod item;
pub(crate) mod literal;
mod policy;
pub(crate) mod policy_file;
mod statement;
mod token;

pub(crate) use policy::policy;

use crate::errors::Reported;

/// The result of a parser. Its errors are in the list of errors.
type Parsed<T> = Result<T, Reported>;
