//! Reading valid and invalid policies: findings, locations and limits.
#![expect(clippy::unwrap_used, reason = "a test may panic")]

#[path = "support/cases.rs"]
mod cases;

use cases::{cases, is_full};
use proptest::prelude::*;
use serde_json::{Value, json};
use sts_policy_core::policy::Operator;
use sts_policy_core::{Checker, Policy, Report, RuleScope, SessionPolicy, Severity, Statement, check, limits};

/// Returns code, line and column of every finding, in the order of the report.
fn located_codes(text: &str, report: &Report) -> Vec<(String, usize, usize)> {
    report
        .findings()
        .iter()
        .zip(report.locate(text))
        .map(|(finding, location)| (finding.code().to_string(), location.line, location.column))
        .collect()
}

/// Checks without the service reference, because actions and keys are invented.
fn check_without_reference(text: &str) -> Report {
    Checker::session().without_reference().check(text)
}

fn expect(text: &str, expected: &[(&str, usize, usize)]) {
    let report = check_without_reference(text);
    let expected: Vec<_> = expected.iter().map(|(code, line, column)| ((*code).to_owned(), *line, *column)).collect();
    assert_eq!(located_codes(text, &report), expected, "{text}\n{report}");
    assert!(!report.is_ok());
    assert!(SessionPolicy::from_json(text).is_err(), "{text}");
}

#[test]
fn reports_the_place_of_a_json_error() {
    expect("", &[("JSON_SYNTAX_ERROR", 1, 1)]);
    expect(" \n ", &[("JSON_SYNTAX_ERROR", 2, 1)]);
    expect("{\"Version\":", &[("JSON_SYNTAX_ERROR", 1, 11)]);
    expect("{}\n{}", &[("JSON_SYNTAX_ERROR", 2, 1)]);
    expect("{\n  \"é\": \"x\",\n}", &[("JSON_SYNTAX_ERROR", 3, 1)]);
    expect("{\"Version\": \"\\ud800\"}", &[("JSON_SYNTAX_ERROR", 1, 20)]);
    expect("{\"Version\": \"a\nb\"}", &[("JSON_SYNTAX_ERROR", 1, 15)]);
    expect("{\n// no\n}", &[("JSON_SYNTAX_ERROR", 2, 1)]);
    expect("{\"Version\": 1e999}", &[("JSON_SYNTAX_ERROR", 1, 17)]);
    expect("{Version: 1}", &[("JSON_SYNTAX_ERROR", 1, 2)]);
    expect("\u{feff}", &[("JSON_SYNTAX_ERROR", 1, 1), ("JSON_SYNTAX_ERROR", 1, 1)]);
}

#[test]
fn a_byte_order_mark_does_not_hide_other_findings() {
    let text = "\u{feff}{\"Version\":\"2012-10-17\",\n\"Statement\":[]}";
    expect(text, &[("JSON_SYNTAX_ERROR", 1, 1), ("MISSING_STATEMENT", 2, 13)]);
}

#[test]
fn rejects_bytes_that_are_not_utf8() {
    let report = Checker::session().check_bytes(b"{\"a\":\"\xff\"}");
    assert_eq!(
        report.to_string(),
        "error[JSON_SYNTAX_ERROR]: the text is not UTF-8: byte 6 (counted from 0) does not begin a character \
         (help: save the file as UTF-8)"
    );
}

#[test]
fn rejects_values_of_another_type() {
    for text in ["[]", "null", "1", "true", "\"policy\""] {
        expect(text, &[("DATA_TYPE_MISMATCH", 1, 1)]);
    }
    expect("{}", &[("MISSING_STATEMENT", 1, 1)]);
    expect("{\"Statement\": \"Allow\"}", &[("DATA_TYPE_MISMATCH", 1, 15)]);
    expect(
        "{\"Version\":\"2012-10-17\",\"Statement\": [null, 1]}",
        &[("DATA_TYPE_MISMATCH", 1, 39), ("DATA_TYPE_MISMATCH", 1, 45)],
    );
}

#[test]
fn ten_thousand_levels_are_one_syntax_error() {
    for text in ["[".repeat(10_000), format!("{}{}", "{\"a\":".repeat(10_000), "}".repeat(10_000))] {
        let report = check(&text);
        let codes: Vec<_> = report.findings().iter().map(|finding| finding.code().as_str()).collect();
        assert_eq!(codes, ["JSON_SYNTAX_ERROR", "STS_POLICY_TOO_LONG"]);
        assert!(report.findings()[0].message().contains("nested"), "{report}");
        assert_eq!(report.locate(&text).len(), 2);
    }
}

