//! Accepts or rejects the bytes of a table.

use std::borrow::Cow;

use super::header::{
    CHECKED_FROM, CHECKSUM_AT, HEADER_LEN, LENGTH_AT, MAGIC, VERSION, VERSION_AT, WIDTHS, checksum, read_u32,
};
use super::limits;
use super::reader::Table;
use crate::error::InvalidReference;

/// Checks the header, the checksum, the place of each section, and the limits.
pub(crate) fn open(bytes: Vec<u8>) -> Result<Table, InvalidReference> {
    check_header(&bytes)?;
    let length = bytes.len();
    let table = Table::new(Cow::Owned(bytes));
    for (span, width) in table.header().spans().into_iter().zip(WIDTHS) {
        let end = u64::from(span.count) * width as u64 + u64::from(span.offset);
        if end > length as u64 {
            return Err(InvalidReference::new("a section of the reference exceeds the table"));
        }
    }
    limits::check(&table)?;
    Ok(table)
}

fn check_header(bytes: &[u8]) -> Result<(), InvalidReference> {
    if !bytes.starts_with(&MAGIC) || bytes.len() < HEADER_LEN {
        return Err(InvalidReference::new("the bytes are not a reference: the header is missing"));
    }
    let version = read_u32(bytes, VERSION_AT);
    if version != VERSION {
        return Err(InvalidReference::new(format!(
            "unsupported layout version {version} of the reference: must be {VERSION}"
        )));
    }
    let stated = read_u32(bytes, LENGTH_AT);
    if u32::try_from(bytes.len()) != Ok(stated) {
        return Err(InvalidReference::new(format!(
            "the reference has {} bytes: must be {stated}, the length that its header states",
            bytes.len()
        )));
    }
    let sum = u64::from(read_u32(bytes, CHECKSUM_AT)) | u64::from(read_u32(bytes, CHECKSUM_AT + 4)) << 32;
    if checksum(bytes.get(CHECKED_FROM..).unwrap_or_default()) != sum {
        return Err(InvalidReference::new("the checksum of the reference does not match its bytes"));
    }
    Ok(())
}
