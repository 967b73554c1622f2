//! The findings as one JSON array with an object per file. The README documents this format as a stable interface.

use std::io::{self, Write};

use serde::Serialize;
use sts_policy::report::LocatedReport;

use crate::checked_file::CheckedFile;

#[derive(Serialize)]
struct Entry<'a> {
    file: &'a str,
    ok: bool,
    #[serde(flatten)]
    report: LocatedReport<'a>,
}

pub(crate) fn write(checked: &[CheckedFile], out: &mut dyn Write) -> io::Result<()> {
    let entries: Vec<Entry<'_>> =
        checked.iter().map(|file| Entry { file: &file.name, ok: file.ok, report: file.located() }).collect();
    serde_json::to_writer_pretty(&mut *out, &entries)?;
    writeln!(out)
}
