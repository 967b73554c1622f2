//! The messages about policies with holes.

use proc_macro2::Span;
use sts_policy_core::RuleScope;

use crate::check::check;
use crate::errors::Errors;
use crate::skeleton::from_file;

/// Returns the messages of the errors in a file.
fn messages_of_file(text: String, scope: RuleScope) -> Vec<String> {
    let mut errors = Errors::default();
    let skeleton = from_file("x.json".to_owned(), text, Span::call_site(), scope, &[], &mut errors);
    check(&skeleton, &mut errors);
    errors.messages().map(str::to_owned).collect()
}

/// The samples of a hole differ in length: one checked text may be longer than the file, and the other one not.
#[test]
fn an_unknown_action_is_reported_at_every_length_of_the_file() {
    let start = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:Nope"],"Resource":"arn:aws:s3:::{b}/x"}"#;
    for length in [200, 65_480, 65_520, 65_525, 65_530, 65_536] {
        let text = format!("{start}{}]}}", " ".repeat(length - start.len() - 2));
        assert_eq!(text.len(), length);
        let messages = messages_of_file(text.clone(), RuleScope::Session);
        let [message] = messages.as_slice() else { panic!("{length}: {messages:?}") };
        assert!(message.contains("service `s3` has no action `Nope`"), "{message}");
        let right = text.replace("Nope", "GetObjectTagging");
        assert!(messages_of_file(right, RuleScope::Session).is_empty(), "{length}");
    }
}

#[test]
fn findings_with_one_sample_do_not_hide_later_errors() {
    let values = vec![r#""{x}""#; 1_200].join(",");
    for key in ["aws:RequestedRegion", "aws:SourceVpc", "aws:PrincipalAccount"] {
        let policy = |action: &str| {
            format!(
                r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{{"StringEquals":{{"{key}":[{values}]}}}}}},{{"Effect":"Allow","Action":"s3:{action}","Resource":"arn:aws:s3:::b/*"}}]}}"#
            )
        };
        let messages = messages_of_file(policy("Nope"), RuleScope::Identity);
        let [message] = messages.as_slice() else { panic!("{key}: {messages:?}") };
        assert!(message.contains("service `s3` has no action `Nope`"), "{message}");
        assert!(messages_of_file(policy("GetObjectTagging"), RuleScope::Identity).is_empty(), "{key}");
    }
}

#[test]
fn messages_show_holes_instead_of_samples() {
    let mut resources: Vec<String> = (0..300).map(|index| format!(r#""arn:aws:s3:::reports/{{n{index}}}""#)).collect();
    resources.push(r#""arn:aws:iam::{a}:{last}{n7}0""#.to_owned());
    resources.push(r#""arn:aws:kms:{r}:{a}:key:{last}""#.to_owned());
    resources.push(r#""arn:aws:iam:{r}:{a}:role/{last}""#.to_owned());
    // A region that a sample could have.
    resources.push(r#""arn:aws:sqs:af-south-1:{a}:hole-{n0}""#.to_owned());
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow","Action":"s3:GetObject","Resource":[{}]}}]}}"#,
        resources.join(",")
    );
    let messages = messages_of_file(policy, RuleScope::Session);
    let messages: Vec<&str> = messages.iter().filter_map(|message| message.split('\n').next()).collect();
    insta::assert_snapshot!(messages.join("\n"));
}
