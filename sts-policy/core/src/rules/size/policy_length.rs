//! a session policy, with the ARNs of its managed policies, is over 2,048 bytes.

use std::cmp::Reverse;

use crate::diagnostics::{Finding, quote};
use crate::document::{Document, StatementView, element};
use crate::json::path::Pointer;
use crate::json::{Part, Path};
use crate::limits::{MAX_CHECKED_IDENTITY_POLICY_BYTES, MAX_CHECKED_SESSION_POLICY_BYTES, SESSION_POLICY_BYTES};
use crate::rules::context::Context;
use crate::rules::{code, rule};
use crate::Code;
use crate::model::PolicyKind;
use crate::request::PolicyArns;

rule! {
    STS_POLICY_TOO_LONG {
        severity: Error,
        origin: Ours,
        scope: Session,
        reference: false,
        macros: Skipped,
        summary: "a session policy, with the ARNs of its managed policies, is over 2,048 bytes",
        why: "STS answers `ValidationError`. White space counts; the size is that of the text as it is submitted. A second limit, on the packed size, may be reached earlier.",
        bad at "": ["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":[", "\"arn:aws:s3:::reports/tenant-a/day-#/report-*\"," x 44, "\"arn:aws:s3:::reports/tenant-a/2026/11/22/*\"]}}"],
        good: r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}}"#,
    }
}

/// The greatest part that white space can be expected to have: pretty JSON of policies is about twice as long as compact.
const WHITE_SPACE_FACTOR: usize = 4;

/// So many of the longest statements are named.
const NAMED: usize = 3;

/// A session policy as it is submitted, together with its ARNs. `canonical` makes its shortest form, if it is a policy.
pub(crate) fn check(
    submitted: &str,
    arns: &PolicyArns,
    document: &Document<'_>,
    canonical: impl FnOnce() -> Option<String>,
    cx: &mut Context<'_, '_>,
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
    let finding = whole(STS_POLICY_TOO_LONG, submitted, message);
    // Where the text is many times too long, it is not for its white space.
    let compact =
        if policy <= WHITE_SPACE_FACTOR * SESSION_POLICY_BYTES { canonical().map(|json| json.len()) } else { None };
    cx.report(match compact.filter(|compact| compact + arns.bytes() <= SESSION_POLICY_BYTES) {
        Some(compact) => finding.with_help(format!("written compactly it takes {compact} bytes, which fits")),
        None => finding.with_help(
            "share prefixes and use wildcards, or move constant statements to a managed policy and send its ARN",
        ),
    });
}

/// The finding for a text of more bytes than are checked; `None` for a shorter one.
pub(crate) fn of_unchecked(text: &str, kind: PolicyKind, arns: &PolicyArns) -> Option<Finding> {
    let bytes = text.len();
    let (code, max, help) = if kind == PolicyKind::Session {
        let help = "share prefixes and use wildcards, or move constant statements to a managed policy and send its ARN";
        (STS_POLICY_TOO_LONG, MAX_CHECKED_SESSION_POLICY_BYTES, help)
    } else {
        (code::POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA, MAX_CHECKED_IDENTITY_POLICY_BYTES, "split the policy")
    };
    if bytes <= max {
        return None;
    }
    let message = if kind == PolicyKind::Session {
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
pub(super) fn whole(code: Code, text: &str, message: String) -> Finding {
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
