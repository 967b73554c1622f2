use std::fs;

use serde_json::Value;

use crate::{GOOD, run};

#[test]
fn learns_from_observations() {
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
    let estimate = run(&["size", "--calibration", calibration, "--format", "json", GOOD]);
    let estimate: Value = serde_json::from_str(&estimate.out).unwrap();
    assert_eq!(estimate["packed"]["basis"], "calibrated on 4 observations");
}

#[test]
fn reports_invalid_observations_and_uses_the_others() {
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
        r#"{"percent":14,"operation":"get-session-token","policy":{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}}"#,
        r#"{"percent":3,"policy":"{}"}"#,
        r#"{"percent":3,"policy_arns":["x"]}"#,
        r#"{"percent":3,"policy_arns":[1]}"#,
        r#"{"percent":3,"tags":{"a":"b"}}"#,
        r#"{"percent":3,"tags":[{"key":"a"}]}"#,
        r#"{"percent":3,"Tags":[{"Key":"a","Value":"b"}]}"#,
        "[]",
    ];
    fs::write(&observations, format!("{good}\n{}\n", bad.join("\n"))).unwrap();
    let run_here = |name: &str| {
        let run = run(&["calibrate", folder.path().join(name).to_str().unwrap()]);
        (run.status, run.errors.replace(folder.path().to_str().unwrap(), "folder"))
    };
    let (status, errors) = run_here("observations.jsonl");
    assert_eq!(status, 1, "the valid observation was used");
    insta::assert_snapshot!(errors);
    fs::write(&observations, bad.join("\n")).unwrap();
    assert_eq!(run_here("observations.jsonl").0, 2);
    assert_eq!(run_here("absent.jsonl").0, 2);
}

#[test]
fn private_keys_of_serde_json_are_ordinary_keys() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("observations.jsonl");
    let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"*","Resource":"*","Condition":{"NumericLessThan":{"aws:MultiFactorAuthAge":{"$serde_json::private::RawValue":"300"}}}}}"#;
    fs::write(&path, format!(r#"{{"percent":14,"policy":{policy}}}"#)).unwrap();
    let run = run(&["calibrate", path.to_str().unwrap()]);
    assert_eq!(run.status, 2, "{}", run.out);
    assert!(run.errors.contains("DATA_TYPE_MISMATCH"), "{}", run.errors);
}
