//! The examples of the rules: each bad example has exactly its finding, and each good example has no finding.

use std::fmt::Write;

use sts_policy_core::report::Location;
use sts_policy_core::{Checker, Code, Report};

fn check(code: Code, text: &str) -> Report {
    Checker::for_scope(code.scope()).estimate_packed_size().check(text)
}

#[test]
fn each_bad_example_has_exactly_its_finding() {
    for code in Code::all() {
        let report = check(code, &code.bad().text());
        let codes: Vec<Code> = report.findings().iter().map(sts_policy_core::Finding::code).collect();
        assert_eq!(codes, [code], "{code}: {report}");
        assert_eq!(report.findings()[0].pointer().as_str(), code.bad_pointer(), "{code}");
        assert_eq!(report.max_severity(), Some(code.severity()), "{code}");
    }
}

#[test]
fn no_good_example_has_findings() {
    for code in Code::all() {
        let report = check(code, &code.good().text());
        assert!(report.is_clean(), "{code}: {report}");
    }
}

/// Message, place, marked text, help and fix of each bad example.
#[test]
fn messages_are_unchanged() {
    let mut shown = String::new();
    for code in Code::all() {
        let text = code.bad().text();
        let report = check(code, &text);
        for (finding, location) in report.findings().iter().zip(report.locate(&text)) {
            let Location { span, line, column, .. } = location;
            writeln!(shown, "{finding}").unwrap();
            let marked = if span.len() > 120 { "…" } else { text.get(span).unwrap() };
            writeln!(shown, "  {line}:{column} {marked}").unwrap();
            if let Some(help) = finding.help() {
                writeln!(shown, "  help: {help}").unwrap();
            }
            if let Some(fix) = finding.fix() {
                writeln!(shown, "  fix: {}", serde_json::to_string(fix).unwrap()).unwrap();
            }
            writeln!(shown).unwrap();
        }
    }
    insta::assert_snapshot!(shown);
}
