use std::ops::Range;

use unicode_width::UnicodeWidthChar;

/// Maximum width of a printed line in columns of the terminal. A wider line is cut.
const MAX_WIDTH: usize = 110;
/// Maximum number of characters that are printed before the underlined part of a wider line.
const MAX_BEFORE: usize = 40;
/// Printed form of a tab.
const TAB: &str = "    ";

/// A line or a part of it, as printed, with the underlined columns of the terminal.
pub(super) struct Excerpt {
    pub(super) line: String,
    /// First underlined column, counted from 0.
    pub(super) start: usize,
    /// Number of underlined columns.
    pub(super) width: usize,
}

impl Excerpt {
    /// Returns the line in which the span begins, or the part of a long line around it. A span of several lines is underlined to the end
    /// of the first.
    pub(super) fn new(text: &str, span: &Range<usize>) -> Self {
        let (before, rest) = text.split_at_checked(span.start).unwrap_or((text, ""));
        let rest = rest.split('\n').next().unwrap_or_default().trim_end_matches('\r');
        let is_same_line = |&(_, character): &(usize, char)| character != '\n';
        // A line can be megabytes long, so only as much is read as fits.
        let behind: Vec<char> = before
            .char_indices()
            .rev()
            .take_while(is_same_line)
            .take(MAX_WIDTH + 1)
            .map(|(_, character)| character)
            .collect();
        let ahead = width(rest.chars().take(MAX_WIDTH + 1));
        let is_whole = width(behind.iter().copied()) + ahead <= MAX_WIDTH;
        let kept = if is_whole { behind.len() } else { behind.len().min(MAX_BEFORE) };

        let mut line = String::new();
        let mut column = 0;
        if kept < behind.len() {
            line.push('…');
            column += 1;
        }
        for character in behind.iter().take(kept).rev() {
            column += push_cell(&mut line, *character);
        }
        let start = column;
        let mut end = column;
        for (at, character) in rest.char_indices() {
            if column >= MAX_WIDTH {
                line.push('…');
                break;
            }
            column += push_cell(&mut line, character);
            if span.start + at < span.end {
                end = column;
            }
        }
        Self { line, start, width: end - start }
    }
}

fn width(characters: impl Iterator<Item = char>) -> usize {
    characters.map(|character| push_cell(&mut String::new(), character)).sum()
}

/// Appends a character in a printable form and returns its width. Control characters and characters without width are replaced, because
/// a terminal would act on them.
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_caret_is_aligned_after_wide_and_control_characters() {
        let text = "first\n\t租\u{1b}\u{202e}x\nlast";
        let start = text.find('x').unwrap();
        let excerpt = Excerpt::new(text, &(start..start + 1));
        assert_eq!(excerpt.line, "    租\u{fffd}\u{fffd}x");
        assert_eq!((excerpt.start, excerpt.width), (8, 1));
    }

    #[test]
    fn prints_a_long_line_around_the_caret() {
        let text = format!("{}culprit{}", "a".repeat(500), "租".repeat(500));
        let excerpt = Excerpt::new(&text, &(500..507));
        assert!(width(excerpt.line.chars()) <= MAX_WIDTH + 2);
        let underlined: String = excerpt.line.chars().skip(excerpt.start).take(excerpt.width).collect();
        assert_eq!(underlined, "culprit");
    }

    #[test]
    fn underlines_the_first_line_of_a_span() {
        let excerpt = Excerpt::new("a {\r\n}\n", &(2..6));
        assert_eq!((excerpt.line.as_str(), excerpt.start, excerpt.width), ("a {", 2, 1));
        let excerpt = Excerpt::new("ab", &(7..9));
        assert_eq!((excerpt.start, excerpt.width), (2, 0));
    }
}
