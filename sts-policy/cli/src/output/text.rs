//! Findings as text in the style of rustc: message, location, line with carets, help.

use std::io::{self, Write};

use sts_policy::__private::Printable;
use sts_policy::report::Location;
use sts_policy::{Finding, Severity};

use super::excerpt::Excerpt;
use super::number::bytes_of_limit;
use super::style::{self, BOLD, FRAME, styled};
use crate::checked_file::CheckedFile;

/// Maximum number of policies whose sizes are listed.
const MAX_SIZES: usize = 20;

pub(crate) fn write(checked: &[CheckedFile], out: &mut dyn Write) -> io::Result<()> {
    for file in checked {
        let name = Printable(&file.name);
        for (finding, location) in file.located().findings() {
            write_finding(name, &file.text, finding, location, out)?;
        }
        if file.report.is_truncated() {
            writeln!(out, "{name}: the rest of the file was not checked\n")?;
        }
    }
    write_summary(checked, out)
}

fn write_finding(
    name: Printable<'_>,
    text: &str,
    finding: &Finding,
    location: &Location,
    out: &mut dyn Write,
) -> io::Result<()> {
    let style = style::severity(finding.severity());
    let number = location.line.to_string();
    let margin = " ".repeat(number.len());
    let bar = styled(FRAME, "|");
    let title = styled(style, format!("{}[{}]", finding.severity(), finding.code()));
    writeln!(out, "{title}{}", styled(BOLD, format_args!(": {}", finding.message())))?;
    writeln!(out, "{margin}{} {name}:{number}:{}", styled(FRAME, "-->"), location.column)?;
    writeln!(out, "{margin} {bar}")?;
    let excerpt = Excerpt::new(text, &location.span);
    writeln!(out, "{} {bar} {}", styled(FRAME, &number), excerpt.line)?;
    let carets = styled(style, "^".repeat(excerpt.width.max(1)));
    writeln!(out, "{margin} {bar} {}{carets}", " ".repeat(excerpt.start))?;
    if let Some(help) = finding.help() {
        writeln!(out, "{margin} {} {}: {help}", styled(FRAME, "="), styled(BOLD, "help"))?;
    }
    if let Some(date) = finding.reference_date() {
        let note = styled(BOLD, "note");
        writeln!(out, "{margin} {} {note}: according to AWS's service reference of {date}", styled(FRAME, "="))?;
    }
    writeln!(out)
}

fn write_summary(checked: &[CheckedFile], out: &mut dyn Write) -> io::Result<()> {
    let policies = match checked.len() {
        // The reason has been printed as an error.
        0 => return Ok(()),
        1 => "1 policy".to_owned(),
        count => format!("{count} policies"),
    };
    write_sizes(checked, out)?;
    let counts: Vec<String> = Severity::ALL
        .iter()
        .copied()
        .map(|severity| (severity, checked.iter().map(|file| file.report.count(severity)).sum::<usize>()))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| {
            let plural = if count == 1 { "" } else { "s" };
            styled(style::severity(severity), format_args!("{count} {}{plural}", severity.as_str().replace('-', " ")))
                .to_string()
        })
        .collect();
    if counts.is_empty() {
        return writeln!(out, "checked {policies}: no findings");
    }
    writeln!(out, "checked {policies}: {}", counts.join(", "))?;
    writeln!(out, "run `sts-policy explain CODE` for details")
}

/// Writes a line for each policy with an estimated packed size, unless too many files were checked.
fn write_sizes(checked: &[CheckedFile], out: &mut dyn Write) -> io::Result<()> {
    let sized = |file: &CheckedFile| file.report.packed_size().is_some();
    if checked.len() > MAX_SIZES || !checked.iter().any(sized) {
        return Ok(());
    }
    for file in checked {
        let Some(packed) = file.report.packed_size() else { continue };
        let bytes = bytes_of_limit(file.report.bytes() + file.arn_bytes);
        writeln!(out, "{}: {bytes}; packed size {packed}, estimated", Printable(&file.name))?;
    }
    writeln!(out)
}
