//! an identity policy is over 10,240 characters of compact JSON.

use super::policy_length::whole;
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
        summary: "an identity policy is over 10,240 characters of compact JSON",
        why: "No quota of IAM lets it pass: 2,048 characters for a user's inline policies, 5,120 for a group's, 10,240 for a role's, 6,144 for a managed policy, white space not counted.",
        bad at "": ["{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"s3:GetObject\",\"Resource\":[", "\"arn:aws:s3:::reports/tenant-a/day-#/report-*\"," x 230, "\"arn:aws:s3:::reports/tenant-a/2026/11/22/*\"]}}"],
        good: r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/tenant-a/*"}}"#,
    }
}

/// An identity policy of so many characters in compact form.
pub(crate) fn check(text: &str, cx: &mut Context<'_, '_>) {
    if text.len() <= IDENTITY_POLICY_CHARACTERS {
        return;
    }
    let characters = compact_characters(text);
    if characters > IDENTITY_POLICY_CHARACTERS {
        let message = format!(
            "the policy takes {characters} characters without white space; {IDENTITY_POLICY_CHARACTERS} is the most that any quota allows"
        );
        let finding = whole(POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA, text, message);
        cx.report(finding.with_help("split the policy"));
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
