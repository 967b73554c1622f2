//! The binary table and its reader.
//!
//! ```text
//! magic            8 bytes
//! version          u32
//! length           u32     of the whole table, in bytes
//! checksum         u64     FNV-1a of everything after it
//! sections         14 × (offset u32, records u32), in the order of `Section`
//! the sections
//! ```
//!
//! All numbers are little endian. A record has fields of fixed width; `record.rs` lists them. A `TextOffset` is the offset, in three
//! bytes, of a string in the section of strings: a length byte followed by that many bytes of UTF-8. A list is the offset, in units of
//! two bytes, of a count followed by that many units. Text 0 and list 0 are empty.
//!
//! Reads outside of the table return 0 or an empty value. The readers therefore need no errors, and forged bytes cannot make them
//! panic. `limits.rs` rejects tables whose records refer to more data than a lookup may cost.

mod field;
mod header;
mod limits;
mod open;
mod reader;
mod record;
mod section;

pub(crate) use field::RecordRange;
#[cfg(feature = "json")]
pub(crate) use field::TextOffset;
#[cfg(feature = "json")]
pub(crate) use header::{CHECKED_FROM, HEADER_LEN, MAGIC, VERSION, WIDTHS, checksum};
pub(crate) use open::open;
pub(crate) use reader::Table;
#[cfg(feature = "json")]
pub(crate) use record::{ANY_TYPE, NameRecord, Record};
pub(crate) use record::{
    AboutRecord, ActionRecord, ArnServiceRecord, DEPRECATED, FormatRecord, GlobalKeyRecord, IF_EXISTS, KeyRecord,
    LEVEL, NEGATED, OperatorRecord, PERMISSION_ONLY, PartitionRecord, REQUIRED, RemovedRecord, ResourceTypeRecord,
    SENSITIVE, SET, ServiceRecord, TEMPLATE, WILDCARDS,
};
#[cfg(feature = "json")]
pub(crate) use section::Section;
