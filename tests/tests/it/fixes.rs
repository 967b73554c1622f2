//! The fixes of findings, applied by an independent JSON Patch library.

use proptest::prelude::*;
use serde_json::Value;
use sts_policy::{Checker, Code, Report, RuleScope, Severity};

fn apply(fix: &sts_policy::report::Fix, document: &mut Value) {
    let patch: json_patch::Patch = serde_json::from_value(serde_json::to_value(fix).unwrap()).unwrap();
    json_patch::patch(document, &patch).unwrap();
}

#[test]
fn the_fix_of_a_bad_example_leaves_no_finding() {
    let mut fixed = Vec::new();
    for code in Code::all() {
        let text = code.bad().text();
        let checker = Checker::for_scope(code.scope());
        for finding in checker.check(&text).findings() {
            let Some(fix) = finding.fix() else { continue };
            let mut document: Value = serde_json::from_str(&text).unwrap();
            apply(fix, &mut document);
            let report = checker.check(&document.to_string());
            assert!(report.is_clean(), "{code}: {fix:?} leaves {report}");
            fixed.push(code.as_str());
        }
    }
    // The rules with a certain fix.
    assert_eq!(
        fixed,
        [
            "MISSING_VERSION",
            "INVALID_VERSION",
            "EMPTY_SID_VALUE",
            "INVALID_ARN_SERVICE_CASE",
            "INVALID_ARN_ACCOUNT",
            "TRAILING_SPACE_IN_ARN",
            "EMPTY_OBJECT_CONDITION",
            "NULL_WITH_IF_EXISTS",
            "NULL_WITH_QUALIFIER",
            "UNSUPPORTED_GLOBAL_CONDITION_KEY",
            "REDUNDANT_CONDITION_VALUE_NUM",
            "EQUIVALENT_TO_NULL_FALSE",
            "EQUIVALENT_TO_NULL_TRUE",
            "INVALID_DATE_VALUE",
            "IMPROVE_IP_RANGE",
        ]
    );
}

/// The fixes are applied one after the other.
#[test]
fn all_fixes_of_one_document_together_leave_no_finding() {
    for text in [
        r#"{"Version":"2012-10-16","Statement":{"effect":"Allow","Action":" s3:GetObject","Resource":"ARN:aws:s3:::b/*"}}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Sid":"","Effect":"allow","Action":"sqs:*","Resource":"arn:aws:SQS:eu-west-1:1111-2222-3333:q","Condition":{"NullIfExists":{"aws:PrincipalTag/a":"true"}}}]}"#,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":" * ","Condition":{"IpAddress":{"aws:SourceIp":["203.0.113.7/24"," 198.51.100.0/24"]},"Bool":{}}}}"#,
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"**","Condition":{"Bool":{}}}}"#,
    ] {
        let mut document: Value = serde_json::from_str(text).unwrap();
        for finding in Checker::session().check(text).findings() {
            let fix = finding.fix().unwrap_or_else(|| panic!("{finding} has no fix"));
            apply(fix, &mut document);
        }
        let report = Checker::session().check(&document.to_string());
        assert!(report.is_clean(), "{document}: {report}");
    }
}

/// Returns the codes of the errors in a policy, sorted.
fn errors(report: &Report) -> Vec<Code> {
    let errors = report.findings().iter().filter(|finding| finding.severity() == Severity::Error);
    let mut codes: Vec<Code> = errors.map(sts_policy::Finding::code).collect();
    codes.sort_unstable_by_key(|code| code.as_str());
    codes
}

/// Applies each fix alone and asserts that it adds no error. Returns the number of fixes.
fn assert_no_fix_adds_an_error(checker: &Checker, text: &str) -> usize {
    let report = checker.check(text);
    let before = errors(&report);
    let fixes = report.findings().iter().filter_map(|finding| Some((finding, finding.fix()?)));
    fixes
        .map(|(finding, fix)| {
            let mut document: Value = serde_json::from_str(text).unwrap();
            apply(fix, &mut document);
            let fixed = checker.check(&document.to_string());
            let new: Vec<_> = errors(&fixed).into_iter().filter(|code| !before.contains(code)).collect();
            assert!(new.is_empty(), "{text}\nthe fix of {finding} adds {new:?}: {document}");
        })
        .count()
}

