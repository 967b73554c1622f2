//! Helpers for the tests of the rules.

use crate::{Checker, Report};

/// The action of most tests, as JSON.
pub(super) const LIST_BUCKET: &str = r#""s3:ListBucket""#;

/// Checks a policy of one statement, without the service reference. The members of the statement are JSON.
pub(super) fn check_statement(members: &str) -> Report {
    let text = format!(r#"{{"Version":"2012-10-17","Statement":[{{{members}}}]}}"#);
    Checker::session().without_reference().check(&text)
}

/// Checks an `Allow` statement. The actions and the members of the condition are JSON.
pub(super) fn check_allow(actions: &str, condition: &str) -> Report {
    check_statement(&format!(r#""Effect":"Allow","Action":{actions},"Resource":"*","Condition":{{{condition}}}"#))
}

/// Returns the codes of the findings in a statement. Its members are JSON.
pub(super) fn codes_in_statement(members: &str) -> Vec<&'static str> {
    codes(&check_statement(members))
}

/// Returns the codes of the findings in an `Allow` statement. The actions and the members of the condition are JSON.
pub(super) fn codes_in_allow(actions: &str, condition: &str) -> Vec<&'static str> {
    codes(&check_allow(actions, condition))
}

/// Asserts which code an `Allow` of `s3:ListBucket` has with each of these conditions.
#[track_caller]
pub(super) fn assert_list_bucket_codes(cases: &[(&str, Option<&'static str>)]) {
    for (condition, expected) in cases {
        assert_eq!(codes_in_allow(LIST_BUCKET, condition), Vec::from_iter(*expected), "{condition}");
    }
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|finding| finding.code().as_str()).collect()
}
