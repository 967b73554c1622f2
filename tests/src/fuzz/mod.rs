//! Fuzz targets, shared by `fuzz/` and the test that replays its corpus and its regressions.
//!
//! A target accepts any bytes and panics if an invariant does not hold.

mod input;
mod literal;
mod packed_size;
mod pattern;
mod policy;
mod reference;
#[cfg(feature = "sts-token")]
mod token;
mod value;

pub use literal::literal;
pub use packed_size::packed_size;
pub use pattern::pattern;
pub use policy::{check_bytes, check_json};
pub use reference::{reference_blob, reference_json};
#[cfg(feature = "sts-token")]
pub use token::{credentials, sts_response};
pub use value::values;

/// A fuzz target.
pub type Target = fn(&[u8]);

/// All fuzz targets with the names of their folders in `fuzz/corpus` and `fuzz/regressions`.
pub const TARGETS: &[(&str, Target)] = &[
    ("check_bytes", check_bytes),
    ("check_json", check_json),
    #[cfg(feature = "sts-token")]
    ("credentials", credentials),
    ("literal", literal),
    ("packed_size", packed_size),
    ("pattern", pattern),
    ("reference_blob", reference_blob),
    ("reference_json", reference_json),
    #[cfg(feature = "sts-token")]
    ("sts_response", sts_response),
    ("values", values),
];
