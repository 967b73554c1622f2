use serde_json::Value;

use crate::{run, run_with_input};

const POLICY: &str = "examples/policies/catalogue-table.json";

#[test]
fn estimates_a_policy_with_tags_and_arns() {
    let run = run(&[
        "size",
        POLICY,
        "--tag",
        "team=analytics",
        "--tag",
        "empty=",
        "--policy-arn",
        "arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess",
        "--operation",
        "get-federation-token",
    ]);
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(run.out);
}

#[test]
fn prints_json() {
    let run = run(&["size", "--format", "json", "examples/policies/sqs-producer.json", "--tag", "team=a"]);
    insta::assert_snapshot!(run.out);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    for member in ["bytes", "limit", "packed", "contributors"] {
        assert!(!report[member].is_null(), "{member}");
    }
    for member in ["low", "expected", "high", "policy", "arns", "tags", "verdict", "basis", "caveats"] {
        assert!(!report["packed"][member].is_null(), "{member}");
    }
}

#[test]
fn estimates_tags_alone() {
    let run = run(&["size", "--tag", "team=analytics", "--operation", "assume-role-with-web-identity"]);
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(run.out);
}

#[test]
fn gives_advice_on_a_request_that_is_too_large() {
    // The powers of a large odd number do not repeat.
    let random = |index: u32| 0x9e37_79b9_7f4a_7c15_f39c_c060_5ced_c835_u128.wrapping_pow(index + 1);
    let resources: Vec<String> = (0..24).map(|index| format!("\"arn:aws:s3:::lake/{:x}/*\"", random(index))).collect();
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Sid":"ReadTheTablesOfOneTenant","Effect":"Allow","Action":"s3:GetObject","Resource":[{}]}}}}"#,
        resources.join(",")
    );
    let run = run_with_input(&["size", "-"], policy.as_bytes());
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(run.out);
}

#[test]
fn reports_requests_that_cannot_be_estimated() {
    for (arguments, error) in [
        (vec!["size"], "error: the request has no packed size: give a policy, a `--tag` or a `--policy-arn`\n"),
        (vec!["size", "absent.json"], "error: `absent.json` does not exist\n"),
        (vec!["size", POLICY, "--calibration", "absent.json"], "error: `absent.json` does not exist\n"),
    ] {
        let run = run(&arguments);
        assert_eq!((run.status, run.errors.as_str(), run.out.as_str()), (2, error, ""));
    }
    let invalid = run(&["size", "--calibration", POLICY, POLICY]);
    assert_eq!(invalid.status, 2);
    assert!(invalid.errors.starts_with(&format!("error: `{POLICY}`: ")), "{}", invalid.errors);
    assert!(invalid.errors.contains("invalid calibration"), "{}", invalid.errors);
    assert_eq!(run(&["size", "--tag", "team"]).status, 2);
    assert_eq!(run(&["size", "--tag", "=value"]).status, 2);
    assert_eq!(run(&["size", "--operation", "get-session-token", "--tag", "a=b"]).status, 2);
    let broken = run(&["size", "examples/policies/broken.json"]);
    assert_eq!(broken.status, 2);
    assert!(broken.errors.contains("INVALID_VERSION"), "{}", broken.errors);
}
