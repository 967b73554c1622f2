use sts_policy::Code;

use crate::run;

#[test]
fn one_code() {
    insta::assert_snapshot!(run(&["explain", "wildcard_without_like_operator"]).out);
    insta::assert_snapshot!(run(&["explain", "POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA"]).out);
}

#[test]
fn all_codes() {
    let run = run(&["explain"]);
    assert_eq!(run.status, 0);
    assert_eq!(run.out.lines().count(), Code::all().count());
    insta::assert_snapshot!(run.out);
}
