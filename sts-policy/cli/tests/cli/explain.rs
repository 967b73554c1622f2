use sts_policy::Code;

use crate::run;

#[test]
fn explains_a_code_of_each_scope() {
    for code in [
        "wildcard_without_like_operator",
        "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA",
        "ACTION_NEVER_ALLOWED",
        "STS_POLICY_TOO_LONG",
    ] {
        insta::assert_snapshot!(code.to_lowercase(), run(&["explain", code]).out);
    }
}

#[test]
fn lists_all_codes() {
    let run = run(&["explain"]);
    assert_eq!(run.status, 0);
    assert_eq!(run.out.lines().count(), Code::all().count());
    insta::assert_snapshot!(run.out);
}
