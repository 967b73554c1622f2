//! The size of an identity policy.

use super::policy_length::whole_text;
use crate::diagnostics::message;
use crate::limits::IDENTITY_POLICY_CHARACTERS;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA {
        severity: Warning,
        origin: AccessAnalyzer,
        scope: Identity,
        reference: false,
        macros: Skipped,
        summary: "an identity policy has more than 10,240 characters without white space",
        why: "The policy exceeds every quota of IAM: 2,048 characters for inline policies of a user, 5,120 for those of a group, 10,240 for those of a role, 6,144 for a managed policy. White space does not count.",
        bad at "": ["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":[", "\"arn:aws:s3:::reports/tenant-a/day-#/report-*\"," x 230, "\"arn:aws:s3:::reports/tenant-a/2026/11/22/*\"]}}"],
        good: r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}}"#,
    }
}

/// Checks the number of characters without white space.
pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
    if text.len() <= IDENTITY_POLICY_CHARACTERS {
        return;
    }
    let characters = compact_characters(text);
    if characters > IDENTITY_POLICY_CHARACTERS {
        let message = message!(
            "the policy has {} characters without white space: must be at most {}, the largest quota",
            characters,
            IDENTITY_POLICY_CHARACTERS
        );
        let finding = whole_text(POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA, text, message);
        cx.report(finding.with_help("split the policy"));
    }
}

/// Counts the characters of JSON text without the white space between tokens.
fn compact_characters(text: &str) -> usize {
    // Most large policies have no white space.
    if !text.bytes().any(|byte| byte.is_ascii_whitespace()) {
        return text.chars().count();
    }
    let mut count = 0;
    let mut in_string = false;
    let mut is_escaped = false;
    for character in text.chars() {
        if in_string {
            count += 1;
            match character {
                _ if is_escaped => is_escaped = false,
                '\\' => is_escaped = true,
                '"' => in_string = false,
                _ => {}
            }
        } else if !character.is_ascii_whitespace() {
            count += 1;
            in_string = character == '"';
        }
    }
    count
}

#[cfg(test)]
mod tests {
    use super::*;

    proptest::proptest! {
        #[test]
        fn counts_the_characters_of_the_compact_form(text: String, number: i64) {
            let value = serde_json::json!({ "a b": [text, number, { " ": " \" " }] });
            let compact = value.to_string().chars().count();
            proptest::prop_assert_eq!(compact_characters(&format!("{value:#}")), compact);
        }
    }
}
