//! Checks of resources: `*`, or an ARN of the right shape.

use super::variable::unsupported;
use crate::catalogue::{arn as code, variable as variable_code};
use crate::finding::{Finding, Findings, quote};
use crate::grammar::arn::{self, Arn, NotAnArn, PREFIX};
use crate::grammar::case;
use crate::grammar::variable::{find_outside, has_variable, has_wildcard};
use crate::json::Path;

pub(super) fn arn(text: &str, path: &Path<'_>, findings: &mut Findings) {
    if text == "*" {
        return;
    }
    match arn::parse(text) {
        Ok(arn) => {
            if !arn::is_plain(arn.partition) {
                partition(&arn, path, findings);
            }
            if !arn::is_plain(arn.service) {
                service_variable(&arn, path, findings);
                service_wildcard(&arn, path, findings);
            }
            service_case(&arn, path, findings);
            account(&arn, path, findings);
            iam_path(&arn, path, findings);
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
    let trimmed = text.trim();
    if trimmed.is_empty() {
        let finding = Finding::at(code::INVALID_ARN_PREFIX, path, "a resource is empty");
        findings.push(finding.with_help("a resource is an ARN, or `*` for every resource"));
        return;
    }
    let message = format!("resource {} does not begin with `{PREFIX}`", quote(text));
    let finding = Finding::at(code::INVALID_ARN_PREFIX, path, message);
    let fits = |trimmed: &str| trimmed == "*" || arn::parse(trimmed).is_ok();
    let lowered = case::strip_start(text, PREFIX).map(|rest| format!("{PREFIX}{rest}"));
    findings.push(finding.trim_or(text, fits, |finding| {
        if let Some(lowered) = lowered.filter(|lowered| arn::parse(lowered).is_ok()) {
            finding.with_help(format!("`{PREFIX}` is in lower case")).with_value(lowered)
        } else if text.bytes().all(|byte| byte == b'*') {
            finding.with_help("write `*` for every resource").with_value("*")
        } else if find_outside(text, b':').is_some() {
            finding.with_help("a resource is `*` or `arn:partition:service:region:account:resource`")
        } else {
            let example = quote(&format!("arn:aws:s3:::{}", trimmed.trim_start_matches('/'))).to_string();
            finding.with_help(format!("write the whole ARN, such as {example} for S3, or `*` for every resource"))
        }
    }));
}

/// The partition as IAM compares it, before policy variables are replaced.
fn partition(arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    if has_variable(arn.partition) {
        let message = unsupported(arn.partition, "the partition of an ARN");
        let finding = Finding::at(variable_code::VARIABLE_UNSUPPORTED_IN_ELEMENT, path, message);
        findings.push(finding.with_help("write the partition, or `*` for every partition"));
    } else if arn::has_partial_wildcard(arn.partition) {
        let message = format!("partition {} of the ARN has a wildcard beside other characters", quote(arn.partition));
        let finding = Finding::at(code::INVALID_PARTITION, path, message);
        findings.push(finding.with_help("write the partition, or `*` for every partition"));
    }
}

fn service_variable(arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    if has_variable(arn.service) {
        let message = unsupported(arn.service, "the service of an ARN");
        let finding = Finding::at(variable_code::VARIABLE_UNSUPPORTED_IN_ELEMENT, path, message);
        findings.push(finding.with_help("name the service"));
    }
}

/// IAM requires the resource type in its own ARNs, in patterns too.
fn iam_path(arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    if arn::is_refused_iam_path(arn) {
        let message = format!("resource {} of service `iam` does not begin with a resource type", quote(arn.resource));
        let types = arn::IAM_TYPES.map(|name| format!("`{name}`")).join(", ");
        let finding = Finding::at(code::INVALID_ARN_RESOURCE, path, message);
        findings.push(finding.with_help(format!("IAM requires `*`, or a resource that begins with {types}")));
    }
}

/// The ARN with its service in lower case and its account without hyphens: a fix mends both, so that two fixes of one ARN agree.
fn mended(arn: &Arn<'_>) -> String {
    let service = if has_variable(arn.service) { arn.service.to_owned() } else { arn.service.to_ascii_lowercase() };
    let digits: String = arn.account.chars().filter(|character| *character != '-').collect();
    let account = if arn::is_account_id(&digits) { &digits } else { arn.account };
    Arn { service: &service, account, ..*arn }.to_string()
}

fn service_case(arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    let service = arn.service;
    if has_variable(service) || !service.bytes().any(|byte| byte.is_ascii_uppercase()) {
        return;
    }
    let lower = service.to_ascii_lowercase();
    let message = format!("service {} of the ARN is not in lower case, so it matches nothing", quote(service));
    let finding = Finding::at(code::INVALID_ARN_SERVICE_CASE, path, message);
    findings.push(finding.with_help(format!("write {}", quote(&lower))).with_value(mended(arn)));
}

fn service_wildcard(arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    if has_wildcard(arn.service) {
        let message = format!("service {} of the ARN has a wildcard", quote(arn.service));
        let finding = Finding::at(code::WILDCARD_IN_SERVICE_NAME, path, message);
        findings.push(finding.with_help("name the service"));
    }
}

fn account(arn: &Arn<'_>, path: &Path<'_>, findings: &mut Findings) {
    let account = arn.account;
    if arn::is_account(account) {
        return;
    }
    let message = format!("account {} of the ARN is not made of twelve digits", quote(account));
    let finding = Finding::at(code::INVALID_ARN_ACCOUNT, path, message);
    let digits: String = account.chars().filter(|character| *character != '-').collect();
    findings.push(if arn::is_account_id(&digits) {
        finding.with_help(format!("write `{digits}`")).with_value(mended(arn))
    } else {
        finding.with_help("write the account ID, `*`, nothing where the ARN has no account, or `aws` for what AWS owns")
    });
}
