//! Checks of resources: `*`, or an ARN of the right shape.

use crate::catalogue::{arn as code, statement};
use crate::document::List;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::arn::{self, Arn, NotAnArn, PREFIX};
use crate::grammar::variable::{has_variable, outside_variables};
use crate::json::Path;

pub(super) fn empty(list: List<'_>, element: &str, path: &Path<'_>, findings: &mut Findings) {
    if list.len() == 0 {
        let message = format!("`{element}` is empty, so the statement has no effect");
        findings.push(Finding::at(statement::EMPTY_ARRAY_RESOURCE, path, message));
    }
}

pub(super) fn arn(text: &str, path: &Path<'_>, findings: &mut Findings) {
    if text == "*" {
        return;
    }
    match arn::parse(text) {
        Ok(arn) => {
            service_case(text, &arn, path, findings);
            service_wildcard(text, &arn, path, findings);
            account(text, &arn, path, findings);
        }
        Err(NotAnArn::Prefix) => prefix(text, path, findings),
        Err(NotAnArn::Fields(count)) => {
            let message = format!("{} has {count} of the six fields of an ARN", quote(text));
            let finding = Finding::at(code::MISSING_ARN_FIELD, path, message);
            findings
                .push(finding.with_help("write `arn:partition:service:region:account:resource`; fields may be empty"));
        }
    }
}

fn prefix(text: &str, path: &Path<'_>, findings: &mut Findings) {
    let message = format!("resource {} does not begin with `{PREFIX}`", quote(text));
    let finding = Finding::at(code::INVALID_ARN_PREFIX, path, message);
    let (head, tail) = text.split_at_checked(PREFIX.len()).unwrap_or((text, ""));
    let trimmed = text.trim();
    findings.push(if head.eq_ignore_ascii_case(PREFIX) {
        finding.with_help(format!("`{PREFIX}` is in lower case")).with_value(format!("{PREFIX}{tail}"))
    } else if trimmed != text && (trimmed == "*" || arn::parse(trimmed).is_ok()) {
        finding.with_help("remove the white space around it").with_value(trimmed)
    } else if outside_variables(text).any(|character| character == ':') {
        finding.with_help("a resource is `*` or `arn:partition:service:region:account:resource`")
    } else {
        finding.with_help(format!(
            "write the whole ARN, such as `arn:aws:s3:::{}` for S3, or `*` for every resource",
            text.trim().trim_start_matches('/').chars().take(64).collect::<String>()
        ))
    });
}

fn service_case(text: &str, arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    let service = arn.service;
    if has_variable(service) || !service.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return;
    }
    let lower = service.to_ascii_lowercase();
    let message = format!("service {} of the ARN is not in lower case, so it matches nothing", quote(service));
    let mended = text.replacen(&format!(":{service}:"), &format!(":{lower}:"), 1);
    findings.push(
        Finding::at(code::INVALID_ARN_SERVICE_CASE, path, message)
            .with_help(format!("write `{lower}`"))
            .with_value(mended),
    );
}

fn service_wildcard(text: &str, arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    if arn.service.contains(['*', '?']) {
        let message = format!("service {} of ARN {} has a wildcard", quote(arn.service), quote(text));
        let finding = Finding::at(code::WILDCARD_IN_SERVICE_NAME, path, message);
        findings.push(finding.with_help("name the service"));
    }
}

fn account(text: &str, arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    let account = arn.account;
    if arn::is_account(account) {
        return;
    }
    let message = format!("account {} of the ARN is not made of twelve digits", quote(account));
    let finding = Finding::at(code::INVALID_ARN_ACCOUNT, path, message);
    let digits: String = account.chars().filter(|character| *character != '-').collect();
    findings.push(if arn::is_account_id(&digits) {
        let mended = text.replacen(&format!(":{account}:"), &format!(":{digits}:"), 1);
        finding.with_help(format!("write `{digits}`")).with_value(mended)
    } else {
        finding.with_help("write the account ID, `*`, or nothing where the ARN has no account")
    });
}
