//! The work of `policy_file!` grows with the size of the file: four times the text may take at most five times the steps.

use proc_macro2::Span;
use sts_policy_core::RuleScope;
use sts_policy_core::steps;

use crate::check::check;
use crate::errors::Errors;
use crate::skeleton::from_file;

/// The size of the smaller text of each pair, in bytes; the larger one is close to the maximum size of a file.
const SMALL: usize = 12_000;

/// Returns the steps of `policy_file!` for the text of a file, with those of core's checks.
fn count_steps_of(text: String, unchecked: &[String]) -> u64 {
    let before = steps::taken();
    let mut errors = Errors::default();
    let span = Span::call_site();
    let skeleton = from_file("policy.json".to_owned(), text, span, RuleScope::Session, unchecked, &mut errors);
    check(&skeleton, &mut errors);
    steps::taken() - before
}

/// Returns a policy with these actions, resources and conditions as JSON.
fn policy(actions: &str, resources: &str, conditions: &str) -> String {
    format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":[{actions}],"Resource":[{resources}],"Condition":{{{conditions}}}}}]}}"#
    )
}

/// Returns items of about this many bytes in total, joined by commas.
fn items(bytes: usize, item: impl Fn(usize) -> String) -> String {
    let mut text = String::new();
    for index in 0.. {
        if text.len() >= bytes {
            break;
        }
        if index > 0 {
            text.push_str(",\n");
        }
        text.push_str(&item(index));
    }
    text
}

const READ: &str = r#""s3:GetObject""#;
const REPORTS: &str = r#""arn:aws:s3:::reports/*""#;

/// Writes a file of about this many bytes.
type Shape = fn(usize) -> String;

/// Hostile shapes of files, each with its name.
const SHAPES: [(&str, Shape); 13] = [
    ("names", |bytes| {
        policy(READ, &format!(r#""arn:aws:s3:::reports/{}""#, items(bytes, |index| format!("{{n{index}}}"))), "")
            .replace(",\n{", "/{")
    }),
    ("uses of one name", |bytes| {
        policy(READ, &format!(r#""arn:aws:s3:::reports/{}""#, items(bytes, |_| "{a}".to_owned())), "")
            .replace(",\n{", "/{")
    }),
    ("resources", |bytes| policy(READ, &items(bytes, |index| format!(r#""arn:aws:s3:::reports/{{n{index}}}""#)), "")),
    ("wrong resources", |bytes| {
        policy(READ, &items(bytes, |index| format!(r#""arn:aws:kms:{{r}}:{{a}}:{{n{index}}}""#)), "")
    }),
    ("unknown actions", |bytes| {
        policy(&items(bytes, |index| format!(r#""s3:Get{index}""#)), r#""arn:aws:s3:::{b}/*""#, "")
    }),
    ("holes in actions", |bytes| policy(&items(bytes, |index| format!(r#""s3:{{n{index}}}""#)), REPORTS, "")),
    ("holes in keys", |bytes| {
        policy(
            READ,
            REPORTS,
            &format!(
                r#""StringEquals":{{{}}}"#,
                items(bytes, |index| format!(r#""aws:PrincipalTag/{{n{index}}}":"a""#))
            ),
        )
    }),
    ("values", |bytes| {
        let values = items(bytes, |index| format!(r#""{{n{index}}}""#));
        policy(READ, REPORTS, &format!(r#""StringEquals":{{"aws:PrincipalTag/a":[{values}]}}"#))
    }),
    ("numbers", |bytes| {
        let values = items(bytes, |index| format!(r#""{{n{index}}}""#));
        policy(READ, REPORTS, &format!(r#""NumericLessThan":{{"s3:max-keys":[{values}]}}"#))
    }),
    ("braces", |bytes| policy(READ, &format!(r#""arn:aws:s3:::reports/{}""#, "{{".repeat(bytes / 2)), "")),
    ("openings of variables", |bytes| {
        policy(READ, &format!(r#""arn:aws:s3:::reports/{}}}""#, "${".repeat(bytes / 2)), "")
    }),
    ("default values", |bytes| policy(READ, &format!(r#""arn:aws:s3:::reports/{}}}""#, "${a,'".repeat(bytes / 5)), "")),
    ("lines", |bytes| policy(READ, REPORTS, "").replace(':', &format!(":{}", "\n".repeat(bytes / 10)))),
];

#[test]
fn steps_are_linear_in_the_file_length() {
    for (name, shape) in SHAPES {
        let (small, large) = (shape(SMALL), shape(4 * SMALL));
        let (bytes, more) = (small.len(), large.len());
        assert!(more > 3 * bytes && more < 65_536, "{name}: {bytes} and {more} bytes");
        let (small, large) = (count_steps_of(small, &[]), count_steps_of(large, &[]));
        assert!(small > bytes as u64 / 4, "{name}: only {small} steps for {bytes} bytes");
        assert!(large <= 5 * small, "{name}: {small} steps for {bytes} bytes, {large} for {more}");
    }
}

#[test]
fn steps_are_linear_in_the_unchecked_names() {
    let names = |count: usize| (0..count).map(|index| format!("s3:Get{index}")).collect::<Vec<_>>();
    let file = |names: &[String]| policy(&items(16 * names.len(), |index| format!(r#""s3:Get{index}""#)), REPORTS, "");
    let (few, many) = (names(500), names(2_000));
    let (small, large) = (count_steps_of(file(&few), &few), count_steps_of(file(&many), &many));
    assert!(large <= 5 * small, "{small} steps for {} names, {large} for {}", few.len(), many.len());
}
