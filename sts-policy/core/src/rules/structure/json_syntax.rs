//! The JSON syntax of a policy.

use std::ops::Range;
use std::str::Utf8Error;

use crate::diagnostics::{Finding, Message, message};
use crate::json::path::Pointer;
use crate::json::{BYTE_ORDER_MARK, FindingTarget, Node};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    JSON_SYNTAX_ERROR {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the text is not one JSON document",
        why: "STS refuses it with `MalformedPolicyDocument`. A policy is UTF-8 text without a byte order mark and holds exactly one JSON object.",
        bad at "": r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*", }
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "ec2:DescribeInstances", "Resource": "*" }
}"#,
    }
}

/// Parses a text into its JSON tree; `None`, with a finding, if the text is not JSON.
pub(crate) fn parse<'a>(text: &'a str, cx: &mut Context<'_, '_>) -> Option<Node<'a>> {
    let document = match text.strip_prefix(BYTE_ORDER_MARK) {
        None => text,
        Some(document) => {
            let message = "the text begins with a byte order mark (U+FEFF): JSON must not have one";
            let finding = finding_at(0..BYTE_ORDER_MARK.len(), message);
            cx.report(finding.with_help("save the file as UTF-8 without a byte order mark"));
            document
        }
    };
    match serde_json::from_str(document) {
        Ok(node) => Some(node),
        Err(error) => {
            let offset = text.len() - document.len();
            cx.report(syntax_error(document, offset, &error));
            None
        }
    }
}

/// The finding about bytes that are not UTF-8.
pub(crate) fn not_utf8(bytes: &[u8], error: Utf8Error) -> Finding {
    let byte = error.valid_up_to();
    let finding = if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        finding_at(0..0, "the text is UTF-16: must be UTF-8")
    } else {
        let message = message!("the text is not UTF-8: byte {} (counted from 0) does not begin a character", byte);
        finding_at(byte..byte, message)
    };
    finding.with_help("save the file as UTF-8")
}

fn finding_at(span: Range<usize>, message: impl Into<Message>) -> Finding {
    Finding::new(JSON_SYNTAX_ERROR, Pointer::default(), FindingTarget::Text(span), message)
}

/// `offset` is the position of the document in the text, in bytes.
fn syntax_error(document: &str, offset: usize, error: &serde_json::Error) -> Finding {
    let start = error_offset(document, error);
    let rest = document.get(start..).unwrap_or_default();
    let end = start + rest.chars().next().map_or(0, char::len_utf8);
    let error_text = error.to_string();
    // The finding has a place of its own, so the place of the error is left out.
    let cause = error_text.rsplit_once(" at line ").map_or(error_text.as_str(), |(cause, _)| cause);
    let (message, help) = if document.trim().is_empty() {
        ("the text is empty: a policy must be a JSON object".into(), None)
    } else {
        describe(cause, rest)
    };
    let finding = finding_at(offset + start..offset + end, message);
    match help {
        Some(help) => finding.with_help(help),
        None => finding,
    }
}

/// Message and help for a cause that serde_json states. `rest` is the text from the error on.
fn describe(cause: &str, rest: &str) -> (Message, Option<&'static str>) {
    let (message, help) = match cause {
        "EOF while parsing a list" => ("the text ends inside an array", Some("add the missing `]`")),
        "EOF while parsing an object" => ("the text ends inside an object", Some("add the missing `}`")),
        "EOF while parsing a string" => ("the text ends inside a string", Some("add the missing `\"`")),
        "EOF while parsing a value" => ("the text ends where a value is required", None),
        "trailing characters" => {
            ("text follows the JSON document: must be one document", Some("remove the text after the document"))
        }
        "recursion limit exceeded" => ("arrays and objects are nested too deep: must be at most 127 levels", None),
        "trailing comma" => ("trailing comma before a closing bracket", Some("remove the comma")),
        "number out of range" => ("a number is too large for JSON readers", Some("write the number as a string")),
        _ if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') => {
            ("JSON does not support comments", Some("remove the comment"))
        }
        "key must be a string" => {
            ("a key of an object is not a string: must be a string", Some("write the key in double quotes"))
        }
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            ("a string contains a line break or another control character", Some("write `\\n` for a line break"))
        }
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            ("a `\\u` escape is half of a surrogate pair", Some("write both halves, as in `\\ud83d\\ude00`"))
        }
        cause => return (message!("the text is not JSON: {}", cause), None),
    };
    (message.into(), help)
}

/// The byte at which a syntax error is.
///
/// serde_json counts lines from 1. Its column is the number of bytes of the line up to and including the byte in error, which may be the
/// line break before the line.
fn error_offset(text: &str, error: &serde_json::Error) -> usize {
    let line_start = match error.line().checked_sub(2) {
        None => 0,
        Some(newlines) => text.match_indices('\n').nth(newlines).map_or(0, |(at, _)| at + 1),
    };
    let mut at = (line_start + error.column()).saturating_sub(1).min(text.len());
    while !text.is_char_boundary(at) {
        at -= 1;
    }
    at
}
