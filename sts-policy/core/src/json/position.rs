//! Lines and columns of a text.

use std::collections::HashMap;
use std::ops::Range;

use super::raw::BYTE_ORDER_MARK;

/// A position in a text, in bytes and in lines and columns.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Location {
    /// The bytes of the text.
    pub span: Range<usize>,
    /// The line of the first character, from 1.
    pub line: usize,
    /// The column of the first character, from 1, in characters (Unicode scalar values).
    pub column: usize,
    /// The line of the last character.
    pub end_line: usize,
    /// The column after the last character.
    pub end_column: usize,
}

/// Returns lines and columns of byte spans, in their order, with one pass over the text.
pub(crate) fn locations(text: &str, spans: Vec<Range<usize>>) -> Vec<Location> {
    let mut offsets: Vec<usize> = spans.iter().flat_map(|span| [span.start, span.end]).collect();
    offsets.sort_unstable();
    offsets.dedup();
    let mut positions: HashMap<usize, (usize, usize)> = HashMap::with_capacity(offsets.len());
    let (mut line, mut column) = (1, 1);
    let mut offsets = offsets.into_iter().peekable();
    for (at, character) in text.char_indices() {
        while let Some(offset) = offsets.next_if(|offset| *offset <= at) {
            positions.insert(offset, (line, column));
        }
        if character == '\n' {
            (line, column) = (line + 1, 1);
        } else if at > 0 || !text.starts_with(BYTE_ORDER_MARK) {
            column += 1;
        }
    }
    positions.extend(offsets.map(|offset| (offset, (line, column))));
    let position = |offset: usize| positions.get(&offset).copied().unwrap_or((line, column));
    spans
        .into_iter()
        .map(|span| {
            let (line, column) = position(span.start);
            let (end_line, end_column) = position(span.end);
            Location { span, line, column, end_line, end_column }
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_and_columns_count_characters() {
        let text = "{\n  \"é\": \"x\",\r\n  \"y\": 1\n}";
        let start = text.find("\"x\"").unwrap();
        let end_of_text = text.len();
        let found = locations(text, vec![start..start + 3, end_of_text..end_of_text]);
        assert_eq!((found[0].line, found[0].column, found[0].end_line, found[0].end_column), (2, 8, 2, 11));
        assert_eq!((found[1].line, found[1].column), (4, 2));
    }
}
