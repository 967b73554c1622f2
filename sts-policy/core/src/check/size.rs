//! Checks of the size of a policy.

use std::cmp::Reverse;

use crate::catalogue::size as code;
use crate::document::{Document, StatementView, element};
use crate::finding::{Finding, Findings, Part, quote};
use crate::json::Path;
use crate::json::path::Pointer;
use crate::limits::{
    IDENTITY_POLICY_CHARACTERS, MAX_CHECKED_IDENTITY_POLICY_BYTES, MAX_CHECKED_SESSION_POLICY_BYTES,
    SESSION_POLICY_BYTES,
};
use crate::packed::{PackedRequest, PackedSize, Verdict};
use crate::{Code, PolicyArns, PolicyKind};

/// The greatest part that white space can be expected to have: pretty JSON of policies is about twice as long as compact.
const WHITE_SPACE_FACTOR: usize = 4;

/// So many of the longest statements are named.
const NAMED: usize = 3;

/// A session policy as it is submitted, together with its ARNs. `canonical` makes its shortest form, if it is a policy.
pub(crate) fn session_size(
    submitted: &str,
    arns: &PolicyArns,
    document: &Document<'_>,
    canonical: impl FnOnce() -> Option<String>,
    findings: &mut Findings,
) {
    let policy = submitted.len();
    let total = policy + arns.bytes();
    let Some(over) = total.checked_sub(SESSION_POLICY_BYTES).filter(|over| *over > 0) else { return };
    let with_arns = match arns.len() {
        0 => String::new(),
        1 => format!(" and its managed policy ARN {}", arns.bytes()),
        count => format!(" and its {count} managed policy ARNs {}", arns.bytes()),
    };
    let together = if arns.is_empty() { String::new() } else { format!(", together {total}") };
    let mut message = format!(
        "the policy takes {policy} bytes{with_arns}{together}; STS takes {SESSION_POLICY_BYTES}, so {over} must go"
    );
    let heaviest = heaviest(document);
    if heaviest.len() > 1 {
        message.push_str("; the longest statements, without white space, are ");
        message.push_str(&heaviest.join(", "));
    }
    if submitted.chars().count() + arns.bytes() <= SESSION_POLICY_BYTES {
        message.push_str("; AWS states the limit in characters, of which there are fewer, but do not rely on that");
    }
    let finding = whole(code::STS_POLICY_TOO_LONG, submitted, message);
    // Where the text is many times too long, it is not for its white space.
    let compact =
        if policy <= WHITE_SPACE_FACTOR * SESSION_POLICY_BYTES { canonical().map(|json| json.len()) } else { None };
    findings.push(match compact.filter(|compact| compact + arns.bytes() <= SESSION_POLICY_BYTES) {
        Some(compact) => finding.with_help(format!("written compactly it takes {compact} bytes, which fits")),
        None => finding.with_help(
            "share prefixes and use wildcards, or move constant statements to a managed policy and send its ARN",
        ),
    });
}

/// The finding for a text of more bytes than are checked; `None` for a shorter one.
pub(crate) fn unchecked(text: &str, kind: PolicyKind, arns: &PolicyArns) -> Option<Finding> {
    let bytes = text.len();
    let (code, max, help) = if kind.is_session() {
        let help = "share prefixes and use wildcards, or move constant statements to a managed policy and send its ARN";
        (code::STS_POLICY_TOO_LONG, MAX_CHECKED_SESSION_POLICY_BYTES, help)
    } else {
        (code::POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA, MAX_CHECKED_IDENTITY_POLICY_BYTES, "split the policy")
    };
    if bytes <= max {
        return None;
    }
    let message = if kind.is_session() {
        let over = bytes + arns.bytes() - SESSION_POLICY_BYTES;
        format!(
            "the policy takes {bytes} bytes; STS takes {SESSION_POLICY_BYTES}, so {over} must go; the rest was not checked, as the text has more than {max} bytes"
        )
    } else {
        format!("the policy takes {bytes} bytes; the rest was not checked, as the text has more than {max} bytes")
    };
    Some(whole(code, text, message).with_help(help))
}

/// A finding about all of the text, placed at its beginning: nobody wants all of it underlined.
fn whole(code: Code, text: &str, message: String) -> Finding {
    let first = text.chars().next().map_or(0, char::len_utf8);
    Finding::new(code, Pointer::default(), Part::Text(0..first), message)
}

/// The longest statements with their sizes, the longest first.
fn heaviest(document: &Document<'_>) -> Vec<String> {
    let path = Path::ROOT.key(element::STATEMENT);
    let mut sizes: Vec<(usize, &StatementView<'_>)> =
        document.statements.iter().map(|statement| (statement.node.compact_bytes(), statement)).collect();
    sizes.sort_by_key(|(size, _)| Reverse(*size));
    sizes
        .into_iter()
        .take(NAMED)
        .map(|(size, statement)| match statement.sid.filter(|sid| !sid.is_empty()) {
            Some(sid) => format!("{} ({size})", quote(sid)),
            None => format!("{} ({size})", path.item(statement.index).pointer()),
        })
        .collect()
}

/// The packed size of a request, which is only ever an estimate: never an error.
pub(crate) fn packed_size(request: &PackedRequest<'_>, findings: &mut Findings) -> Option<PackedSize> {
    let size = request.estimate()?;
    let (code, outlook) = match size.verdict() {
        Verdict::LikelyFits => return Some(size),
        Verdict::Uncertain => (code::STS_PACKED_SIZE_UNCERTAIN, "may refuse it"),
        Verdict::LikelyRejected => (code::STS_PACKED_SIZE_LIKELY_EXCEEDED, "will likely refuse it"),
    };
    let message = format!("packed, the request is estimated to take {size} of what STS allots; STS {outlook}");
    let finding = Finding::new(code, Pointer::default(), Part::Text(0..0), message);
    findings.push(finding.with_help(
        "shorten what is used once, such as UUIDs and hashes, and tags and sids; white space costs nothing",
    ));
    Some(size)
}

/// An identity policy of so many characters in compact form.
pub(crate) fn identity_quota(text: &str, findings: &mut Findings) {
    if text.len() <= IDENTITY_POLICY_CHARACTERS {
        return;
    }
    let characters = compact_characters(text);
    if characters > IDENTITY_POLICY_CHARACTERS {
        let message = format!(
            "the policy takes {characters} characters without white space; {IDENTITY_POLICY_CHARACTERS} is the most that any quota allows"
        );
        let finding = whole(code::POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA, text, message);
        findings.push(finding.with_help("split the policy"));
    }
}

/// The characters of JSON text, without the white space between its parts.
fn compact_characters(text: &str) -> usize {
    // Without white space there is nothing to leave out; most large policies are so.
    if !text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        return text.chars().count();
    }
    let mut count = 0;
    let mut inside = false;
    let mut escaped = false;
    for character in text.chars() {
        if inside {
            count += 1;
            match character {
                _ if escaped => escaped = false,
                '\\' => escaped = true,
                '"' => inside = false,
                _ => {}
            }
        } else if !character.is_ascii_whitespace() {
            count += 1;
            inside = character == '"';
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn compact_characters_are_those_of_the_compact_form(text: String, number: i64) {
            let value = serde_json::json!({ "a b": [text, number, { " ": " \" " }] });
            let compact = value.to_string().chars().count();
            proptest::prop_assert_eq!(compact_characters(&format!("{value:#}")), compact);
        }
    }
}
