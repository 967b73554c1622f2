use crate::{BROKEN, EXAMPLES, GOOD, run, run_with_input};

#[test]
fn reports_the_examples_in_every_format() {
    for format in ["text", "json", "github", "sarif"] {
        let run = run(&["check", "--format", format, EXAMPLES]);
        assert_eq!(run.status, 1, "{}", run.errors);
        insta::assert_snapshot!(format!("examples_{format}"), run.out);
    }
}

#[test]
fn reports_a_policy_without_findings() {
    let text = run(&["check", GOOD]);
    assert_eq!(text.status, 0);
    insta::assert_snapshot!(text.out, @r"
    examples/policies/s3-tenant-read.json: 691 of 2,048 bytes; packed size about 41% (36 to 46%), estimated

    checked 1 policy: no findings
    ");
    let github = run(&["check", "--format", "github", GOOD]);
    assert_eq!((github.status, github.out.as_str()), (0, ""));
    let json = run(&["check", "--format", "json", GOOD]);
    insta::assert_snapshot!(json.out, @r#"
    [
      {
        "file": "examples/policies/s3-tenant-read.json",
        "ok": true,
        "bytes": 691,
        "limit": 2048,
        "packed": {
          "low": 36.4,
          "expected": 41.4,
          "high": 46.3,
          "verdict": "likely fits",
          "policy": 41.4,
          "arns": 0.0,
          "tags": 0.0,
          "basis": "built-in model",
          "caveats": [
            "deny",
            "inherited-tags"
          ]
        },
        "findings": []
      }
    ]
    "#);
}

#[test]
fn fails_at_or_above_the_given_severity() {
    let policy = br#"{"Statement":{"Sid":"","Effect":"Allow","Action":"Get","Resource":"*"}}"#;
    for (level, status) in [("error", 1), ("security-warning", 1), ("warning", 1), ("suggestion", 1)] {
        assert_eq!(run_with_input(&["check", "--fail-on", level, "-"], policy).status, status);
    }
    let policy = br#"{"Statement":{"Sid":"","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    for (level, status) in [("error", 0), ("security-warning", 0), ("warning", 1), ("suggestion", 1)] {
        assert_eq!(run_with_input(&["check", "--fail-on", level, "-"], policy).status, status);
    }
}

#[test]
fn names_the_severities_in_every_format() {
    let policy = br#"{"Statement":{"Sid":"","Effect":"Allow","Action":"Get","Resource":"*"}}"#;
    for format in ["text", "json", "github", "sarif"] {
        let run = run_with_input(&["check", "--format", format, "-"], policy);
        insta::assert_snapshot!(format!("severities_{format}"), run.out);
    }
}

#[test]
fn reports_a_truncated_check_in_every_format() {
    for format in ["text", "json", "github", "sarif"] {
        let run = run_with_input(&["check", "--format", format, "-"], &vec![b' '; 1 << 20]);
        assert_eq!(run.status, 1);
        insta::assert_snapshot!(format!("truncated_{format}"), run.out);
    }
}

#[test]
fn ignores_allowed_codes() {
    let run = run(&["check", "--allow", "INVALID_VERSION", "--allow", "invalid_effect", BROKEN]);
    assert!(!run.out.contains("INVALID_VERSION") && !run.out.contains("INVALID_EFFECT"));
    assert!(run.out.contains("checked 1 policy: 7 errors"), "{}", run.out);
}

#[test]
fn managed_policy_arns_count_toward_the_limit() {
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::{}"}}}}"#,
        "x".repeat(1_900)
    );
    assert_eq!(run_with_input(&["check", "-"], policy.as_bytes()).status, 0);
    let arn = "arn:aws:iam::111122223333:policy/tenants/reader";
    let run = run_with_input(&["check", "--policy-arn", arn, "-"], policy.as_bytes());
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.out);
}

#[test]
fn tags_count_toward_the_packed_size() {
    let [tenant, project] = ["tenant", "project"].map(|key| format!("{key}={}", "x".repeat(250)));
    let run = run(&[
        "check",
        "--fail-on",
        "warning",
        "--operation",
        "get-federation-token",
        "--tag",
        &tenant,
        "--tag",
        &project,
        GOOD,
    ]);
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.out);
}

#[test]
fn measures_the_compact_form_on_request() {
    let policy = format!(
        "{{\"Version\":\"2012-10-17\",{}\"Statement\":[{{\"Sid\":\"Tokyo\",\"Effect\":\"Allow\",\"Action\":[\"s3:GetObject\"],\"Resource\":\"arn:aws:s3:::reports/東京/*\"}},{{\"Sid\":\"List\",\"Effect\":\"Allow\",\"Action\":\"s3:ListBucket\",\"Resource\":\"arn:aws:s3:::reports\"}}]}}",
        " ".repeat(2_048)
    );
    let as_written = run_with_input(&["check", "-"], policy.as_bytes());
    assert_eq!(as_written.status, 1);
    insta::assert_snapshot!(as_written.out);
    let compact = run_with_input(&["check", "--compact", "--format", "json", "-"], policy.as_bytes());
    assert_eq!(compact.status, 0, "{}", compact.out);
    assert!(compact.out.contains("\"bytes\": 235"), "{}", compact.out);
}

#[test]
fn prints_a_part_of_a_long_line() {
    let items =
        |numbers: std::ops::Range<u8>| numbers.map(|n| format!(r#""arn:aws:s3:::reports/{n}/*","#)).collect::<String>();
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObject","Resource":[{}"nonsense",{}"arn:aws:s3:::news/*"]}}}}"#,
        items(10..20),
        items(20..30)
    );
    insta::assert_snapshot!(run_with_input(&["check", "-"], policy.as_bytes()).out);
}
