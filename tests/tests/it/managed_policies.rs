//! AWS's managed policies, about 1,580, from the package `moto` (Apache-2.0). IAM accepts all of them, so a syntax error in one of them
//! is a mistake of this project.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::sync::LazyLock;

use serde_json::Value;
use sts_policy::{Checker, Policy, RuleScope, Severity, code};
use sts_policy_tests::managed_policies;

/// The documents by name.
static POLICIES: LazyLock<BTreeMap<String, Value>> = LazyLock::new(|| {
    let json = managed_policies(Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
    let policies: BTreeMap<String, Value> = serde_json::from_slice(&json).unwrap();
    policies.into_iter().map(|(name, mut policy)| (name, policy.get_mut("Document").unwrap().take())).collect()
});

#[test]
fn the_corpus_has_more_than_1500_policies() {
    assert!(POLICIES.len() > 1_500, "{}", POLICIES.len());
}

/// Replaces every list of one item by the item, which means the same to IAM.
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
fn reading_and_writing_preserve_the_meaning() {
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

/// The snapshot was reviewed: each finding is right, or the service reference lacks a name that AWS's policies use. Access Analyzer
/// refused all unknown actions that it was tried with, and accepted all other findings.
#[test]
fn identity_policy_findings_are_unchanged() {
    let mut counts: BTreeMap<(Severity, &str), usize> = BTreeMap::new();
    let mut with_unknown_action = Vec::new();
    for (name, document) in &*POLICIES {
        let report = Checker::identity().check(&document.to_string());
        assert!(!report.is_truncated(), "{name}");
        for finding in report.findings() {
            *counts.entry((finding.severity(), finding.code().as_str())).or_default() += 1;
        }
        if report.findings().iter().any(|finding| finding.code() == code::INVALID_ACTION) {
            with_unknown_action.push(name.as_str());
        }
    }
    println!("findings over {} policies: {counts:#?}", POLICIES.len());
    let mut shown = String::new();
    for ((severity, code), count) in counts {
        writeln!(shown, "{severity} {code}: {count}").unwrap();
    }
    writeln!(shown, "\nunknown actions: {}", with_unknown_action.join(", ")).unwrap();
    insta::assert_snapshot!(shown);
}

/// Counts the codes that differ between the two kinds: a session has no user, and a few policies are reported as too long only.
#[test]
fn session_policy_finding_counts_are_unchanged() {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for document in POLICIES.values() {
        let text = document.to_string();
        let as_identity: Vec<_> = Checker::identity().check(&text).findings().iter().map(|one| one.code()).collect();
        for finding in Checker::for_scope(RuleScope::Federation).check(&text).findings() {
            if !as_identity.contains(&finding.code()) {
                *counts.entry(finding.code().as_str()).or_default() += 1;
            }
        }
    }
    insta::assert_debug_snapshot!(counts);
}
