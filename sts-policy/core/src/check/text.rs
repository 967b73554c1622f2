//! Checks of the text itself, as it is submitted.

use std::collections::{BTreeMap, HashSet};

use crate::catalogue::size as code;
use crate::finding::{Finding, Findings, Part};
use crate::json::escape::push_escape;
use crate::json::locate::{BYTE_ORDER_MARK, owners};
use crate::json::path::Pointer;
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
    let mut by_owner: BTreeMap<(usize, &Pointer, bool), Vec<char>> = BTreeMap::new();
    let owners = owners(text, &offsets);
    let mut previous: Option<(usize, &Pointer, bool)> = None;
    for ((at, character), (pointer, part)) in refused.iter().zip(&owners) {
        let is_key = *part == Part::Key;
        // The characters of one owner stand together, so the first of them names the group.
        let group = match previous {
            Some((first, last, key)) if last == pointer && key == is_key => (first, last, key),
            _ => (*at, pointer, is_key),
        };
        by_owner.entry(group).or_default().push(*character);
        previous = Some(group);
    }
    for ((at, pointer, _), mut characters) in by_owner {
        let count = characters.len();
        let first = characters.first().copied().unwrap_or_default();
        let mut seen = HashSet::new();
        characters.retain(|character| seen.insert(*character));
        let named: Vec<String> = characters.iter().take(NAMED).map(|character| name(*character)).collect();
        let more = if characters.len() > NAMED { " and more" } else { "" };
        let plural = if count == 1 { "character that STS refuses" } else { "characters that STS refuses" };
        let message = format!("{count} {plural}: {}{more}", named.join(", "));
        let part = Part::Text(at..at + first.len_utf8());
        let finding = Finding::new(code::STS_CHARACTER_NOT_ALLOWED, pointer.clone(), part, message);
        findings.push(finding.with_help("write them as the escapes, which mean the same in JSON"));
    }
}

fn name(character: char) -> String {
    let mut escape = String::new();
    push_escape(&mut escape, character);
    let mut buffer = [0; 4];
    let shown = crate::finding::quote(character.encode_utf8(&mut buffer)).to_string();
    format!("{shown} (U+{:04X}, written `{escape}`)", u32::from(character))
}