/// Every fix, in policies of the maximum length and a little shorter.
#[test]
fn no_fix_makes_a_policy_too_long() {
    let pad = |text: &str, bytes: usize| {
        let padding = bytes - text.len() - r#""Sid":"","#.len();
        text.replacen("{\"Effect\"", &format!("{{\"Sid\":\"{}\",\"Effect\"", "S".repeat(padding)), 1)
    };
    let mut kept = 0;
    for text in [
        r#"{"Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}"#,
        r#"{"Version":"2012","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*"}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":"1893456000"}}}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{"DateLessThan":{"aws:CurrentTime":1893456000}}}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{"ArnLike":{"aws:ARN":"arn:aws:iam::111122223333:role/r"}}}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{"StringLike":{"aws:PrincipalTag/a":"*"}}}]}"#,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:ListAllMyBuckets","Resource":"*","Condition":{"IpAddress":{"aws:SourceIp":"203.0.113.7/8"}}}]}"#,
    ] {
        for bytes in 2_020..=2_048 {
            let padded = pad(text, bytes);
            assert_eq!(padded.len(), bytes);
            kept += assert_no_fix_adds_an_error(&Checker::session(), &padded);
            kept += assert_no_fix_adds_an_error(&Checker::session().canonicalize(), &padded);
        }
        // Far from the limit, each of them has a fix.
        assert!(assert_no_fix_adds_an_error(&Checker::session(), text) > 0, "{text}");
        // A policy that is too long already keeps its fix.
        assert!(assert_no_fix_adds_an_error(&Checker::session(), &pad(text, 2_100)) > 0, "{text}");
    }
    assert!(kept > 100, "{kept}");
}

#[test]
fn no_fix_of_an_arn_adds_an_error() {
    let fixes = |resource: &str| {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"*","Resource":"{resource}"}}}}"#
        );
        let checkers = [Checker::session(), Checker::identity(), Checker::session().without_reference()];
        checkers.map(|checker| assert_no_fix_adds_an_error(&checker, &text))
    };
    assert_eq!(fixes("arn:aws:SQS:eu-west-1:111122223333:q"), [1, 1, 1]);
    for (resource, without_reference) in [
        // An unknown service, an unknown region, an account that the service does not use, an unknown type.
        ("arn:aws:ZZZ:::x", 1),
        ("arn:aws:SQS:eu-west-99:111122223333:q", 1),
        ("arn:aws:s3::1111-2222-3333:bucket", 1),
        ("arn:aws:S3:eu-west-1::bucket", 1),
        ("arn:aws:KMS:eu-west-1:1111-2222-3333:zzz", 2),
        // A fix does not correct only one of two mistakes.
        (" arn:aws:S3:::b ", 0),
        ("ARN:aws:s3::12:b", 0),
    ] {
        let found = fixes(resource);
        assert_eq!((found[0], found[1]), (0, 0), "{resource}");
        assert_eq!(found[2], without_reference, "{resource}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    /// Policies with mistakes that have fixes, and with names that may have none.
    #[test]
    fn no_fix_adds_an_error(
        version in prop::sample::select(vec!["", r#""Version":"2012-10-17","#, r#""Version":"2012-10-71","#, r#""version":"2012-10-17","#]),
        sid in prop::sample::select(vec!["", r#""Sid":"","#, r#""Sid":"A","#]),
        effect in prop::sample::select(vec![r#""Effect":"Allow""#, r#""Effect":"allow""#, r#""effect":"Deny""#, r#""Effect":"DENY""#]),
        service in prop::sample::select(vec!["s3", "S3", "sqs", "SQS", "Zzz", "zzz", "kms", "KMS"]),
        region in prop::sample::select(vec!["", "eu-west-1", "eu-west-99"]),
        account in prop::sample::select(vec!["", "111122223333", "1111-2222-3333", "12"]),
        around in prop::sample::select(vec!["", " "]),
        condition in prop::sample::select(vec![
            "", r#","Condition":{}"#, r#","Condition":{"Bool":{}}"#,
            r#","Condition":{"NullIfExists":{"aws:PrincipalTag/a":"true"}}"#,
            r#","Condition":{"DateLessThan":{"aws:CurrentTime":"1893456000"}}"#,
            r#","Condition":{"StringLike":{"aws:PrincipalTag/a":"*"},"ArnLike":{"aws:ARN":"arn:aws:iam::111122223333:role/r"}}"#,
            r#","Condition":{"NumericLessThan":{"s3:max-keys":["1",2,3]}}"#,
            r#","Condition":{"IpAddress":{"aws:SourceIp":[" 203.0.113.7/24","198.51.100.1/8"]}}"#,
        ]),
    ) {
        let arn = format!("{around}arn:aws:{service}:{region}:{account}:thing{around}");
        let text = format!(r#"{{{version}"Statement":[{{{sid}{effect},"Action":"*","Resource":"{arn}"{condition}}}]}}"#);
        for checker in [RuleScope::Session, RuleScope::Federation, RuleScope::Identity].map(Checker::for_scope) {
            assert_no_fix_adds_an_error(&checker, &text);
        }
    }
}
