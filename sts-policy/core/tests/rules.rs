//! The catalogue is documentation and test at once: every bad example raises its code at its place and nothing else, every
//! good one nothing at all.

use std::fmt::Write;

use sts_policy_core::packed::Operation;
use sts_policy_core::{Checker, Code, Location, Report};

fn check(code: Code, text: &str) -> Report {
    Checker::new(code.example_kind()).packed_size(Operation::AssumeRole).check(text)
}

#[test]
fn every_bad_example_raises_its_code_at_its_place() {
    for code in Code::all() {
        let report = check(code, &code.bad().text());
        let codes: Vec<Code> = report.findings().iter().map(sts_policy_core::Finding::code).collect();
        assert_eq!(codes, [code], "{code}: {report}");
        assert_eq!(report.findings()[0].pointer().as_str(), code.bad_pointer(), "{code}");
        assert_eq!(report.max_severity(), Some(code.severity()), "{code}");
    }
}

#[test]
fn no_good_example_raises_anything() {
    for code in Code::all() {
        let report = check(code, &code.good().text());
        assert!(report.is_clean(), "{code}: {report}");
    }
}

/// What a user reads for each bad example, with the text that the finding underlines.
#[test]
fn messages() {
    let mut shown = String::new();
    for code in Code::all() {
        let text = code.bad().text();
        let report = check(code, &text);
        for (finding, location) in report.findings().iter().zip(report.locate(&text)) {
            let Location { span, line, column, .. } = location;
            writeln!(shown, "{finding}").unwrap();
            let underlined = if span.len() > 120 { "…" } else { text.get(span).unwrap() };
            writeln!(shown, "  {line}:{column} {underlined}").unwrap();
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
