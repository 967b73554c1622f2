//! Fuzz targets, shared by `fuzz/` and the test that replays its corpus and its regressions.
//!
//! A target accepts any bytes and panics if an invariant does not hold.

mod input;
mod packed_size;
mod pattern;
mod policy;
mod reference;
mod value;

pub use packed_size::packed_size;
pub use pattern::pattern;
pub use policy::{check_bytes, check_json};
pub use reference::{reference_blob, reference_json};
pub use value::values;

/// A fuzz target.
pub type Target = fn(&[u8]);

/// All fuzz targets with the names of their folders in `fuzz/corpus` and `fuzz/regressions`.
pub const TARGETS: [(&str, Target); 7] = [
    ("check_bytes", check_bytes),
    ("check_json", check_json),
    ("packed_size", packed_size),
    ("pattern", pattern),
    ("reference_blob", reference_blob),
    ("reference_json", reference_json),
    ("values", values),
];
