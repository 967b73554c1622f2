//! The files and standard input.

use std::fs;
use std::process::{Command, Stdio};

use serde_json::Value;

use crate::{BROKEN, EXAMPLES, GOOD, run, run_with_input};

#[test]
fn a_folder_argument_checks_its_json_files() {
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
fn reports_files_that_cannot_be_read_and_checks_the_others() {
    let missing = run(&["check", "absent.json", GOOD]);
    assert_eq!(missing.status, 2);
    assert_eq!(missing.errors, "error: `absent.json` does not exist\n");
    assert!(missing.out.ends_with("checked 1 policy: no findings\n"), "the others are still checked");
    let folder = tempfile::tempdir().unwrap();
    let empty = run(&["check", folder.path().to_str().unwrap()]);
    assert_eq!(empty.status, 2);
    assert!(empty.errors.ends_with("has no `.json` files\n"), "{}", empty.errors);
    assert_eq!(empty.out, "", "no summary without a checked file");
}

#[test]
fn a_closed_pipe_is_not_an_error() {
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
fn refuses_an_input_that_is_too_large() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("large.json");
    // The file is sparse. It is refused by its size and not read.
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
    // This is too long for STS and is still read and reported.
    let run = run_with_input(&["check", "-"], &vec![b' '; 4 << 20]);
    assert_eq!(run.status, 1);
    assert!(run.out.contains("STS_POLICY_TOO_LONG") && run.out.contains("the rest of the file was not checked"));
}

#[cfg(unix)]
#[test]
fn refuses_an_endless_device_and_skips_devices_and_sockets_in_a_folder() {
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
fn checks_each_input_once_in_the_order_of_its_first_mention() {
    let broken_first = run(&["check", "--format", "json", GOOD, BROKEN, EXAMPLES, GOOD, BROKEN]);
    let files: Value = serde_json::from_str(&broken_first.out).unwrap();
    let files: Vec<&str> = files.as_array().unwrap().iter().map(|file| file["file"].as_str().unwrap()).collect();
    assert_eq!(files[..2], [GOOD, BROKEN]);
    let mut different = files.clone();
    different.sort_unstable();
    different.dedup();
    assert_eq!(different.len(), files.len());
}
