//! Statements that exclude prefixes of an S3 bucket.

use super::entry::ConditionEntry;
use crate::model::{Effect, OperatorFamily};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    S3_PREFIX_IN_NEGATIVE_CONTEXT {
        severity: SecurityWarning,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a statement only excludes some prefixes of a bucket",
        why: "A request for the prefix `priv` also lists the objects under `private/`, so a shorter prefix bypasses a `Deny` of `private/*`. Write the prefixes that may be listed: with `StringLike` in an `Allow`, or with `StringNotLike` in a `Deny`.",
        bad at "/Statement/0/Condition/StringLike/s3:prefix": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringLike": { "s3:prefix": "private/*" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Deny",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "StringNotLike": { "s3:prefix": ["public/*", "shared/*"] } }
  }]
}"#,
    }
}

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    let is_string = entry.operator.operator.family() == OperatorFamily::String;
    if !entry.is_key("s3:prefix") || !is_string || entry.match_widens_access() {
        return;
    }
    let message = match entry.statement.effect {
        Some(Effect::Deny) => {
            "the statement denies these prefixes, but a request for a shorter prefix also lists the objects under them"
        }
        Some(Effect::Allow) => {
            "the statement does not allow these prefixes, but a request for a shorter prefix also lists the objects under them"
        }
        None => return,
    };
    let finding = cx.finding(S3_PREFIX_IN_NEGATIVE_CONTEXT, message);
    cx.report(
        finding
            .with_help("use `StringLike` to allow only the intended prefixes, or `StringNotLike` to deny all others"),
    );
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::{LIST_BUCKET, codes_in_statement};

    #[test]
    fn reports_excluded_prefixes() {
        let codes = |effect: &str, operator: &str| {
            codes_in_statement(&format!(
                r#""Effect":"{effect}","Action":{LIST_BUCKET},"Resource":"*","Condition":{{"{operator}":{{"s3:prefix":"a/*"}}}}"#
            ))
        };
        assert_eq!(codes("Deny", "StringLike"), ["S3_PREFIX_IN_NEGATIVE_CONTEXT"]);
        assert_eq!(codes("Allow", "StringNotLike"), ["S3_PREFIX_IN_NEGATIVE_CONTEXT"]);
        assert!(codes("Allow", "StringLike").is_empty());
        assert!(codes("Deny", "StringNotLike").is_empty());
    }
}
