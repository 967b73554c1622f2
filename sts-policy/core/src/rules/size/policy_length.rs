//! The size of a session policy.

use std::cmp::Reverse;

use crate::Code;
use crate::diagnostics::{Finding, Message, message, quote};
use crate::document::{Document, StatementView, element};
use crate::json::path::Pointer;
use crate::json::{FindingTarget, Path};
use crate::limits::{MAX_CHECKED_IDENTITY_POLICY_BYTES, MAX_CHECKED_SESSION_POLICY_BYTES, SESSION_POLICY_BYTES};
use crate::model::PolicyKind;
use crate::request::PolicyArns;
use crate::rules::context::Context;
use crate::rules::{code, rule};

rule! {
    STS_POLICY_TOO_LONG {
        severity: Error,
        origin: Project,
        scope: Session,
        reference: false,
        macros: Skipped,
        summary: "a session policy and the ARNs of its managed policies have more than 2,048 bytes",
        why: "STS refuses the request with `ValidationError`. The size is that of the submitted text, with its white space. A second limit, on the packed size, may be reached earlier.",
        bad at "": ["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":[", "\"arn:aws:s3:::reports/tenant-a/day-#/report-*\"," x 44, "\"arn:aws:s3:::reports/tenant-a/2026/11/22/*\"]}}"],
        good: r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}}"#,
    }
}

/// Maximum factor by which white space is expected to lengthen a policy. Indented policies are about twice as long as compact ones.
const MAX_WHITE_SPACE_FACTOR: usize = 4;

/// Maximum number of statements in one message.
const MAX_LISTED: usize = 3;

const SHORTEN: &str =
    "share prefixes and use wildcards, or move constant statements to a managed policy and send its ARN";

/// Checks the size of a session policy as it is submitted, together with its ARNs. `canonical` returns the canonical form of a valid policy.
pub(crate) fn check(
    submitted: &str,
    arns: &PolicyArns,
    document: &Document<'_>,
    canonical: impl FnOnce() -> Option<String>,
    cx: &mut Context<'_, '_>,
) {
    let policy = submitted.len();
    let total = policy + arns.bytes();
    if total <= SESSION_POLICY_BYTES {
        return;
    }
    let finding = whole_text(STS_POLICY_TOO_LONG, submitted, describe(policy, arns, document));
    // A longer text is too long even without its white space.
    let compact = if policy <= MAX_WHITE_SPACE_FACTOR * SESSION_POLICY_BYTES {
        canonical().map(|json| json.len()).filter(|compact| compact + arns.bytes() <= SESSION_POLICY_BYTES)
    } else {
        None
    };
    let fits_in_characters = submitted.chars().count() + arns.bytes() <= SESSION_POLICY_BYTES;
    cx.report(finding.with_help(help(compact, fits_in_characters)));
}

fn describe(policy: usize, arns: &PolicyArns, document: &Document<'_>) -> Message {
    let over = policy + arns.bytes() - SESSION_POLICY_BYTES;
    match (arns.len(), longest_statements(document)) {
        (0, None) => {
            message!("the policy has {} bytes, {} too many: must be at most {}", policy, over, SESSION_POLICY_BYTES)
        }
        (0, Some(longest)) => message!(
            "the policy has {} bytes, {} too many: must be at most {}; the longest statements, without white space, are {}",
            policy,
            over,
            SESSION_POLICY_BYTES,
            longest
        ),
        (1, None) => message!(
            "the policy has {} bytes and its managed policy ARN {}, {} too many: must be at most {} together",
            policy,
            arns.bytes(),
            over,
            SESSION_POLICY_BYTES
        ),
        (1, Some(longest)) => message!(
            "the policy has {} bytes and its managed policy ARN {}, {} too many: must be at most {} together; the longest statements, without white space, are {}",
            policy,
            arns.bytes(),
            over,
            SESSION_POLICY_BYTES,
            longest
        ),
        (count, None) => message!(
            "the policy has {} bytes and its {} managed policy ARNs {}, {} too many: must be at most {} together",
            policy,
            count,
            arns.bytes(),
            over,
            SESSION_POLICY_BYTES
        ),
        (count, Some(longest)) => message!(
            "the policy has {} bytes and its {} managed policy ARNs {}, {} too many: must be at most {} together; the longest statements, without white space, are {}",
            policy,
            count,
            arns.bytes(),
            over,
            SESSION_POLICY_BYTES,
            longest
        ),
    }
}

/// `compact` is the length of the canonical form, if it fits. `fits_in_characters` is true if the text has few enough characters.
fn help(compact: Option<usize>, fits_in_characters: bool) -> Message {
    match (compact, fits_in_characters) {
        (Some(compact), false) => message!("write the policy in canonical form, which has {} bytes and fits", compact),
        (Some(compact), true) => message!(
            "write the policy in canonical form, which has {} bytes and fits; do not rely on the limit in characters that AWS states",
            compact
        ),
        (None, false) => SHORTEN.into(),
        (None, true) => message!(
            "share prefixes and use wildcards, or move constant statements to a managed policy and send its ARN; do not rely on the limit in characters that AWS states"
        ),
    }
}

/// The finding about a text that has too many bytes to be checked; `None` for a shorter one.
pub(crate) fn of_unchecked(text: &str, kind: PolicyKind, arns: &PolicyArns) -> Option<Finding> {
    let bytes = text.len();
    if kind == PolicyKind::Session {
        if bytes <= MAX_CHECKED_SESSION_POLICY_BYTES {
            return None;
        }
        let message = message!(
            "the policy has {} bytes, {} too many: must be at most {}; the rest was not checked, because the text has more than {} bytes",
            bytes,
            bytes + arns.bytes() - SESSION_POLICY_BYTES,
            SESSION_POLICY_BYTES,
            MAX_CHECKED_SESSION_POLICY_BYTES
        );
        return Some(whole_text(STS_POLICY_TOO_LONG, text, message).with_help(SHORTEN));
    }
    if bytes <= MAX_CHECKED_IDENTITY_POLICY_BYTES {
        return None;
    }
    let message = message!(
        "the policy has {} bytes; the rest was not checked, because the text has more than {} bytes",
        bytes,
        MAX_CHECKED_IDENTITY_POLICY_BYTES
    );
    Some(whole_text(code::POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA, text, message).with_help("split the policy"))
}

/// A finding about the whole text. It marks only the first character, to keep the display short.
pub(super) fn whole_text(code: Code, text: &str, message: Message) -> Finding {
    let first = text.chars().next().map_or(0, char::len_utf8);
    Finding::new(code, Pointer::default(), FindingTarget::Text(0..first), message)
}

/// The longest statements with their sizes in bytes, in descending order; `None` if the policy has at most one statement.
fn longest_statements(document: &Document<'_>) -> Option<String> {
    if document.statements.len() < 2 {
        return None;
    }
    let path = Path::ROOT.key(element::STATEMENT);
    let mut sizes: Vec<(usize, &StatementView<'_>)> =
        document.statements.iter().map(|statement| (statement.node.compact_bytes(), statement)).collect();
    sizes.sort_by_key(|(size, _)| Reverse(*size));
    let names =
        sizes.into_iter().take(MAX_LISTED).map(|(size, statement)| match statement.sid.filter(|sid| !sid.is_empty()) {
            Some(sid) => format!("{} ({size})", quote(sid)),
            None => format!("{} ({size})", path.item(statement.index).pointer()),
        });
    Some(names.collect::<Vec<_>>().join(", "))
}
