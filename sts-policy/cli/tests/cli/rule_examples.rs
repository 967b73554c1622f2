//! The examples of all rules.

use std::fs;

use serde_json::Value;
use sts_policy::policy::PolicyKind;
use sts_policy::{Code, RuleScope};

use crate::run;

/// Rules whose findings point to a key instead of its value.
const RULES_OF_KEYS: &[&str] = &[
    "DUPLICATE_JSON_KEY",
    "INVALID_POLICY_ELEMENT",
    "UNSUPPORTED_ELEMENT_COMBINATION",
    "UNSUPPORTED_PRINCIPAL",
    "INVALID_CONDITION_OPERATOR",
    "NULL_WITH_IF_EXISTS",
    "NULL_WITH_QUALIFIER",
    "INVALID_CONDITION_KEY_FORMAT",
    "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
    "MISSING_ACTION_FOR_CONDITION_KEY",
    "MISSING_PAIRED_CONDITION_KEYS",
    "MISSING_TAG_KEY_IN_CONDITION",
    "UNSUPPORTED_GLOBAL_CONDITION_KEY",
    "UNTRUSTWORTHY_CONDITION_KEY",
    "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
    "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
    "INVALID_GLOBAL_CONDITION_KEY",
    "DEPRECATED_GLOBAL_CONDITION_KEY",
    "INVALID_SERVICE_CONDITION_KEY",
    "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
    "TYPE_MISMATCH",
    "MISSING_QUALIFIER",
    "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
    "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
    "CONDITIONS_NEVER_HOLD",
];

#[test]
fn finds_each_rule_in_its_bad_example_only() {
    let folder = tempfile::tempdir().unwrap();
    for code in Code::all() {
        let scope = scope_options(code.scope());
        for (side, example, status) in [("bad", code.bad(), 1), ("good", code.good(), 0)] {
            let file = folder.path().join(format!("{code}-{side}.json"));
            fs::write(&file, example.text().as_bytes()).unwrap();
            let file = file.to_str().unwrap();
            let mut arguments = vec!["check", "--format", "json", "--fail-on", "suggestion", file];
            arguments.extend(scope);
            let run = run(&arguments);
            assert_eq!(run.status, status, "{code} {side}: {}", run.out);
            let report: Value = serde_json::from_str(&run.out).unwrap();
            let findings = report[0]["findings"].as_array().unwrap();
            if side == "good" {
                assert!(findings.is_empty(), "{code}: {findings:?}");
                continue;
            }
            let [finding] = findings.as_slice() else { panic!("{code}: {findings:?}") };
            assert_eq!(finding["code"], code.as_str());
            assert_eq!(finding["pointer"], code.bad_pointer(), "{code}");
            assert_eq!(position(finding), expected_position(&example.text(), code), "{code}");
        }
    }
}

/// Options that select the policies of a rule's scope.
fn scope_options(scope: RuleScope) -> [&'static str; 2] {
    match scope.kind() {
        PolicyKind::Identity => ["--kind", "identity"],
        _ => ["--operation", scope.operation().cli_name()],
    }
}

fn position(finding: &Value) -> (u64, u64) {
    (finding["line"].as_u64().unwrap(), finding["column"].as_u64().unwrap())
}

/// Returns the position of the bad example's pointer. It searches the text for the parts of the pointer, independently of the locator of
/// the library.
fn expected_position(text: &str, code: Code) -> (u64, u64) {
    let offset = match code.as_str() {
        "JSON_SYNTAX_ERROR" => text.find(", }").unwrap() + 2,
        "STS_CHARACTER_NOT_ALLOWED" => text.find('東').unwrap(),
        _ => find_pointer(text, code),
    };
    let before = text.get(..offset).unwrap();
    let line = before.matches('\n').count() as u64 + 1;
    (line, before.rsplit('\n').next().unwrap().chars().count() as u64 + 1)
}

fn find_pointer(text: &str, code: Code) -> usize {
    let tokens: Vec<String> =
        code.bad_pointer().split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
    let mut offset = 0;
    for (index, token) in tokens.iter().enumerate() {
        let is_last = index + 1 == tokens.len();
        if let Ok(item) = token.parse::<usize>() {
            offset = find_item(text, offset, item);
            continue;
        }
        let key = format!("\"{token}\"");
        let rest = text.get(offset..).unwrap();
        // The finding points to the last of duplicate keys.
        offset +=
            if code.as_str() == "DUPLICATE_JSON_KEY" && is_last { rest.rfind(&key) } else { rest.find(&key) }.unwrap();
        if !is_last || !RULES_OF_KEYS.contains(&code.as_str()) {
            offset += key.len();
            let rest = text.get(offset..).unwrap();
            offset += rest.find(|character| character != ':' && character != ' ').unwrap();
        }
    }
    offset
}

/// Returns the offset of an item of the array that begins at an offset.
fn find_item(text: &str, array: usize, item: usize) -> usize {
    let is_between = |character: char| character == '[' || character == ',' || character.is_whitespace();
    let next = |offset: usize| offset + text.get(offset..).unwrap().find(|c| !is_between(c)).unwrap();
    (0..item).fold(next(array), |offset, _| next(offset + value_length(text.get(offset..).unwrap())))
}

/// Returns the length of the string or object at the beginning of a text.
fn value_length(text: &str) -> usize {
    let (mut depth, mut in_string) = (0, false);
    for (at, character) in text.char_indices() {
        match character {
            '"' => in_string = !in_string,
            '{' if !in_string => depth += 1,
            '}' if !in_string => depth -= 1,
            _ => {}
        }
        if depth == 0 && !in_string {
            return at + 1;
        }
    }
    text.len()
}
