//! Principals in session policies and identity policies.

use crate::diagnostics::{message, quote};
use crate::document::{StatementView, element};
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    UNSUPPORTED_PRINCIPAL {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a statement has a `Principal` or `NotPrincipal`",
        why: "A session policy applies to its session, and an identity policy to the identity that it is attached to. IAM refuses both elements in either. Principals belong in resource policies and trust policies.",
        bad at "/Statement/0/Principal": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Principal": { "AWS": "arn:aws:iam::111122223333:role/reader" },
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }
}

pub(crate) fn check(statement: &StatementView<'_>, cx: &mut Context<'_, '_>) {
    for (name, node) in [(element::PRINCIPAL, statement.principal), (element::NOT_PRINCIPAL, statement.not_principal)] {
        if node.is_some() {
            let message = message!("{} is not supported in session policies and identity policies", quote(name));
            let help = message!("remove {}; it belongs in resource policies and trust policies", quote(name));
            let finding = cx.key(name).key_finding(UNSUPPORTED_PRINCIPAL, message);
            cx.report(finding.with_help(help));
        }
    }
}
