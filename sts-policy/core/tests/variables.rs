//! Policy variables with default values. Braces, colons and wildcards inside the quotes belong to the variable.

use sts_policy_core::check;
use sts_policy_core::pattern::Pattern;

fn codes(statement: &str) -> Vec<&'static str> {
    let report = check(&format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{statement}}}]}}"#));
    report.findings().iter().map(|finding| finding.code().as_str()).collect()
}

#[test]
fn a_wildcard_in_a_default_value_is_not_a_wildcard_of_the_value() {
    let with = |value: &str| {
        codes(&format!(
            r#""Action":"s3:ListBucket","Resource":"arn:aws:s3:::b","Condition":{{"StringEquals":{{"s3:prefix":"{value}"}}}}"#
        ))
    };
    assert!(with("${aws:PrincipalTag/x, 'a}*b'}").is_empty());
    assert!(with("${aws:PrincipalTag/x, '*'}").is_empty());
    assert_eq!(with("${aws:PrincipalTag/x, 'a}b'}*"), ["WILDCARD_WITHOUT_LIKE_OPERATOR"]);
}

#[test]
fn a_colon_in_a_default_value_does_not_end_a_field() {
    let with = |arn: &str| codes(&format!(r#""Action":"sqs:SendMessage","Resource":"{arn}""#));
    assert!(with("arn:aws:sqs:${aws:PrincipalTag/x, 'a}:b'}:111122223333:q").is_empty());
    assert_eq!(with("arn:aws:sqs:${aws:PrincipalTag/x, 'a}:b'}:1111:q"), ["INVALID_ARN_ACCOUNT"]);
}

#[test]
fn occurrences_of_a_variable_have_the_same_value() {
    let one = Pattern::resource("${aws:PrincipalTag/a}/${aws:PrincipalTag/b}/${aws:PrincipalTag/a}");
    let other = Pattern::resource("${aws:PrincipalTag/a}/${aws:PrincipalTag/b}/${aws:PrincipalTag/b}");
    assert!(one.covers(&one.clone()));
    assert!(!one.covers(&other));
}
