//! Unit tests that cross modules.

mod generators;
mod growth;
mod messages;
mod robustness;
mod samples;
mod sweep;