#[test]
fn long_texts_have_a_bounded_report() {
    let size: usize = if is_full() { 1_000_000 } else { 200_000 };
    let items = |item: &str| vec![item; size / (item.len() + 1)].join(",");
    let in_action = |items: &str| {
        format!(
            "{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Resource\":\"*\",\"Action\":[{items}]}}}}"
        )
    };
    let keys =
        |name: &str| (0..size / 24).map(|index| format!("\"{name}{index}\":\"x\"")).collect::<Vec<_>>().join(",");
    for text in [
        in_action(&items("1")),
        in_action(&items("\"s3:GetObject\"")),
        in_action(&items("\"x\"")),
        in_action(&format!("\"{}\"", "x".repeat(size))),
        in_action(&format!("\"{}\"", "租".repeat(size / 3))),
        in_action(&format!("\"{}\"", "${".repeat(size / 2))),
        format!("{{{}}}", keys("Statemen")),
        format!("{{{}}}", items("\"Statement\":\"x\"")),
        format!("{{\"Statement\":{{\"Condition\":{{{}}}}}}}", keys("StringLik")),
        format!("{{\"Statement\":{{\"Condition\":{{\"StringLike\":{{{}}}}}}}}}", keys("s3:prefix")),
        format!("{{\"Statement\":[{}]}}", items("{\"Sid\":\"a\"}")),
        format!("{{\"Statement\":[{}]}}", items("{}")),
        "\u{1b}".repeat(size),
    ] {
        let report = Checker::identity().check(&text);
        assert!(!report.is_clean());
        assert!(text.len() <= limits::MAX_CHECKED_IDENTITY_POLICY_BYTES);
        assert!(report.findings().len() <= Report::MAX_FINDINGS);
        assert_eq!(report.locate(&text).len(), report.findings().len());
    }
    let report = Checker::identity().without_reference().check(&in_action(&items("1")));
    assert_eq!(report.findings().len(), Report::MAX_FINDINGS);
    assert!(report.is_truncated());
}

#[test]
fn a_text_beyond_the_limit_has_one_finding_and_is_not_parsed() {
    for (checker, max, code) in [
        (Checker::session(), limits::MAX_CHECKED_SESSION_POLICY_BYTES, "STS_POLICY_TOO_LONG"),
        (
            Checker::for_scope(sts_policy_core::RuleScope::Federation),
            limits::MAX_CHECKED_SESSION_POLICY_BYTES,
            "STS_POLICY_TOO_LONG",
        ),
        (Checker::identity(), limits::MAX_CHECKED_IDENTITY_POLICY_BYTES, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"),
    ] {
        // Not JSON, which would be the first finding of a text that is read.
        let report = checker.check(&"x".repeat(max));
        assert_eq!(report.findings()[0].code().as_str(), "JSON_SYNTAX_ERROR");
        let text = "x".repeat(max + 1);
        let report = checker.estimate_packed_size().check(&text);
        let [finding] = report.findings() else { panic!("{report}") };
        assert_eq!(finding.code().as_str(), code);
        assert!(finding.message().contains("the rest was not checked"), "{finding}");
        assert!(report.is_truncated() && !report.is_ok() && !report.is_clean());
        assert_eq!((report.bytes(), report.locate(&text)[0].span.clone()), (max + 1, 0..1));
    }
}

/// White space counts, although the canonical form is below the limit.
#[test]
fn rejects_session_policies_beyond_the_limit() {
    let small = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}"#;
    let padded = |bytes: usize| format!("{small}{}", " ".repeat(bytes - small.len()));
    assert!(SessionPolicy::from_json(&padded(limits::MAX_CHECKED_SESSION_POLICY_BYTES)).is_ok());
    let refused = SessionPolicy::from_json(&padded(limits::MAX_CHECKED_SESSION_POLICY_BYTES + 1)).unwrap_err();
    assert!(refused.report().is_truncated() && refused.report().findings().len() == 1);
    let statement = Statement::allow(["s3:GetObject"; 5_000]).resources(["arn:aws:s3:::b/*"]);
    let refused = SessionPolicy::try_from(Policy::builder().statement(statement).build().unwrap()).unwrap_err();
    assert!(refused.report().is_truncated() && refused.report().findings().len() == 1);
}

