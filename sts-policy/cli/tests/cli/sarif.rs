//! The requirements of SARIF 2.1.0 on the output for the examples of all rules.

use std::fs;

use serde_json::Value;
use sts_policy::{Code, RuleScope};

use crate::run;

#[test]
fn the_log_has_the_members_that_the_schema_requires() {
    let folder = tempfile::tempdir().unwrap();
    let mut expected = 0;
    for code in Code::all().filter(|code| matches!(code.scope(), RuleScope::All | RuleScope::Session)) {
        fs::write(folder.path().join(format!("{code}.json")), code.bad().text().as_bytes()).unwrap();
        expected += 1;
    }
    let run = run(&["check", "--format", "sarif", folder.path().to_str().unwrap()]);
    let log: Value = serde_json::from_str(&run.out).unwrap();

    // §3.13: a log has `version` and `runs`.
    assert_eq!(log["version"], "2.1.0");
    assert!(log["$schema"].is_string());
    let [run] = log["runs"].as_array().unwrap().as_slice() else { panic!("one run") };
    // §3.14, §3.18, §3.19: a run has `tool`, a tool `driver`, a driver `name`; rules have an `id` each.
    let driver = &run["tool"]["driver"];
    assert_eq!(driver["name"], "sts-policy");
    assert_eq!(run["columnKind"], "unicodeCodePoints");
    let rules = driver["rules"].as_array().unwrap();
    assert_eq!(rules.len(), expected);
    for rule in rules {
        assert!(rule["id"].is_string());
        assert!(rule["shortDescription"]["text"].is_string() && rule["fullDescription"]["text"].is_string());
    }
    let results = run["results"].as_array().unwrap();
    assert_eq!(results.len(), expected);
    for result in results {
        // §3.27: a result has a `message`; ours also have a rule, a level and a place.
        assert!(!result["message"]["text"].as_str().unwrap().is_empty());
        let rule = &rules[usize::try_from(result["ruleIndex"].as_u64().unwrap()).unwrap()];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(["error", "warning", "note"].contains(&result["level"].as_str().unwrap()));
        assert_eq!(rule["defaultConfiguration"]["level"], result["level"]);
        let place = &result["locations"][0]["physicalLocation"];
        assert_region(&place["region"]);
        assert!(place["artifactLocation"]["uri"].is_string());
        for fix in result["fixes"].as_array().into_iter().flatten() {
            // §3.55 to §3.57: a fix has changes, a change an artifact and replacements, a replacement a region.
            let change = &fix["artifactChanges"][0];
            assert!(change["artifactLocation"]["uri"].is_string());
            assert_region(&change["replacements"][0]["deletedRegion"]);
        }
    }
}

/// §3.30: lines and columns count from 1, and the end is not before the start.
fn assert_region(region: &Value) {
    let number = |name: &str| region[name].as_u64().unwrap();
    assert!(number("startLine") >= 1 && number("startColumn") >= 1);
    assert!((number("endLine"), number("endColumn")) >= (number("startLine"), number("startColumn")));
}
