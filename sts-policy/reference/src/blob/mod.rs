//! The layout of the table, and how it is read in place.
//!
//! ```text
//! magic            8 bytes
//! version          u32
//! length           u32     of the whole, in bytes
//! checksum         u64     FNV-1a of all that follows
//! sections         14 × (offset u32, records u32), in the order of `Section`
//! the sections themselves
//! ```
//!
//! All numbers are little endian. A record has fixed-width fields; `record.rs` lists them. A `Text` is the offset, in three
//! bytes, of a string in the section of strings: a length byte and so many bytes of UTF-8. A list is the offset, in units of two
//! bytes, of a number of units and so many units. Text 0 is empty, and so is list 0.
//!
//! Every read yields something, whatever the bytes: what lies outside is 0 or empty. So the readers need no errors, and no bytes,
//! forged ones included, can make them panic. `limits.rs` refuses tables whose records point at more than a lookup may cost.

mod field;
pub(crate) mod limits;
mod record;
mod table;

pub(crate) use field::{Field, Run, Text};
pub(crate) use record::*;
pub(crate) use table::{CHECKED_FROM, HEADER, MAGIC, Section, Table, VERSION, WIDTHS, checksum, number};
