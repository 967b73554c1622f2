//! Checks of the text itself, as it is submitted.

use std::collections::HashSet;

use crate::diagnostics::{Finding, quote};
use crate::json::Part;
use crate::json::escape::push_escape;
use crate::json::locate::{BYTE_ORDER_MARK, Owned, owners};
use crate::limits::is_policy_character;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    STS_CHARACTER_NOT_ALLOWED {
        severity: Error,
        origin: Ours,
        scope: All,
        reference: false,
        macros: Skipped,
        summary: "the text of the policy has a character that STS refuses",
        why: "STS takes U+0009, U+000A, U+000D and U+0020 to U+00FF and answers `ValidationError` to any other. In JSON every character can be written as its `\\uXXXX` escape, which means the same and is taken.",
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

/// So many different characters are named in one message.
const NAMED: usize = 8;

/// Characters that STS refuses: one finding for each key or value that has some.
pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
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
        if cx.must_stop() {
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
        let finding = Finding::new(STS_CHARACTER_NOT_ALLOWED, pointer, part, message);
        cx.report(finding.with_help("write each as its escape, which means the same in JSON"));
        true
    });
}

fn name(character: char) -> String {
    let mut escape = String::new();
    push_escape(&mut escape, character);
    let shown = quote(character.encode_utf8(&mut [0; 4])).to_string();
    format!("{shown} (U+{:04X}, written `{escape}`)", u32::from(character))
}
