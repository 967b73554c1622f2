//! The files that a command reads.

mod error;
mod find;
mod source;

pub(crate) use error::FileError;
pub(crate) use find::find_inputs;
pub(crate) use source::{Input, MAX_DATA_BYTES, MAX_POLICY_BYTES};
