//! Resources compared with the ARN formats in the service reference.

use sts_policy_reference::{ArnFormat, Reference};

use super::format_match::{ArnParts, Format, has_account_field};
use super::{partition, region, region_and_account, unknown_service};
use crate::grammar::arn::{self, Arn, has_wildcard_or_variable};
use crate::pattern::text_patterns_intersect;
use crate::rules::context::Context;

/// A resource after its own checks.
pub(crate) enum ResolvedResource<'a> {
    /// An ARN that some actions may act on, and others not.
    Arn(ArnParts<'a>),
    /// `*`, a resource that was reported, or an ARN that the reference cannot tell apart from others.
    Unknown,
}

/// The part of an ARN that matches an ARN format of its service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum FormatMatch {
    /// The whole ARN.
    Complete,
    /// The resource, but not the region and the account.
    ResourceOnly,
    /// Nothing, or the formats are unknown.
    Nothing,
    /// A field is wrong and was reported.
    Reported,
}

/// Compares a resource with the ARN formats of its service and reports the first difference.
pub(crate) fn resolve_resource<'a>(text: &'a str, cx: &mut Context<'_, 'a>) -> ResolvedResource<'a> {
    let Some(reference) = cx.reference() else { return ResolvedResource::Unknown };
    // Other rules report a text that is not an ARN, and an ARN that IAM refuses.
    let Some(arn) = arn::parse(text).ok().filter(|arn| !arn::is_refused_by_iam(arn)) else {
        return ResolvedResource::Unknown;
    };
    let parts = ArnParts::new(arn);
    match match_formats(&parts, reference, cx) {
        // Actions that act on no resource type of a service accept the ARN of everything in the service too.
        FormatMatch::Complete | FormatMatch::ResourceOnly if is_everything(&arn) => ResolvedResource::Unknown,
        FormatMatch::Complete => ResolvedResource::Arn(parts),
        FormatMatch::ResourceOnly => ResolvedResource::Arn(parts.with_wrong_region_or_account()),
        // The service has other formats only, so no action acts on the resource.
        FormatMatch::Nothing if has_known_formats(&arn, reference) => ResolvedResource::Arn(parts),
        FormatMatch::Nothing | FormatMatch::Reported => ResolvedResource::Unknown,
    }
}

fn is_everything(arn: &Arn<'_>) -> bool {
    arn.resource.bytes().all(|byte| matches!(byte, b'*' | b'/'))
}

fn has_known_formats(arn: &Arn<'_>, reference: &Reference) -> bool {
    // The reference does not list the macros that AWS provides for templates.
    let is_template_macro = arn.service == "cloudformation" && arn.resource.starts_with("transform/");
    !has_wildcard_or_variable(arn.service) && !is_template_macro && reference.arn_formats(arn.service).len() > 0
}

/// Compares an ARN with the formats of its service. Reports only the first wrong field from the left: other errors often follow from it.
fn match_formats<'a>(parts: &ArnParts<'a>, reference: &'a Reference, cx: &mut Context<'_, 'a>) -> FormatMatch {
    let arn = &parts.arn;
    if arn.region.is_empty() && cx.check.lookup.partition == Some(arn.partition) && matches_last_format(parts, cx) {
        return FormatMatch::Complete;
    }
    let partitions =
        || reference.partitions().filter(|partition| text_patterns_intersect(arn.partition, partition.id()));
    if partitions().next().is_none() {
        partition::report_unknown(arn, cx);
        return FormatMatch::Reported;
    }
    if !has_wildcard_or_variable(arn.region)
        && !arn.region.is_empty()
        && !partitions().any(|known| known.has_region(arn.region))
    {
        region::report(arn, partitions(), cx);
        return FormatMatch::Reported;
    }
    // Other rules report a service in upper case and an invalid account. A pattern may match any service.
    let has_upper_case = arn.service.bytes().any(|byte| byte.is_ascii_uppercase());
    if has_wildcard_or_variable(arn.service) || has_upper_case || !arn::is_account_field(arn.account) {
        return FormatMatch::Nothing;
    }
    if matches_last_format(parts, cx) {
        return FormatMatch::Complete;
    }
    match_formats_of_service(parts, reference, cx)
}

/// Checks whether an ARN has the format of the ARN before it, as most do.
fn matches_last_format(parts: &ArnParts<'_>, cx: &Context<'_, '_>) -> bool {
    cx.check.lookup.format.is_some_and(|format| format.service == parts.arn.service && parts.matches(&format))
}

fn match_formats_of_service<'a>(
    parts: &ArnParts<'a>,
    reference: &'a Reference,
    cx: &mut Context<'_, 'a>,
) -> FormatMatch {
    let arn = &parts.arn;
    let formats = reference.arn_formats(arn.service);
    if formats.len() == 0 {
        if reference.service(arn.service).is_some() || reference.is_retired_service(arn.service) {
            return FormatMatch::Nothing;
        }
        unknown_service::report(arn, cx);
        return FormatMatch::Reported;
    }
    let begins_like = |format: &ArnFormat<'_>| parts.begins_like(format.resource()) && has_account_field(*format);
    let candidates = || formats.clone().filter(begins_like).map(Format::from);
    if let Some(format) = candidates().find(|format| parts.matches(format)) {
        cx.check.lookup.format = Some(format);
        cx.check.lookup.partition = Some(arn.partition);
        return FormatMatch::Complete;
    }
    if region_and_account::check(parts, formats.clone().filter(|format| has_account_field(*format)), cx) {
        FormatMatch::Reported
    } else if candidates().any(|format| parts.matches_resource(&format, None)) {
        FormatMatch::ResourceOnly
    } else {
        FormatMatch::Nothing
    }
}
