//! Findings for people, in the manner of rustc: what, where, the line with a caret, help.

use std::io::{self, Write};

use sts_policy::{Finding, Location, Severity};
use unicode_width::UnicodeWidthChar;

use super::style::{self, BOLD, FRAME, styled};
use crate::check::Judged;

/// A line wider than this, in columns of a terminal, is shown in part.
const WIDEST: usize = 110;
/// So much of it is shown before the caret.
const BEFORE: usize = 40;
/// How wide a tab is shown.
const TAB: &str = "    ";

pub(crate) fn write(judged: &[Judged], out: &mut dyn Write) -> io::Result<()> {
    for judged in judged {
        let lines: Vec<&str> = judged.text.split('\n').collect();
        for (finding, location) in judged.findings() {
            let line = lines.get(location.line - 1).copied().unwrap_or_default();
            write_finding(&judged.name, line, finding, &location, out)?;
        }
        if judged.report.omitted() > 0 {
            writeln!(out, "{}: and {} more findings\n", judged.name, judged.report.omitted())?;
        }
    }
    summary(judged, out)
}

fn write_finding(
    name: &str,
    line: &str,
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
    // A finding over several lines is underlined on the first.
    let end = if location.end_line == location.line { location.end_column } else { usize::MAX };
    let excerpt = Excerpt::new(line.trim_end_matches('\r'), location.column - 1, end.saturating_sub(1));
    writeln!(out, "{} {bar} {}", styled(FRAME, &number), excerpt.shown)?;
    let carets = styled(style, "^".repeat(excerpt.width.max(1)));
    writeln!(out, "{margin} {bar} {}{carets}", " ".repeat(excerpt.before))?;
    if let Some(help) = finding.help() {
        writeln!(out, "{margin} {} {}: {help}", styled(FRAME, "="), styled(BOLD, "help"))?;
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
    /// `start` and `end` are characters of the line, from 0.
    fn new(line: &str, start: usize, end: usize) -> Self {
        let cells: Vec<(String, usize)> = line.chars().map(cell).collect();
        let width_of = |cells: &[(String, usize)]| cells.iter().map(|(_, width)| width).sum::<usize>();
        let (mut first, mut last) = (0, cells.len());
        if width_of(&cells) > WIDEST {
            first = start.saturating_sub(BEFORE);
            last = (first + WIDEST).min(cells.len());
        }
        let part = |from: usize, to: usize| cells.get(from.min(to)..to).unwrap_or_default();
        let start = start.clamp(first, last);
        let end = end.clamp(start, last);
        let ellipsis = |cut: bool| if cut { "…" } else { "" };
        let text: String = part(first, last).iter().map(|(text, _)| text.as_str()).collect();
        Self {
            shown: format!("{}{text}{}", ellipsis(first > 0), ellipsis(last < cells.len())),
            before: width_of(part(first, start)) + usize::from(first > 0),
            width: width_of(part(start, end)),
        }
    }
}

/// How a character is shown, and how wide: a control or a character without width of its own must not act on the terminal.
fn cell(character: char) -> (String, usize) {
    match (character, character.width()) {
        ('\t', _) => (TAB.to_owned(), TAB.len()),
        (_, None | Some(0)) => ("\u{fffd}".to_owned(), 1),
        (_, Some(width)) => (character.to_string(), width),
    }
}

fn summary(judged: &[Judged], out: &mut dyn Write) -> io::Result<()> {
    let policies = match judged.len() {
        // Why there was nothing to check has been said.
        0 => return Ok(()),
        1 => "1 policy".to_owned(),
        count => format!("{count} policies"),
    };
    let counts: Vec<String> = Severity::ALL
        .into_iter()
        .map(|severity| (severity, judged.iter().map(|judged| judged.report.count(severity)).sum::<usize>()))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn wide_and_hostile_characters_keep_the_caret_in_place() {
        let excerpt = Excerpt::new("\t租\u{1b}\u{202e}x", 4, 5);
        assert_eq!(excerpt.shown, "    租\u{fffd}\u{fffd}x");
        assert_eq!((excerpt.before, excerpt.width), (8, 1));
    }

    #[test]
    fn a_long_line_is_shown_around_the_caret() {
        let line = format!("{}culprit{}", "a".repeat(500), "b".repeat(500));
        let excerpt = Excerpt::new(&line, 500, 507);
        assert_eq!(excerpt.shown.chars().count(), WIDEST + 2);
        let underlined: String = excerpt.shown.chars().skip(excerpt.before).take(excerpt.width).collect();
        assert_eq!(underlined, "culprit");
    }

    #[test]
    fn places_beyond_the_line_are_its_end() {
        let excerpt = Excerpt::new("ab", 7, usize::MAX);
        assert_eq!((excerpt.before, excerpt.width), (2, 0));
    }
}
