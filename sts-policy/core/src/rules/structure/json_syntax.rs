//! Text that is no JSON, told in words of our own.

use crate::diagnostics::Finding;
use crate::json::locate::BYTE_ORDER_MARK;
use crate::json::path::Pointer;
use crate::json::{Node, Part};
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
        why: "Nothing can be read from it, and STS answers `MalformedPolicyDocument`. A policy is UTF-8 text without a byte order mark that holds exactly one JSON object.",
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

/// The JSON tree of a text; `None`, and a finding, where there is none.
pub(crate) fn parse<'a>(text: &'a str, cx: &mut Context<'_, '_>) -> Option<Node<'a>> {
    let document = match text.strip_prefix(BYTE_ORDER_MARK) {
        None => text,
        Some(document) => {
            let message = "the text begins with a byte order mark (U+FEFF), which is no part of JSON";
            let finding = at(0..BYTE_ORDER_MARK.len(), message.to_owned());
            cx.report(finding.with_help("save the file as UTF-8 without a byte order mark"));
            document
        }
    };
    match serde_json::from_str(document) {
        Ok(node) => Some(node),
        Err(error) => {
            let before = text.len() - document.len();
            cx.report(syntax_error(document, before, &error));
            None
        }
    }
}

/// The finding for bytes that are not even text.
pub(crate) fn not_utf8(bytes: &[u8], error: std::str::Utf8Error) -> Finding {
    let byte = error.valid_up_to();
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return at(0..0, "the text is UTF-16, not UTF-8".to_owned()).with_help("save the file as UTF-8");
    }
    at(byte..byte, format!("the text is not UTF-8: byte {byte} (counted from 0) begins no character"))
        .with_help("save the file as UTF-8")
}

fn at(span: std::ops::Range<usize>, message: String) -> Finding {
    Finding::new(JSON_SYNTAX_ERROR, Pointer::default(), Part::Text(span), message)
}

/// `before` is the number of bytes that stand before the document in the text.
fn syntax_error(document: &str, before: usize, error: &serde_json::Error) -> Finding {
    let start = offset_of(document, error);
    let rest = document.get(start..).unwrap_or_default();
    let end = start + rest.chars().next().map_or(0, char::len_utf8);
    let told = error.to_string();
    // serde_json's own words, without the place, which is shown apart.
    let cause = told.rsplit_once(" at line ").map_or(told.as_str(), |(cause, _)| cause);
    let (message, help) = if document.trim().is_empty() {
        ("the text is empty; a policy is a JSON object".to_owned(), None)
    } else {
        explain(cause, rest)
    };
    let finding = at(before + start..before + end, message);
    match help {
        Some(help) => finding.with_help(help),
        None => finding,
    }
}

/// What a message of serde_json's means for the writer of a policy, and what to do.
fn explain(cause: &str, rest: &str) -> (String, Option<&'static str>) {
    let (message, help) = match cause {
        "EOF while parsing a list" => ("the text ends inside an array", Some("add the missing `]`")),
        "EOF while parsing an object" => ("the text ends inside an object", Some("add the missing `}`")),
        "EOF while parsing a string" => ("the text ends inside a string", Some("add the missing `\"`")),
        "EOF while parsing a value" => ("the text ends where a value is missing", None),
        "trailing characters" => {
            ("more text follows the end of the JSON document", Some("a file holds one policy; remove what follows it"))
        }
        "recursion limit exceeded" => ("arrays and objects are nested more than 127 deep", None),
        "trailing comma" => ("a comma stands before a closing bracket", Some("remove the comma")),
        "number out of range" => ("a number is too large for JSON readers", Some("write it as a string")),
        _ if rest.starts_with("//") || rest.starts_with("/*") || rest.starts_with('#') => {
            ("JSON has no comments", Some("remove the comment"))
        }
        "key must be a string" => ("a key of an object is not a string", Some("write the key in double quotes")),
        "control character (\\u0000-\\u001F) found while parsing a string" => {
            ("a string has a line break or another control character in it", Some("write `\\n` for a line break"))
        }
        "unexpected end of hex escape" | "lone leading surrogate in hex escape" => {
            ("a `\\u` escape is half of a surrogate pair", Some("write both halves, as in `\\ud83d\\ude00`"))
        }
        cause => return (format!("the text is not JSON: {cause}"), None),
    };
    (message.to_owned(), help)
}

/// The byte where a syntax error is. serde_json counts lines from 1 and, in a line, the bytes up to and with the culprit; the
/// culprit may be the line break before the line.
fn offset_of(text: &str, error: &serde_json::Error) -> usize {
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
