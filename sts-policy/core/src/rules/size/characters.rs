//! The characters of the submitted text.

use std::collections::HashSet;

use crate::diagnostics::{Finding, Message, message, quote};
use crate::json::escape::push_escape;
use crate::json::offset::{ElementAt, elements_at};
use crate::json::{BYTE_ORDER_MARK, FindingTarget};
use crate::limits::is_policy_character;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    STS_CHARACTER_NOT_ALLOWED {
        severity: Error,
        origin: Project,
        scope: All,
        reference: false,
        macros: Skipped,
        summary: "the text of the policy has a character that STS refuses",
        why: "STS accepts U+0009, U+000A, U+000D and U+0020 to U+00FF, and refuses any other character with `ValidationError`. In JSON, each character can be written as its `\\uXXXX` escape, which has the same meaning and is accepted.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/東京/*" }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{ "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::reports/\u6771\u4eac/*" }]
}"#,
    }
}

/// Maximum number of different characters in one message.
const MAX_LISTED: usize = 8;

/// The first byte of U+0100 in UTF-8.
const FIRST_REFUSED_BYTE: u8 = 0xc4;

/// Reports characters that STS refuses, once for each key or value that has some.
pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
    // In UTF-8, exactly the characters beyond U+00FF have such a byte. The maximum of all bytes is vectorized; a search would not be.
    if text.bytes().fold(0, u8::max) < FIRST_REFUSED_BYTE {
        return;
    }
    let refused: Vec<(usize, char)> = text
        .char_indices()
        .filter(|(_, character)| !is_policy_character(*character))
        // The reader reports a byte order mark, and control characters, which JSON does not allow outside of strings.
        .filter(|(at, character)| !character.is_control() && (*at > 0 || !text.starts_with(BYTE_ORDER_MARK)))
        .collect();
    let offsets: Vec<usize> = refused.iter().map(|(at, _)| *at).collect();
    elements_at(text, &offsets, |ElementAt { offsets, pointer }| {
        if cx.must_stop() {
            return false;
        }
        let Some(refused @ [(at, first), ..]) = refused.get(offsets) else { return true };
        let target = FindingTarget::Text(*at..at + first.len_utf8());
        let finding = Finding::new(STS_CHARACTER_NOT_ALLOWED, pointer, target, describe(refused));
        cx.report(finding.with_help("write each as its escape, which has the same meaning in JSON"));
        true
    });
}

fn describe(refused: &[(usize, char)]) -> Message {
    let mut seen = HashSet::new();
    let mut different = refused.iter().map(|(_, character)| *character).filter(|character| seen.insert(*character));
    let listed: Vec<String> = different.by_ref().take(MAX_LISTED).map(name).collect();
    let listed = listed.join(", ");
    match (refused.len(), different.next()) {
        (1, _) => message!("1 character outside U+0020 to U+00FF, which STS refuses: {}", listed),
        (count, None) => message!("{} characters outside U+0020 to U+00FF, which STS refuses: {}", count, listed),
        (count, Some(_)) => {
            message!("{} characters outside U+0020 to U+00FF, which STS refuses: {} and more", count, listed)
        }
    }
}

fn name(character: char) -> String {
    let mut escape = String::new();
    push_escape(&mut escape, character);
    let shown = quote(character.encode_utf8(&mut [0; 4])).to_string();
    format!("{shown} (U+{:04X}, written `{escape}`)", u32::from(character))
}
