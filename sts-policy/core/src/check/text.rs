//! Checks of the text itself, as it is submitted.

use std::collections::HashSet;

use crate::catalogue::size as code;
use crate::finding::{Finding, Findings, Part, quote};
use crate::json::escape::push_escape;
use crate::json::locate::{BYTE_ORDER_MARK, Owned, owners};
use crate::limits::is_policy_character;

/// So many different characters are named in one message.
const NAMED: usize = 8;

/// Characters that STS refuses: one finding for each key or value that has some.
pub(crate) fn characters(text: &str, findings: &mut Findings) {
    // In UTF-8, every character beyond U+00FF has a byte of at least 0xC4, and no other has one. The greatest byte is found
    // many at a time, the first such byte would not be.
    if text.bytes().fold(0, u8::max) < 0xc4 {
        return;
    }
    let refused: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, character)| !is_policy_character(*character))
        // A byte order mark was reported by the reader, and control characters outside strings are no JSON.
        .filter(|(at, character)| !character.is_control() && (*at > 0 || !text.starts_with(BYTE_ORDER_MARK)))
        .collect();
    let offsets: Vec<usize> = refused.iter().map(|(at, _)| *at).collect();
    owners(text, &offsets, |Owned { offsets, pointer }| {
        if findings.must_stop() {
            return false;
        }
        let Some([(at, first), rest @ ..]) = refused.get(offsets) else { return true };
        let mut different = vec![*first];
        let mut seen = HashSet::from([*first]);
        different.extend(rest.iter().map(|(_, character)| *character).filter(|character| seen.insert(*character)));
        let named: Vec<String> = different.iter().take(NAMED).map(|character| name(*character)).collect();
        let more = if different.len() > NAMED { " and more" } else { "" };
        let count = rest.len() + 1;
        let plural = if count == 1 { "" } else { "s" };
        let message = format!(
            "{count} character{plural} outside U+0020 to U+00FF, which STS refuses: {}{more}",
            named.join(", ")
        );
        let part = Part::Text(*at..at + first.len_utf8());
        let finding = Finding::new(code::STS_CHARACTER_NOT_ALLOWED, pointer, part, message);
        findings.push(finding.with_help("write each as its escape, which means the same in JSON"));
        true
    });
}

fn name(character: char) -> String {
    let mut escape = String::new();
    push_escape(&mut escape, character);
    let shown = quote(character.encode_utf8(&mut [0; 4])).to_string();
    format!("{shown} (U+{:04X}, written `{escape}`)", u32::from(character))
}
