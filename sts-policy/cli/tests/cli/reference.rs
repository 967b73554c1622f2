//! `check --reference`.

use std::fs;

use sts_policy::reference::Reference;

use crate::run;

const POLICY: &str = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":["sqs:SendMessage","sqs:SendLetter"],"Resource":"arn:aws:sqs:eu-west-1:111122223333:orders"}]}"#;

/// A service document in the form of AWS.
const DOCUMENT: &str = r#"{
  "Name": "sqs", "Version": "v1.4",
  "Actions": [
    { "Name": "SendMessage", "Annotations": { "Properties": { "IsWrite": true } }, "Resources": [{ "Name": "queue" }] },
    { "Name": "SendLetter", "Annotations": { "Properties": { "IsWrite": true } }, "Resources": [{ "Name": "queue" }] }
  ],
  "Resources": [{ "Name": "queue", "ARNFormats": ["arn:${Partition}:sqs:${Region}:${Account}:${QueueName}"] }]
}"#;

/// Runs `check` with a reference of this content.
fn check(name: &str, content: &[u8], options: &[&str]) -> (i32, String, String) {
    let folder = tempfile::tempdir().unwrap();
    let (policy, reference) = (folder.path().join("policy.json"), folder.path().join(name));
    fs::write(&policy, POLICY).unwrap();
    fs::write(&reference, content).unwrap();
    let mut arguments = vec!["check", "--reference", reference.to_str().unwrap()];
    arguments.extend(options);
    arguments.push(policy.to_str().unwrap());
    let run = run(&arguments);
    (run.status, run.out, run.errors)
}

#[test]
fn reads_service_documents_of_aws() {
    let folder = tempfile::tempdir().unwrap();
    let policy = folder.path().join("policy.json");
    fs::write(&policy, POLICY).unwrap();
    let embedded = run(&["check", policy.to_str().unwrap()]);
    assert_eq!(embedded.status, 1);
    assert!(
        embedded.out.contains("error[INVALID_ACTION]") && embedded.out.contains("`SendLetter`"),
        "{}",
        embedded.out
    );

    let (status, out, errors) = check("sqs.json", DOCUMENT.as_bytes(), &["--reference-date", "2026-11-20"]);
    assert_eq!((status, errors.as_str()), (0, ""), "{out}");
    // The findings have the date of the documents.
    let without = DOCUMENT.replace("SendLetter", "SendPostcard");
    let (status, out, _) = check("sqs.json", without.as_bytes(), &["--reference-date", "2026-11-20"]);
    assert_eq!(status, 1);
    assert!(out.contains("note: according to AWS's service reference of 2026-11-20"), "{out}");

    // The same documents in a folder.
    let documents = folder.path().join("documents");
    fs::create_dir(&documents).unwrap();
    fs::write(documents.join("sqs.json"), DOCUMENT).unwrap();
    let (documents, policy) = (documents.to_str().unwrap(), policy.to_str().unwrap());
    let run = run(&["check", "--reference", documents, "--reference-date", "2026-11-20", policy]);
    assert_eq!(run.status, 0, "{}{}", run.out, run.errors);
}

#[test]
fn reads_a_table() {
    let (status, out, _) = check("reference.bin", Reference::embedded().as_bytes(), &[]);
    assert_eq!(status, 1);
    assert!(out.contains("error[INVALID_ACTION]") && out.contains("Amazon SQS"), "{out}");
}

#[test]
fn reports_invalid_references() {
    let table = Reference::embedded().as_bytes();
    let shown = [
        check("cut.bin", &table[..1_000], &[]),
        check("changed.bin", &table.iter().map(|byte| byte.rotate_left(1)).collect::<Vec<u8>>(), &[]),
        check("empty.json", b"", &[]),
        check("list.json", br#"[{"service":"s3","url":"/v1/s3/s3.json"}]"#, &["--reference-date", "2026-11-20"]),
        check("undated.json", DOCUMENT.as_bytes(), &[]),
        check("misdated.json", DOCUMENT.as_bytes(), &["--reference-date", "yesterday"]),
    ]
    .map(|(status, out, errors)| {
        assert_eq!((status, out.as_str()), (2, ""));
        assert!(errors.starts_with("error: invalid service reference `"), "{errors}");
        let (_, error) = errors.split_once("`: ").unwrap();
        error.to_owned()
    });
    insta::assert_snapshot!(shown.concat());
}
