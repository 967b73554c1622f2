use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;
use sts_policy::policy::PolicyKind;
use sts_policy::{Code, PolicyScope};

use crate::{run, run_with_input};

const EXAMPLES: &str = "examples/policies";
const GOOD: &str = "examples/policies/s3-tenant-read.json";
const BROKEN: &str = "examples/policies/broken.json";

#[test]
fn the_examples() {
    for format in ["text", "json", "github", "sarif"] {
        let run = run(&["check", "--format", format, EXAMPLES]);
        assert_eq!(run.status, 1, "{}", run.errors);
        insta::assert_snapshot!(format!("examples_{format}"), run.out);
    }
}

#[test]
fn nothing_found() {
    let text = run(&["check", GOOD]);
    assert_eq!(text.status, 0);
    insta::assert_snapshot!(text.out, @r"
    examples/policies/s3-tenant-read.json: 691 of 2,048 bytes; packed about 41 % (36 to 46 %), an estimate

    checked 1 policy: nothing found
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

/// Every format names the severities; a policy with one finding of each that there is so far.
#[test]
fn severities_and_levels() {
    let policy = br#"{"Statement":{"Sid":"","Effect":"Allow","Action":"Get","Resource":"*"}}"#;
    for (level, status) in [("error", 1), ("security-warning", 1), ("warning", 1), ("suggestion", 1)] {
        assert_eq!(run_with_input(&["check", "--fail-on", level, "-"], policy).status, status);
    }
    let policy = br#"{"Statement":{"Sid":"","Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
    for (level, status) in [("error", 0), ("security-warning", 0), ("warning", 1), ("suggestion", 1)] {
        assert_eq!(run_with_input(&["check", "--fail-on", level, "-"], policy).status, status);
    }
    let policy = br#"{"Statement":{"Sid":"","Effect":"Allow","Action":"Get","Resource":"*"}}"#;
    for format in ["text", "json", "github", "sarif"] {
        let run = run_with_input(&["check", "--format", format, "-"], policy);
        insta::assert_snapshot!(format!("severities_{format}"), run.out);
    }
}

#[test]
fn accepted_codes() {
    let run = run(&["check", "--allow", "INVALID_VERSION", "--allow", "invalid_effect", BROKEN]);
    assert!(!run.out.contains("INVALID_VERSION") && !run.out.contains("INVALID_EFFECT"));
    assert!(run.out.contains("checked 1 policy: 7 errors"), "{}", run.out);
}

/// The whole catalogue, through the command: code, line and column of each bad example, silence on each good one.
#[test]
fn every_example_of_the_catalogue() {
    let folder = tempfile::tempdir().unwrap();
    for code in Code::all() {
        let scope = scope_options(code.scope());
        for (side, example, status) in [("bad", code.bad(), 1), ("good", code.good(), 0)] {
            let file = folder.path().join(format!("{code}-{side}.json"));
            fs::write(&file, example.text().as_bytes()).unwrap();
            let file = file.to_str().unwrap();
            let mut arguments = vec!["check", "--format", "json", "--fail-on", "suggestion", file];
            arguments.extend(scope);
            let run = run(&arguments);
            assert_eq!(run.status, status, "{code} {side}: {}", run.out);
            let report: Value = serde_json::from_str(&run.out).unwrap();
            let findings = report[0]["findings"].as_array().unwrap();
            if side == "good" {
                assert!(findings.is_empty(), "{code}: {findings:?}");
                continue;
            }
            let [finding] = findings.as_slice() else { panic!("{code}: {findings:?}") };
            assert_eq!(finding["code"], code.as_str());
            assert_eq!(finding["pointer"], code.bad_pointer(), "{code}");
            assert_eq!(place(finding), place_of(&example.text(), code), "{code}");
        }
    }
}

/// Options that select the policies of a rule's scope.
fn scope_options(scope: PolicyScope) -> [&'static str; 2] {
    match scope.kind() {
        PolicyKind::Identity => ["--kind", "identity"],
        _ => ["--operation", scope.operation().cli_name()],
    }
}

fn place(finding: &Value) -> (u64, u64) {
    (finding["line"].as_u64().unwrap(), finding["column"].as_u64().unwrap())
}

/// How long the string or object is that the text begins with.
fn value_length(text: &str) -> usize {
    let (mut depth, mut in_string) = (0, false);
    for (at, character) in text.char_indices() {
        match character {
            '"' => in_string = !in_string,
            '{' if !in_string => depth += 1,
            '}' if !in_string => depth -= 1,
            _ => {}
        }
        if depth == 0 && !in_string {
            return at + 1;
        }
    }
    text.len()
}

/// The place of the bad example's pointer, found by searching the text for the last part of the pointer, without our locator.
fn place_of(text: &str, code: Code) -> (u64, u64) {
    let pointer = code.bad_pointer();
    let about_key = [
        "DUPLICATE_JSON_KEY",
        "INVALID_POLICY_ELEMENT",
        "UNSUPPORTED_ELEMENT_COMBINATION",
        "UNSUPPORTED_PRINCIPAL",
        "INVALID_CONDITION_OPERATOR",
        "NULL_WITH_IF_EXISTS",
        "NULL_WITH_QUALIFIER",
        "INVALID_CONDITION_KEY_FORMAT",
        "DUPLICATE_KEYS_WITH_DIFFERENT_CASE",
        "MISSING_ACTION_FOR_CONDITION_KEY",
        "MISSING_PAIRED_CONDITION_KEYS",
        "MISSING_TAG_KEY_IN_CONDITION",
        "UNSUPPORTED_GLOBAL_CONDITION_KEY",
        "UNTRUSTWORTHY_CONDITION_KEY",
        "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES",
        "ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE",
        "INVALID_GLOBAL_CONDITION_KEY",
        "DEPRECATED_GLOBAL_CONDITION_KEY",
        "INVALID_SERVICE_CONDITION_KEY",
        "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
        "TYPE_MISMATCH",
        "MISSING_QUALIFIER",
        "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
        "STRING_LIKE_OPERATOR_WITH_ARN_CONDITION_KEYS",
        "CONDITIONS_NEVER_HOLD",
    ];
    let mut offset = match code.as_str() {
        "JSON_SYNTAX_ERROR" => text.find(", }").unwrap() + 2,
        "STS_CHARACTER_NOT_ALLOWED" => text.find('東').unwrap(),
        _ => 0,
    };
    if offset == 0 {
        let tokens: Vec<String> =
            pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~")).collect();
        for (index, token) in tokens.iter().enumerate() {
            if let Ok(item) = token.parse::<usize>() {
                // Into the list, and over as many commas between its items as the index says.
                let is_between = |character: char| character == '[' || character == ',' || character.is_whitespace();
                let next = |offset: usize| offset + text.get(offset..).unwrap().find(|c| !is_between(c)).unwrap();
                offset = next(offset);
                for _ in 0..item {
                    offset = next(offset + value_length(text.get(offset..).unwrap()));
                }
                continue;
            }
            let key = format!("\"{token}\"");
            let rest = text.get(offset..).unwrap();
            // Of equal keys the last.
            let at = if code.as_str() == "DUPLICATE_JSON_KEY" && index + 1 == tokens.len() {
                rest.rfind(&key).unwrap()
            } else {
                rest.find(&key).unwrap()
            };
            offset += at;
            if index + 1 < tokens.len() || !about_key.contains(&code.as_str()) {
                offset += key.len();
                let rest = text.get(offset..).unwrap();
                offset += rest.find(|character| character != ':' && character != ' ').unwrap();
            }
        }
    }
    let before = text.get(..offset).unwrap();
    let line = before.matches('\n').count() as u64 + 1;
    (line, before.rsplit('\n').next().unwrap().chars().count() as u64 + 1)
}

#[test]
fn a_folder_means_its_json_files() {
    let folder = tempfile::tempdir().unwrap();
    let policy =
        fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/../../examples/policies/sqs-producer.json")).unwrap();
    fs::create_dir(folder.path().join("inner")).unwrap();
    for name in ["b.json", "a.json", "inner/c.json", "notes.txt"] {
        fs::write(folder.path().join(name), &policy).unwrap();
    }
    let run = run(&["check", "--format", "json", folder.path().to_str().unwrap()]);
    let report: Value = serde_json::from_str(&run.out).unwrap();
    let files: Vec<&str> = report
        .as_array()
        .unwrap()
        .iter()
        .map(|file| file["file"].as_str().unwrap().rsplit_once(folder.path().to_str().unwrap()).unwrap().1)
        .collect();
    assert_eq!(files, ["/a.json", "/b.json", "/inner/c.json"]);
}

#[test]
fn what_cannot_be_read() {
    let missing = run(&["check", "absent.json", GOOD]);
    assert_eq!(missing.status, 2);
    assert_eq!(missing.errors, "error: `absent.json` does not exist\n");
    assert!(missing.out.ends_with("checked 1 policy: nothing found\n"), "the others are still judged");
    let folder = tempfile::tempdir().unwrap();
    let empty = run(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(empty.status, 2);
    assert!(empty.errors.ends_with("has no `.json` files\n"), "{}", empty.errors);
    assert_eq!(empty.out, "", "nothing was checked, so there is nothing to sum up");
}

#[test]
fn managed_policy_arns_share_the_limit() {
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
fn tags_count_into_the_packed_size() {
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
fn the_compact_form_may_fit_where_the_file_does_not() {
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
fn a_minified_policy_is_shown_around_the_culprit() {
    let items =
        |numbers: std::ops::Range<u8>| numbers.map(|n| format!(r#""arn:aws:s3:::reports/{n}/*","#)).collect::<String>();
    let policy = format!(
        r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"s3:GetObject","Resource":[{}"nonsense",{}"arn:aws:s3:::news/*"]}}}}"#,
        items(10..20),
        items(20..30)
    );
    insta::assert_snapshot!(run_with_input(&["check", "-"], policy.as_bytes()).out);
}

#[test]
fn a_reader_that_has_seen_enough_is_no_failure() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_sts-policy"))
        .args(["explain"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

#[test]
fn an_input_that_is_too_large_is_refused() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.json");
    // It takes no space: what is refused by its size is not read.
    fs::File::create(&path).unwrap().set_len(1 << 40).unwrap();
    let path = path.to_str().unwrap();
    let text = r#"{"Version":"2012-10-17"}"#;
    for arguments in [
        vec!["check", path],
        vec!["fmt", path],
        vec!["size", path],
        vec!["calibrate", path],
        vec!["check", "--reference", path, GOOD],
        vec!["size", "--calibration", path, GOOD],
    ] {
        let run = run_with_input(&arguments, text.as_bytes());
        assert_eq!(run.status, 2, "{arguments:?}");
        assert!(run.errors.contains("large.json` is too large: must be at most"), "{}", run.errors);
    }
    let run = run_with_input(&["check", "-"], &vec![b' '; (4 << 20) + 1]);
    assert_eq!(run.status, 2);
    assert!(run.errors.contains("`-` is too large: must be at most 4194304 bytes"), "{}", run.errors);
    // Too long for STS, and still read and reported.
    let run = run_with_input(&["check", "-"], &vec![b' '; 4 << 20]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("STS_POLICY_TOO_LONG") && run.out.contains("the rest of the file was not checked"));
}

#[cfg(unix)]
#[test]
fn a_device_that_never_ends_is_refused_and_a_pipe_in_a_folder_is_not_read() {
    let run_zero = run(&["check", "/dev/zero"]);
    assert_eq!(run_zero.status, 2);
    assert!(run_zero.errors.contains("`/dev/zero` is too large"), "{}", run_zero.errors);

    let folder = tempfile::tempdir().unwrap();
    fs::copy(format!("../../{GOOD}"), folder.path().join("good.json")).unwrap();
    std::os::unix::fs::symlink("/dev/zero", folder.path().join("zero.json")).unwrap();
    let socket = std::os::unix::net::UnixListener::bind(folder.path().join("socket.json")).unwrap();
    let run = run(&["check", folder.path().to_str().unwrap()]);
    drop(socket);
    assert_eq!(run.status, 0, "{}", run.errors);
}

#[test]
fn each_input_is_checked_once_in_the_order_of_its_first_mention() {
    let broken_first = run(&["check", "--format", "json", GOOD, BROKEN, EXAMPLES, GOOD, BROKEN]);
    let files: Value = serde_json::from_str(&broken_first.out).unwrap();
    let files: Vec<&str> = files.as_array().unwrap().iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!(files[..2], [GOOD, BROKEN]);
    let mut different = files.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), files.len());
}
