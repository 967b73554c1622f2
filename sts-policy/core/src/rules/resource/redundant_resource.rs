//! Resources that another resource of the same list covers.

use crate::diagnostics::{Message, message, quote};
use crate::document::List;
use crate::grammar::arn;
use crate::pattern::Pattern;
use crate::rules::context::Context;
use crate::rules::redundant_items::{ItemRule, Redundancy};
use crate::rules::rule;

rule! {
    REDUNDANT_RESOURCE {
        severity: Suggestion,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a resource is covered by another one in the same list",
        why: "The resource changes nothing and takes space that is scarce in a session policy. Often the wider pattern matches more than intended: `reports*` also matches every bucket whose name begins with `reports`.",
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

pub(crate) fn check(list: List<'_>, cx: &mut Context<'_, '_>) {
    let rule = ItemRule {
        code: REDUNDANT_RESOURCE,
        describe,
        is_valid: |text| text == "*" || arn::parse(text).is_ok(),
        parse: Pattern::resource,
        ignores_case: false,
    };
    rule.check(list, cx);
}

fn describe(redundancy: &Redundancy<'_>) -> Message {
    let resource = quote(redundancy.text);
    match (redundancy.covered_by.map(quote), redundancy.others) {
        (None, 0) => message!("duplicate resource {}", resource),
        (None, 1) => message!("duplicate resource {} (and 1 other)", resource),
        (None, others) => message!("duplicate resource {} (and {} others)", resource, others),
        (Some(by), 0) => message!("resource {} is covered by {} in the same list", resource, by),
        (Some(by), 1) => message!("resource {} is covered by {} in the same list (as is 1 other)", resource, by),
        (Some(by), others) => {
            message!("resource {} is covered by {} in the same list (as are {} others)", resource, by, others)
        }
    }
}
