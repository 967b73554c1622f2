//! Workflow commands of GitHub Actions, which annotate the lines of a pull request.

use std::io::{self, Write};

use sts_policy::Severity;

use crate::checked_file::CheckedFile;

pub(crate) fn write(checked: &[CheckedFile], out: &mut dyn Write) -> io::Result<()> {
    for file in checked {
        let name = escape_property(&file.name);
        for (finding, location) in file.located().findings() {
            let command = match finding.severity() {
                Severity::Error => "error",
                Severity::SecurityWarning | Severity::Warning => "warning",
                Severity::Suggestion => "notice",
            };
            let mut message = finding.message().to_owned();
            if let Some(help) = finding.help() {
                message.push_str(&format!("\nhelp: {help}"));
            }
            if let Some(date) = finding.reference_date() {
                message.push_str(&format!("\nnote: according to AWS's service reference of {date}"));
            }
            writeln!(
                out,
                "::{command} file={name},line={},col={},endLine={},endColumn={},title={}::{}",
                location.line,
                location.column,
                location.end_line,
                location.end_column,
                finding.code(),
                escape_message(&message)
            )?;
        }
        if file.report.is_truncated() {
            writeln!(out, "::warning file={name}::the rest of the file was not checked")?;
        }
    }
    Ok(())
}

/// Escapes a message: `%` and line breaks.
fn escape_message(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

/// Escapes the value of a property: `%`, line breaks and separators.
fn escape_property(text: &str) -> String {
    escape_message(text).replace(':', "%3A").replace(',', "%2C")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn escapes_separators_only_in_properties() {
        assert_eq!(escape_property("a,b:c%\n"), "a%2Cb%3Ac%25%0A");
        assert_eq!(escape_message("a,b:c%\n"), "a,b:c%25%0A");
    }
}
