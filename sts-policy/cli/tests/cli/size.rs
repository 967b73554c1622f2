use std::fs;

use serde_json::Value;

use crate::{run, run_with_input};

const POLICY: &str = "examples/policies/catalogue-table.json";

#[test]
fn a_policy_with_tags_and_arns() {
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
fn as_json() {
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
fn tags_alone() {
    let run = run(&["size", "--tag", "team=analytics", "--operation", "assume-role-with-web-identity"]);
    assert_eq!(run.status, 0);
    insta::assert_snapshot!(run.out);
}

#[test]
fn too_large() {
    // Text without repetition: the powers of a large odd number.
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
fn what_cannot_be_estimated() {
    for (arguments, error) in [
        (vec!["size"], "error: the request has no packed size: give a policy, a `--tag` or a `--policy-arn`\n"),
        (vec!["size", "absent.json"], "error: `absent.json` does not exist\n"),
        (vec!["size", POLICY, "--calibration", "absent.json"], "error: `absent.json` does not exist\n"),
    ] {
        let run = run(&arguments);
        assert_eq!((run.status, run.errors.as_str(), run.out.as_str()), (2, error, ""));
    }
    let nonsense = run(&["size", "--calibration", POLICY, POLICY]);
    assert_eq!(nonsense.status, 2);
    assert!(nonsense.errors.contains("not a calibration"), "{}", nonsense.errors);
    assert_eq!(run(&["size", "--tag", "team"]).status, 2);
    assert_eq!(run(&["size", "--tag", "=value"]).status, 2);
    assert_eq!(run(&["size", "--operation", "get-session-token", "--tag", "a=b"]).status, 2);
    let broken = run(&["size", "examples/policies/broken.json"]);
    assert_eq!(broken.status, 2);
    assert!(broken.errors.contains("INVALID_VERSION"), "{}", broken.errors);
}

#[test]
fn calibration_from_observations() {
    let folder = tempfile::tempdir().unwrap();
    let observations = folder.path().join("observations.jsonl");
    let calibration = folder.path().join("calibration.json");
    let policy =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/policies/s3-tenant-read.json"))
            .unwrap();
    let document: Value = serde_json::from_str(&policy).unwrap();
    let lines = [
        serde_json::json!({ "operation": "AssumeRole", "policy": document, "percent": 47 }),
        serde_json::json!({ "operation": "assume-role", "policy": policy, "percent": 47.0 }),
        serde_json::json!({ "policy": policy, "tags": [{ "key": "team", "value": "a" }], "percent": 49, "error": null }),
        serde_json::json!({
            "policy": policy,
            "policy_arns": [format!("arn:aws:iam::111122223333:policy/{}", "x".repeat(230))],
            "error": "Packed policy consumes 101% of allotted space, please use smaller policy.",
        }),
    ];
    let text = lines.iter().map(|line| format!("{line}\n")).collect::<String>() + "\n";
    fs::write(&observations, &text).unwrap();
    let (observations, calibration) = (observations.to_str().unwrap(), calibration.to_str().unwrap());
    let learned = run(&["calibrate", observations, "-o", calibration]);
    assert_eq!((learned.status, learned.out.as_str()), (0, ""));
    insta::assert_snapshot!(learned.errors);
    let printed = run(&["calibrate", observations]);
    assert_eq!(printed.out, fs::read_to_string(calibration).unwrap());
    let estimate = run(&["size", "--calibration", calibration, "--format", "json", POLICY]);
    let estimate: Value = serde_json::from_str(&estimate.out).unwrap();
    assert_eq!(estimate["packed"]["basis"], "calibrated on 4 observations");
}

#[test]
fn observations_that_are_none() {
    let folder = tempfile::tempdir().unwrap();
    let observations = folder.path().join("observations.jsonl");
    let good = r#"{"policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}},"percent":14}"#;
    let bad = [
        "nonsense",
        "{}",
        r#"{"percent":3,"error":"x"}"#,
        r#"{"error":"Serialized token too large for session"}"#,
        r#"{"percent":"3"}"#,
        r#"{"percent":3}"#,
        r#"{"percent":-3,"policy":"{\"Version\":\"2012-10-17\",\"Statement\":{\"Effect\":\"Allow\",\"Action\":\"*\",\"Resource\":\"*\"}}"}"#,
        r#"{"percent":3,"operation":"GetSessionToken"}"#,
        r#"{"percent":3,"policy":"{}"}"#,
        r#"{"percent":3,"policy_arns":["x"]}"#,
        r#"{"percent":3,"tags":{"a":"b"}}"#,
        r#"{"percent":3,"Tags":[{"Key":"a","Value":"b"}]}"#,
        "[]",
    ];
    fs::write(&observations, format!("{good}\n{}\n", bad.join("\n"))).unwrap();
    let run_here = |name: &str| {
        let run = run(&["calibrate", folder.path().join(name).to_str().unwrap()]);
        (run.status, run.errors.replace(folder.path().to_str().unwrap(), "folder"))
    };
    let (status, errors) = run_here("observations.jsonl");
    assert_eq!(status, 1, "what could be used was used, and the rest is told");
    insta::assert_snapshot!(errors);
    fs::write(&observations, bad.join("\n")).unwrap();
    assert_eq!(run_here("observations.jsonl").0, 2);
    assert_eq!(run_here("absent.jsonl").0, 2);
}

/// A private key of serde_json is a key as any other in the policy of an observation.
#[test]
fn an_observation_is_read_as_a_policy_is() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("observations.jsonl");
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":{"$serde_json::private::RawValue":"300"}}}}}"#;
    std::fs::write(&path, format!(r#"{{"percent":14,"policy":{policy}}}"#)).unwrap();
    let run = run(&["calibrate", path.to_str().unwrap()]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.errors.contains("DATA_TYPE_MISMATCH"), "{}", run.errors);
}