/// Each shape once took quadratic time.
#[test]
fn hostile_shapes_are_checked_in_linear_time() {
    let divisor = if is_full() { 1 } else { 5 };
    let numbered = |count: usize, item: &dyn Fn(usize) -> String| (0..count).map(item).collect::<Vec<_>>().join(",");
    let in_condition = |condition: &str| {
        format!(
            "{{\"Version\":\"2012-10-17\",\"Statement\":{{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\",\"Condition\":{{{condition}}}}}}}"
        )
    };
    let case = |word: &str, bits: usize| -> String {
        let letters = word.chars().enumerate();
        letters
            .map(|(at, letter)| if bits >> (at % 20) & 1 == 1 { letter.to_ascii_uppercase() } else { letter })
            .collect()
    };
    let long = "x".repeat(100_000 / divisor);
    for text in [
        in_condition(&format!(
            "\"StringEquals\":{{{}}}",
            numbered(50_000 / divisor, &|index| format!("\"aws:k{index}\":\"v\""))
        )),
        in_condition(&format!("\"{long}\":{{{}}}", numbered(3_000 / divisor, &|index| format!("\"k{index}\":[]")))),
        in_condition(&format!(
            "\"StringEquals\":{{\"aws:{}\":\"{}\"}}",
            "x".repeat(100_000 / divisor),
            "租".repeat(20_000 / divisor)
        )),
        in_condition(&numbered(30_000 / divisor, &|index| {
            format!("\"{}\":{{}}", case("forallvalues:nullifexists", index))
        })),
        in_condition(&numbered(50_000 / divisor, &|index| format!("\"String{index}\":{{}}"))),
        format!("{}\"租\"{}", "[".repeat(120), ",\"租\"".repeat(150_000 / divisor) + &"]".repeat(120)),
    ] {
        let report = Checker::identity().check(&text);
        assert!(text.len() <= limits::MAX_CHECKED_IDENTITY_POLICY_BYTES);
        assert!(!report.is_ok());
        assert_eq!(report.locate(&text).len(), report.findings().len());
        assert!(SessionPolicy::from_json(&text).is_err());
        assert!(report.to_string().len() < 10_000_000);
    }
}

/// Returns true if a text has no characters that control a terminal or the direction of text.
fn is_printable(text: &str) -> bool {
    !text.chars().any(|character| character.is_control() || matches!(character, '\u{202a}'..='\u{202e}' | '\u{200b}'))
}

#[test]
fn checks_the_last_of_equal_keys_and_reports_the_duplicate() {
    expect(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"No","Effect":"Allow","Action":"a:b","Resource":"*"}}"#,
        &[("DUPLICATE_JSON_KEY", 1, 52)],
    );
    expect(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Effect":"No","Action":"a:b","Resource":"*"}}"#,
        &[("DUPLICATE_JSON_KEY", 1, 55), ("INVALID_EFFECT", 1, 64)],
    );
    expect(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"StringLike":{"a:b":"c"},"stringlike":{"a:b":"d"}}}}"#,
        &[("DUPLICATE_JSON_KEY", 1, 123)],
    );
}

#[test]
fn a_misspelt_element_has_one_finding() {
    expect(
        r#"{"Version":"2012-10-17","Statements":[{"Effect":"Allow","Action":"a:b","Resource":"*"}]}"#,
        &[("INVALID_POLICY_ELEMENT", 1, 25)],
    );
    expect(
        r#"{"Version":"2012-10-17","Statement":[{"effect":"Allow","Actions":"a:b","Resources":"*"}]}"#,
        &[("INVALID_POLICY_ELEMENT", 1, 39), ("INVALID_POLICY_ELEMENT", 1, 56), ("INVALID_POLICY_ELEMENT", 1, 72)],
    );
}

/// A null is not also reported as a value of another type.
#[test]
fn a_null_among_strings_has_one_finding() {
    expect(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"StringLike":{"a:b":["c",null]}}}}"#,
        &[("DATA_TYPE_MISMATCH", 1, 123)],
    );
}

#[test]
fn a_misspelt_version_has_one_finding() {
    expect(
        r#"{"version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b","Resource":"arn:aws:s3:::${aws:userid}"}}"#,
        &[("INVALID_POLICY_ELEMENT", 1, 2)],
    );
}

