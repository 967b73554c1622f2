//! AWS's managed policies, about 1,580, as the package `moto` (Apache-2.0) carries them: all are accepted by IAM, so whatever
//! our reader or our checks of the grammar have against one of them is wrong.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::Command;
use std::sync::LazyLock;

use serde_json::Value;
use sts_policy::{Checker, Policy, Severity};
use sts_policy_tests::{Wheel, python};

const MOTO: Wheel = Wheel {
    name: "moto",
    version: "5.2.5",
    sha256: "eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
};

/// The package keeps the policies as JSON inside a Python module; Python itself takes them out.
const EXTRACT: &str = "import runpy, sys; print(runpy.run_path(sys.argv[1])['aws_managed_policies_data'])";

/// The documents by name.
static POLICIES: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let moto = MOTO.unpacked(Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
    let module = moto.join("moto/iam/aws_managed_policies.py");
    let json = python(Command::new("python3").args(["-c", EXTRACT]).arg(module)).unwrap();
    let policies: BTreeMap<String, Value> = serde_json::from_slice(&json).unwrap();
    policies.into_iter().map(|(name, mut policy)| (name, policy.get_mut("Document").unwrap().take())).collect()
});

#[test]
fn there_are_enough_of_them() {
    assert!(POLICIES.len() > 1_500, "{}", POLICIES.len());
}

/// The document with every list of one item written as the item: what IAM takes for the same.
fn meaning(value: &Value) -> Value {
    match value {
        Value::Array(items) => match items.as_slice() {
            [one] => meaning(one),
            items => Value::Array(items.iter().map(meaning).collect()),
        },
        Value::Object(members) => {
            Value::Object(members.iter().map(|(key, value)| (key.clone(), meaning(value))).collect())
        }
        other => other.clone(),
    }
}

#[test]
fn each_reads_and_writes_back_to_the_same_meaning() {
    for (name, document) in &*POLICIES {
        let policy = Policy::from_json(&document.to_string()).unwrap_or_else(|error| panic!("{name}: {error}"));
        let json = policy.to_json();
        let written: Value = serde_json::from_str(&json).unwrap();
        assert_eq!(meaning(&written), meaning(document), "{name}");
        assert_eq!(Policy::from_json(&json).unwrap(), policy, "{name}");
        assert_eq!(Policy::from_json(&policy.to_json_pretty()).unwrap(), policy, "{name}");
        assert_eq!(serde_json::from_value::<Policy>(document.clone()).unwrap(), policy, "{name}");
    }
}

#[test]
fn none_has_an_error() {
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    for (name, document) in &*POLICIES {
        let report = Checker::identity().check(&document.to_string());
        assert!(report.is_ok(), "{name}: {report}");
        for finding in report.findings() {
            *counts.entry((finding.severity(), finding.code().as_str())).or_default() += 1;
        }
    }
    println!("findings over {} policies: {counts:?}", POLICIES.len());
    // What was looked at one by one. Access Analyzer says so too.
    let expected = [
        (Severity::Suggestion, "EQUIVALENT_TO_NULL_FALSE", 118),
        (Severity::Suggestion, "REDUNDANT_ACTION", 32),
        (Severity::Suggestion, "REDUNDANT_RESOURCE", 55),
        (Severity::Warning, "CREATE_SLR_WITH_STAR_IN_ACTION_AND_RESOURCE", 3),
        (Severity::Warning, "CREATE_SLR_WITH_STAR_IN_RESOURCE", 4),
        (Severity::Warning, "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA", 41),
        (Severity::SecurityWarning, "PASS_ROLE_WITH_STAR_IN_ACTION_AND_RESOURCE", 3),
        (Severity::SecurityWarning, "PASS_ROLE_WITH_STAR_IN_RESOURCE", 8),
    ];
    assert_eq!(counts, expected.into_iter().map(|(severity, code, count)| ((severity, code), count)).collect());
}
