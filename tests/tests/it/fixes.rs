//! The fixes of findings, applied by a JSON Patch library that knows nothing of us.

use serde_json::Value;
use sts_policy::{Checker, Code};

fn apply(fix: &sts_policy::Fix, document: &mut Value) {
    let patch: json_patch::Patch = serde_json::from_value(serde_json::to_value(fix).unwrap()).unwrap();
    json_patch::patch(document, &patch).unwrap();
}

/// In each bad example of the catalogue that comes with a fix, the fix leaves nothing to be found.
#[test]
fn the_fix_of_a_bad_example_mends_it() {
    let mut fixed = Vec::new();
    for code in Code::all() {
        let text = code.bad().text();
        let checker = Checker::new(code.kind());
        for finding in checker.check(&text).findings() {
            let Some(fix) = finding.fix() else { continue };
            let mut document: Value = serde_json::from_str(&text).unwrap();
            apply(fix, &mut document);
            let report = checker.check(&document.to_string());
            assert!(report.is_clean(), "{code}: {fix:?} leaves {report}");
            fixed.push(code.as_str());
        }
    }
    // Those for which a fix is certain.
    assert_eq!(
        fixed,
        [
            "MISSING_VERSION",
            "INVALID_VERSION",
            "EMPTY_SID_VALUE",
            "INVALID_ARN_ACCOUNT",
            "INVALID_ARN_SERVICE_CASE",
            "NULL_WITH_IF_EXISTS",
            "NULL_WITH_QUALIFIER",
            "INVALID_DATE_VALUE",
            "EMPTY_OBJECT_CONDITION",
            "IMPROVE_IP_RANGE",
            "UNSUPPORTED_GLOBAL_CONDITION_KEY",
            "EQUIVALENT_TO_NULL_FALSE",
            "EQUIVALENT_TO_NULL_TRUE",
            "REDUNDANT_CONDITION_VALUE_NUM",
        ]
    );
}

/// Slips that have a fix in one case only, and documents with several faults: all fixes applied one after the other.
#[test]
fn fixes_of_one_document_do_not_disturb_each_other() {
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