#[test]
fn a_report_is_truncated_only_if_a_finding_is_missing() {
    let policy = |count: usize| {
        let ranges = vec!["\"::1/8\""; count].join(",");
        format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{{"IpAddress":{{"aws:SourceIp":[{ranges}]}}}}}}}}"#
        )
    };
    let full = Checker::identity().without_reference().check(&policy(1_000));
    assert!(full.is_ok() && !full.is_truncated() && full.findings().len() == 1_000);
    let truncated = Checker::identity().without_reference().check(&policy(1_001));
    assert!(!truncated.is_ok() && truncated.is_truncated() && truncated.findings().len() == 1_000);
}

/// Each fix corrects both errors of the ARN.
#[test]
fn two_fixes_of_one_value_are_equal() {
    let report = check_without_reference(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b","Resource":"arn:aws:SQS:eu-west-1:1111-2222-3333:orders"}}"#,
    );
    let [case, account] = report.findings() else { panic!("{report}") };
    assert!(case.fix().is_some() && case.fix() == account.fix(), "{report:?}");
}

#[test]
fn a_statement_without_a_policy_has_one_finding() {
    expect(r#"{"Effect":"Allow","Action":"a:b","Resource":"*"}"#, &[("MISSING_STATEMENT", 1, 1)]);
}

/// The missing colons of the ARN are not reported: they are part of the variable.
#[test]
fn an_unclosed_variable_has_one_finding() {
    expect(
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b","Resource":"arn:aws:iam::${aws:PrincipalAccount:role/x"}}"#,
        &[("MISSING_BRACE_IN_VARIABLE", 1, 81)],
    );
}

/// The second fix would overwrite the result of the first one.
#[test]
fn no_fix_makes_two_keys_equal() {
    for text in [
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"a:b","Resource":"*","Condition":{"NullIfExists":{"a:b":"true"},"ForAnyValue:Null":{"a:c":"true"}}}}"#,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","action":"a:b","ACTION":"a:c","Resource":"*"}}"#,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","action":"a:b","NotAction":"a:c","resource":"*","NotResource":"*"}}"#,
    ] {
        let report = check_without_reference(text);
        assert_eq!(report.findings().len(), 2, "{report}");
        assert!(report.findings().iter().all(|finding| finding.fix().is_none()), "{report}");
    }
}

#[test]
fn the_broken_example_has_nine_findings() {
    let text = include_str!("../../../examples/policies/broken.json");
    expect(
        text,
        &[
            ("INVALID_VERSION", 2, 14),
            ("INVALID_EFFECT", 6, 17),
            ("INVALID_POLICY_ELEMENT", 12, 7),
            ("INVALID_CONDITION_OPERATOR", 15, 9),
            ("UNSUPPORTED_SID", 5, 14),
            ("INVALID_ACTION_FORMAT", 7, 34),
            ("INVALID_ARN_PREFIX", 8, 73),
            ("INVALID_ARN_ACCOUNT", 13, 19),
            ("TYPE_MISMATCH_IP_RANGE", 19, 27),
        ],
    );
}

