//! Target of the string literals of the macros.

// A crate of procedural macros exports nothing else, so the target compiles the file of the parser.
#[path = "../../../sts-policy-macros/src/parse/literal.rs"]
mod parser;

use parser::{Piece, pieces};

/// Splits the text of a literal at its holes.
pub fn literal(data: &[u8]) {
    let Ok(text) = std::str::from_utf8(data) else { return };
    match pieces(text) {
        Ok(pieces) => assert_pieces(text, &pieces),
        Err(error) => {
            assert!(!error.message.is_empty(), "an error has no message");
            assert!(!error.help.is_empty(), "an error has no help");
        }
    }
}

/// No text is empty or follows another text, and the pieces have the characters of the literal in the same order, except for doubled braces.
fn assert_pieces(literal: &str, pieces: &[Piece]) {
    let mut characters = String::new();
    let mut is_after_text = false;
    for piece in pieces {
        let (text, is_text) = match piece {
            Piece::Text(text) => (text, true),
            Piece::Hole(name) => (name, false),
        };
        assert!(!text.is_empty(), "an empty piece in {pieces:?}");
        assert!(!is_text || !is_after_text, "two texts in a row in {pieces:?}");
        is_after_text = is_text;
        characters.push_str(text);
    }
    let without_braces = |text: &str| text.replace(['{', '}'], "");
    assert_eq!(without_braces(&characters), without_braces(literal), "{pieces:?}");
}
