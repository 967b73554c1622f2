//! Findings for people, in the manner of rustc: what, where, the line with a caret, help.

use std::io::{self, Write};
use std::ops::Range;

use sts_policy::__private::Printable;
use sts_policy::limits::SESSION_POLICY_BYTES;
use sts_policy::report::Location;
use sts_policy::{Finding, Severity};
use unicode_width::UnicodeWidthChar;

use super::style::{self, BOLD, FRAME, styled};
use crate::checked::CheckedFile;

/// A line wider than this, in columns of a terminal, is shown in part.
const WIDEST: usize = 110;
/// So much of it is shown before the caret.
const BEFORE: usize = 40;
/// Of more policies than this, sizes are not listed.
const MOST_SIZES: usize = 20;
/// How wide a tab is shown.
const TAB: &str = "    ";

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
    summary(checked, out)
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
    writeln!(out, "{} {bar} {}", styled(FRAME, &number), excerpt.shown)?;
    let carets = styled(style, "^".repeat(excerpt.width.max(1)));
    writeln!(out, "{margin} {bar} {}{carets}", " ".repeat(excerpt.before))?;
    if let Some(help) = finding.help() {
        writeln!(out, "{margin} {} {}: {help}", styled(FRAME, "="), styled(BOLD, "help"))?;
    }
    if let Some(date) = finding.reference_date() {
        let note = styled(BOLD, "note");
        writeln!(out, "{margin} {} {note}: by AWS's service reference of {date}", styled(FRAME, "="))?;
    }
    writeln!(out)
}

/// What is shown of a line, and where the underlined part is in it, in columns of a terminal.
struct Excerpt {
    shown: String,
    before: usize,
    width: usize,
}

impl Excerpt {
    /// The line where the span begins; of a long line the part around that. A span over several lines is underlined to the end of
    /// its first.
    fn new(text: &str, span: &Range<usize>) -> Self {
        let (before, rest) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let rest = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let line_start = |&(_, character): &(usize, char)| character != '\n';
        // Enough of the line to know whether all of it fits, and no more: it may be megabytes long.
        let behind: Vec<char> = before
            .char_indices()
            .rev()
            .take_while(line_start)
            .take(WIDEST + 1)
            .map(|(_, character)| character)
            .collect();
        let ahead = width(rest.chars().take(WIDEST + 1));
        let is_whole = width(behind.iter().copied()) + ahead <= WIDEST;
        let kept = if is_whole { behind.len() } else { behind.len().min(BEFORE) };

        let mut shown = String::new();
        let mut column = 0;
        if kept < behind.len() {
            shown.push('…');
            column += 1;
        }
        for character in behind.iter().take(kept).rev() {
            column += push_cell(&mut shown, *character);
        }
        let start = column;
        let mut end = column;
        for (at, character) in rest.char_indices() {
            if column >= WIDEST {
                shown.push('…');
                break;
            }
            column += push_cell(&mut shown, character);
            if span.start + at < span.end {
                end = column;
            }
        }
        Self { shown, before: start, width: end - start }
    }
}

fn width(characters: impl Iterator<Item = char>) -> usize {
    characters.map(|character| push_cell(&mut String::new(), character)).sum()
}

/// Appends a character as it is shown, and says how wide that is: a control or a character without width of its own must not
/// act on the terminal.
fn push_cell(shown: &mut String, character: char) -> usize {
    match (character, character.width()) {
        ('\t', _) => {
            shown.push_str(TAB);
            TAB.len()
        }
        (_, None | Some(0)) => {
            shown.push('\u{fffd}');
            1
        }
        (_, Some(width)) => {
            shown.push(character);
            width
        }
    }
}

fn summary(checked: &[CheckedFile], out: &mut dyn Write) -> io::Result<()> {
    let policies = match checked.len() {
        // Why there was nothing to check has been said.
        0 => return Ok(()),
        1 => "1 policy".to_owned(),
        count => format!("{count} policies"),
    };
    sizes(checked, out)?;
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (severity, checked.iter().map(|file| file.report.count(severity)).sum::<usize>()))
        .filter(|(_, count)| *count > 0)
        .map(|(severity, count)| {
            let plural = if count == 1 { "" } else { "s" };
            styled(style::severity(severity), format_args!("{count} {}{plural}", severity.as_str().replace('-', " ")))
                .to_string()
        })
        .collect();
    if counts.is_empty() {
        return writeln!(out, "checked {policies}: nothing found");
    }
    writeln!(out, "checked {policies}: {}", counts.join(", "))?;
    writeln!(out, "`sts-policy explain CODE` says more about a code")
}

/// A line for each session policy, unless there are too many to be read.
fn sizes(checked: &[CheckedFile], out: &mut dyn Write) -> io::Result<()> {
    let sized = |file: &CheckedFile| file.report.packed_size().is_some();
    if checked.len() > MOST_SIZES || !checked.iter().any(sized) {
        return Ok(());
    }
    for file in checked {
        let Some(packed) = file.report.packed_size() else { continue };
        let bytes = bytes_of_limit(file.report.bytes() + file.arn_bytes);
        writeln!(out, "{}: {bytes}; packed {packed}, an estimate", Printable(&file.name))?;
    }
    writeln!(out)
}

/// Bytes beside the limit, and by how many they exceed it.
pub(crate) fn bytes_of_limit(bytes: usize) -> String {
    format!("{} of {} bytes{}", thousands(bytes), thousands(SESSION_POLICY_BYTES), too_many(bytes))
}

/// By how many bytes the limit is exceeded, if it is.
pub(crate) fn too_many(bytes: usize) -> String {
    match bytes.checked_sub(SESSION_POLICY_BYTES) {
        None | Some(0) => String::new(),
        Some(over) => format!(", {} too many", thousands(over)),
    }
}

/// A number with commas between its thousands.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut shown = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            shown.push(',');
        }
        shown.push(digit);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_hostile_characters_keep_the_caret_in_place() {
        let text = "first\n\t租\u{1b}\u{202e}x\nlast";
        let start = text.find('x').unwrap();
        let excerpt = Excerpt::new(text, &(start..start + 1));
        assert_eq!(excerpt.shown, "    租\u{fffd}\u{fffd}x");
        assert_eq!((excerpt.before, excerpt.width), (8, 1));
    }

    #[test]
    fn thousands_are_set_apart() {
        assert_eq!([0, 999, 1_000, 2_048, 1_234_567].map(thousands), ["0", "999", "1,000", "2,048", "1,234,567"]);
    }

    #[test]
    fn a_long_line_is_shown_around_the_caret() {
        let text = format!("{}culprit{}", "a".repeat(500), "租".repeat(500));
        let excerpt = Excerpt::new(&text, &(500..507));
        assert!(width(excerpt.shown.chars()) <= WIDEST + 2);
        let underlined: String = excerpt.shown.chars().skip(excerpt.before).take(excerpt.width).collect();
        assert_eq!(underlined, "culprit");
    }

    #[test]
    fn a_span_over_several_lines_is_underlined_on_the_first() {
        let excerpt = Excerpt::new("a {\r\n}\n", &(2..6));
        assert_eq!((excerpt.shown.as_str(), excerpt.before, excerpt.width), ("a {", 2, 1));
        let excerpt = Excerpt::new("ab", &(7..9));
        assert_eq!((excerpt.before, excerpt.width), (2, 0));
    }
}
