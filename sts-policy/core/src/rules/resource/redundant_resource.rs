//! a resource is covered by another one of its list.

use crate::document::List;
use crate::grammar::arn;
use crate::pattern::Pattern;
use crate::rules::context::Context;
use crate::rules::redundant_items::Family;
use crate::rules::rule;

rule! {
    REDUNDANT_RESOURCE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a resource is covered by another one of its list",
        why: "It changes nothing, takes room that is scarce in a session policy, and lets a reader think that it matters. Often the wider one says more than was meant: `reports*` is also every bucket whose name begins so.",
        bad at "/Statement/0/Resource/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": ["arn:aws:s3:::reports*", "arn:aws:s3:::reports/tenant-a/*"]
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/tenant-a/*"
  }]
}"#,
    }
}

/// `path` is that of the element.
pub(crate) fn check(list: List<'_>, cx: &mut Context<'_, '_>) {
    let family = Family {
        what: "resource",
        code: REDUNDANT_RESOURCE,
        fits: |text| text == "*" || arn::parse(text).is_ok(),
        read: Pattern::resource,
        ignores_case: false,
    };
    family.check(list, cx);
}
