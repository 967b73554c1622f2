use std::fs;

use crate::{run, run_with_input};

const UNTIDY: &str = r#"{"Statement":{"Resource":["arn:aws:s3:::reports/東京/*"],"Action":["s3:GetObject","s3:GetObjectVersion"],
"Effect":"Allow"},"Version":"2012-10-17"}"#;

#[test]
fn formats_standard_input_to_standard_output() {
    let pretty = run_with_input(&["fmt", "-"], UNTIDY.as_bytes());
    assert_eq!(pretty.status, 0);
    insta::assert_snapshot!(pretty.out, @r#"
    {
      "Version": "2012-10-17",
      "Statement": [
        {
          "Effect": "Allow",
          "Action": [
            "s3:GetObject",
            "s3:GetObjectVersion"
          ],
          "Resource": "arn:aws:s3:::reports/\u6771\u4eac/*"
        }
      ]
    }
    "#);
    let compact = run_with_input(&["fmt", "--compact", "-"], UNTIDY.as_bytes());
    assert_eq!(
        compact.out,
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["s3:GetObject","s3:GetObjectVersion"],"Resource":"arn:aws:s3:::reports/\u6771\u4eac/*"}]}"#
    );
}

#[test]
fn formats_files_in_place_once() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policy.json");
    let file = path.to_str().unwrap();
    fs::write(&path, UNTIDY).unwrap();
    let unformatted = run(&["fmt", "--check", file]);
    assert_eq!((unformatted.status, unformatted.out), (1, format!("{file} is not formatted\n")));
    assert_eq!(fs::read_to_string(&path).unwrap(), UNTIDY, "`--check` changes nothing");
    assert_eq!(run(&["fmt", file]).status, 0);
    assert_eq!(run(&["fmt", "--check", file]).all(), "status: 0\n--- standard output\n--- standard error\n");
    assert_eq!(run(&["fmt", "--check", "--compact", file]).status, 1);
}

#[test]
fn does_not_change_an_invalid_policy() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("policy.json");
    for (text, status, error) in [
        (br#"{"Version":"2012-10-17","Version":"2012-10-17","Statement":[]}"#.as_slice(), 1, "cannot format `FILE`: "),
        (b"{", 1, "cannot format `FILE`: "),
        (b"\xff", 2, "`FILE` is not UTF-8\n"),
    ] {
        fs::write(&path, text).unwrap();
        let run = run(&["fmt", path.to_str().unwrap()]);
        assert_eq!(run.status, status);
        let expected = format!("error: {}", error.replace("FILE", path.to_str().unwrap()));
        assert!(run.errors.starts_with(&expected), "{}", run.errors);
        assert_eq!(fs::read(&path).unwrap(), text);
    }
    assert_eq!(run(&["fmt", "absent.json"]).status, 2);
}