/// Generates JSON that resembles a policy and mostly has errors.
fn policy_like() -> impl Strategy<Value = Value> {
    let word = prop_oneof![
        prop::sample::select(vec![
            "Version",
            "Id",
            "Statement",
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition",
            "effect",
            "Actions",
            "StringLike",
            "stringlike",
            "ForAllValues:StringEquals",
            "NullIfExists",
            "ForAnyValue:Null",
            "DateLessThan",
            "NumericEquals",
            "IpAddress",
            "Bool",
            "BinaryEquals",
            "ArnLike",
            "AWS",
            "s3:prefix",
            "S3:Prefix",
            "aws:SourceIp",
            "aws:EpochTime",
            "prefix",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    let text = prop_oneof![
        prop::sample::select(vec![
            "2012-10-17",
            "2008-10-17",
            "Allow",
            "Deny",
            "*",
            "s3:GetObject",
            "s3:",
            ":",
            "arn:aws:s3:::b/${aws:username}/*",
            "arn:",
            "arn:aws:S3:x:1:y",
            "${",
            "${}",
            "${a b}",
            "${a,b}",
            "${*}",
            "true",
            "10",
            "1e3",
            "2026-01-01T00:00Z",
            "10.0.0.1/8",
            "::/129",
            "QQ==",
            "租",
            "",
        ])
        .prop_map(str::to_owned),
        any::<String>(),
    ];
    let leaf = prop_oneof![
        4 => text.prop_map(Value::from),
        1 => Just(Value::Null),
        1 => any::<bool>().prop_map(Value::from),
        1 => any::<i64>().prop_map(Value::from),
        1 => any::<f64>().prop_map(Value::from),
    ];
    let tree = leaf.prop_recursive(5, 24, 4, move |inner| {
        prop_oneof![
            1 => prop::collection::vec(inner.clone(), 0..4).prop_map(Value::from),
            3 => prop::collection::vec((word.clone(), inner), 0..5)
                .prop_map(|members| Value::Object(members.into_iter().collect())),
        ]
    });
    prop_oneof![
        1 => tree.clone(),
        3 => (tree.clone(), tree.clone(), tree.clone(), tree).prop_map(|(action, resource, condition, rest)| json!({
            "Version": "2012-10-17",
            "Statement": [{ "Effect": "Allow", "Action": action, "Resource": resource, "Condition": condition }, rest],
        })),
    ]
}

/// Asserts what holds for every text.
fn assert_invariants(bytes: &[u8]) -> Result<(), TestCaseError> {
    for &scope in RuleScope::ALL {
        let report = Checker::for_scope(scope).check_bytes(bytes);
        let Ok(text) = std::str::from_utf8(bytes) else {
            prop_assert!(!report.is_ok());
            return Ok(());
        };
        for location in report.locate(text) {
            prop_assert!(text.get(location.span).is_some());
            prop_assert!(location.line >= 1 && location.column >= 1);
        }
        for finding in report.findings() {
            prop_assert!(is_printable(finding.message()) && finding.help().is_none_or(is_printable), "{finding:?}");
        }
        if let Err(error) = Policy::from_json(text) {
            prop_assert!(error.report().count(Severity::Error) > 0, "an invalid policy has an error");
        }
        let again = Checker::for_scope(scope).check(text);
        prop_assert_eq!(report.findings(), again.findings(), "findings depend on the text only");
        // A text without errors is a policy.
        if report.is_ok() {
            let policy = Policy::from_json(text).unwrap();
            prop_assert_eq!(Policy::from_json(&policy.to_json()).unwrap(), policy);
        }
        if let Ok(policy) = SessionPolicy::from_json(text) {
            let json = policy.as_str();
            prop_assert!(json.len() <= 2_048 && json.chars().all(sts_policy_core::limits::is_policy_character));
            prop_assert!(check(json).is_ok());
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(100_000)))]

    #[test]
    fn invariants_hold_for_bytes(bytes in prop::collection::vec(any::<u8>(), 0..64)) {
        assert_invariants(&bytes)?;
    }
}

// Two tests, so that two threads share the cases.
proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(50_000)))]

    #[test]
    fn invariants_hold_for_json(value in policy_like()) {
        assert_invariants(value.to_string().as_bytes())?;
    }

    #[test]
    fn invariants_hold_for_indented_json(value in policy_like()) {
        assert_invariants(format!("{value:#}").as_bytes())?;
    }
}

#[test]
fn private_keys_of_serde_json_have_no_special_meaning() {
    for key in ["$serde_json::private::Number", "$serde_json::private::RawValue"] {
        let value = format!(r#"{{"{key}":"300"}}"#);
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*","Condition":{{"NumericLessThan":{{"aws:MultiFactorAuthAge":{value}}}}}}}}}"#
        );
        let column = text.find(&value).unwrap() + 1;
        expect(&text, &[("DATA_TYPE_MISMATCH", 1, column)]);
        assert!(Policy::from_json(&text).is_err() && serde_json::from_str::<Policy>(&text).is_err());
        expect(&value, &[("INVALID_POLICY_ELEMENT", 1, 2), ("MISSING_STATEMENT", 1, 1)]);

        // A condition key of a program is unchanged after writing and reading.
        let statement = Statement::allow(["s3:GetObject"]).resources(["arn:aws:s3:::b/*"]).condition(
            Operator::StringEquals,
            key,
            ["300"],
        );
        let policy = Policy::builder().statement(statement).build().unwrap();
        assert_eq!(Policy::from_json(&policy.to_json()).unwrap(), policy);
        assert_eq!(serde_json::from_str::<Policy>(&policy.to_json()).unwrap(), policy);
    }
}
