//! ARNs compared with the forms that the service reference lists.

use std::cell::OnceCell;

use sts_policy_reference::{ArnFormat, Reference};

use super::{arn_form, partition, region, unknown_service};
use crate::grammar::arn::{self, Arn, is_open};
use crate::grammar::variable::has_variable;
use crate::pattern::{Pattern, text_patterns_meet};
use crate::rules::context::Context;

/// A resource after its own checks.
pub(crate) enum ResolvedResource<'a> {
    /// An ARN that some actions may act on, and others not.
    Arn(ArnParts<'a>),
    /// `*`, or something of which nothing follows, such as what was reported.
    Open,
}

/// An ARN with its last field as a pattern.
pub(crate) struct ArnParts<'a> {
    pub(super) arn: Arn<'a>,
    /// Read when it is first needed: often what is plain decides.
    resource: OnceCell<Pattern<'a>>,
    /// Whether the resource has a form of the service, and no such form has this region and account.
    pub(crate) is_misplaced: bool,
}

/// Resources that AWS may own: such an ARN has no account, though the forms of the service do.
const OWNED_BY_AWS: [(&str, &str); 6] = [
    ("resource-explorer-2", "managed-view/*"),
    ("resource-explorer-2", "view/*"),
    ("signer", "/signing-platforms/*"),
    ("ssm", "automation-definition/*"),
    ("ssm", "document/*"),
    ("ssm", "parameter/*"),
];

/// Services whose ARNs may have a region though their forms have none: AWS's own examples write one.
pub(super) const REGIONAL: [&str; 1] = ["swf"];

/// Placeholders for names that have no slash: what stands behind one is of another type.
const SEGMENTS: [&str; 2] = ["BucketName", "TableName"];

/// Compares a resource with the forms of its service and reports the first difference. The path is that of the text.
pub(crate) fn resolve_resource<'a>(text: &'a str, cx: &mut Context<'_, 'a>) -> ResolvedResource<'a> {
    let Some(reference) = cx.reference() else { return ResolvedResource::Open };
    // Other rules report a text that is not an ARN, and an ARN that IAM refuses.
    let Some(arn) = arn::parse(text).ok().filter(|arn| !arn::is_refused(arn)) else { return ResolvedResource::Open };
    let is_everything = arn.resource.bytes().all(|byte| matches!(byte, b'*' | b'/'));
    let parts = ArnParts { arn, resource: OnceCell::new(), is_misplaced: false };
    match fit(&parts, reference, cx) {
        // The lists of a service are about everything of the service too.
        Fit::Form | Fit::Resource if is_everything => ResolvedResource::Open,
        Fit::Form => ResolvedResource::Arn(parts),
        Fit::Resource => ResolvedResource::Arn(ArnParts { is_misplaced: true, ..parts }),
        // The service is not known to have the form, so no action acts on it.
        Fit::Nothing
            if !is_open(arn.service) && !is_transform(&arn) && reference.arn_formats(arn.service).len() > 0 =>
        {
            ResolvedResource::Arn(parts)
        }
        Fit::Nothing | Fit::Reported => ResolvedResource::Open,
    }
}

/// How much of an ARN fits a form of its service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// All of it.
    Form,
    /// The resource, but not the region and the account.
    Resource,
    /// Nothing, or the forms are unknown.
    Nothing,
    /// A field is wrong, and was reported.
    Reported,
}

/// Returns true for a macro that AWS provides for templates: the reference does not list them.
fn is_transform(arn: &Arn<'_>) -> bool {
    arn.service == "cloudformation" && arn.resource.starts_with("transform/")
}

/// Compares an ARN with the forms of its service. Reports the first field that is wrong, from left to right: others often follow from it.
fn fit<'a>(parts: &ArnParts<'a>, reference: &'a Reference, cx: &mut Context<'_, 'a>) -> Fit {
    let arn = &parts.arn;
    let is_of_last_form =
        |form: Option<Form<'_>>| form.is_some_and(|form| form.service == arn.service && parts.is_of_form(&form));
    let last = &cx.check.lookup;
    if arn.region.is_empty() && last.partition == Some(arn.partition) && is_of_last_form(last.form) {
        return Fit::Form;
    }
    let partitions = || reference.partitions().filter(|partition| text_patterns_meet(arn.partition, partition.id()));
    if partitions().next().is_none() {
        partition::report_unknown(arn, cx);
        return Fit::Reported;
    }
    if !is_open(arn.region) && !arn.region.is_empty() && !partitions().any(|known| known.has_region(arn.region)) {
        region::report(arn, partitions(), cx);
        return Fit::Reported;
    }
    // Other rules report a service in capitals and a wrong account. A pattern of services may be any service.
    let has_capitals = arn.service.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_open(arn.service) || has_capitals || !arn::is_account(arn.account) {
        return Fit::Nothing;
    }
    if is_of_last_form(cx.check.lookup.form) {
        return Fit::Form;
    }
    fit_of_service(parts, reference, cx)
}

fn fit_of_service<'a>(parts: &ArnParts<'a>, reference: &'a Reference, cx: &mut Context<'_, 'a>) -> Fit {
    let arn = &parts.arn;
    let formats = reference.arn_formats(arn.service);
    let begins_like = |format: &ArnFormat<'_>| parts.begins_like(format.resource()) && has_account_field(*format);
    let forms = || formats.clone().filter(begins_like).map(Form::from);
    if let Some(form) = forms().find(|form| parts.is_of_form(form)) {
        cx.check.lookup.form = Some(form);
        cx.check.lookup.partition = Some(arn.partition);
        return Fit::Form;
    }
    if formats.len() == 0 {
        if reference.service(arn.service).is_some() || reference.is_retired_service(arn.service) {
            return Fit::Nothing;
        }
        unknown_service::report(arn, cx);
        return Fit::Reported;
    }
    if arn_form::check(parts, formats.clone().filter(|format| has_account_field(*format)), cx) {
        Fit::Reported
    } else if forms().any(|form| parts.is_of_resource(&form, None)) {
        Fit::Resource
    } else {
        Fit::Nothing
    }
}

/// A form of ARNs, read from the table once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Form<'r> {
    service: &'r str,
    region: &'r str,
    account: &'r str,
    resource: &'r str,
}

impl<'r> From<ArnFormat<'r>> for Form<'r> {
    fn from(format: ArnFormat<'r>) -> Self {
        Form {
            service: format.service(),
            region: format.region(),
            account: format.account(),
            resource: format.resource(),
        }
    }
}

impl ArnParts<'_> {
    /// Whether it may be an ARN of the form, placeholders being any text.
    fn is_of_form(&self, form: &Form<'_>) -> bool {
        may_be(form.region, self.arn.region)
            && may_be(form.account, self.arn.account)
            && self.is_of_resource(form, None)
    }

    /// A multi-region access point of S3 has no region. The forms of the types behind it, such as its objects, have one.
    fn may_be_multi_region(&self) -> bool {
        self.arn.service == "s3" && self.arn.region.is_empty() && self.begins_like("accesspoint/")
    }

    fn has_region_and_account_of(&self, form: &Form<'_>) -> bool {
        (REGIONAL.contains(&form.service) || may_be(form.region, self.arn.region) || self.may_be_multi_region())
            && (may_be(form.account, self.arn.account) || self.arn.account.is_empty() && self.may_be_owned_by_aws())
    }

    pub(super) fn may_be_owned_by_aws(&self) -> bool {
        let meets = |pattern| Pattern::resource(pattern).meets(self.pattern());
        OWNED_BY_AWS.iter().any(|(service, resource)| *service == self.arn.service && meets(resource))
    }

    /// The last field as a pattern.
    fn pattern(&self) -> &Pattern<'_> {
        self.resource.get_or_init(|| Pattern::resource(self.arn.resource))
    }

    /// The same, strictly: names are names.
    pub(crate) fn is_of_type(&self, form: &Form<'_>) -> bool {
        (has_placeholder(form.service) || text_patterns_meet(self.arn.service, form.service))
            // The ARN alone was checked for a region and an account that are both missing.
            && (self.has_region_and_account_of(form) || self.arn.region.is_empty() && self.arn.account.is_empty())
            && self.is_of_resource(form, Some(SEGMENTS))
    }

    /// Whether what is plain at the beginning of both resource parts is the same, which decides most cases.
    pub(crate) fn begins_like(&self, format: &str) -> bool {
        for (left, right) in format.bytes().zip(self.arn.resource.bytes()) {
            if matches!(left, b'$' | b'*') || matches!(right, b'$' | b'*' | b'?') {
                break;
            }
            if left != right {
                return false;
            }
        }
        true
    }

    /// `segments` are the placeholders without slashes.
    pub(super) fn is_of_resource(&self, form: &Form<'_>, segments: Option<[&str; 2]>) -> bool {
        if !self.begins_like(form.resource) {
            return false;
        }
        let is_segment = |name: &str| segments.is_some_and(|segments| segments.contains(&name));
        let names = form.resource.strip_prefix("${").and_then(|rest| rest.strip_suffix('}'));
        let has_slash = || self.arn.resource.bytes().any(|byte| byte == b'/');
        let first = names.and_then(|names| names.bytes().position(|byte| byte == b'}'));
        let second = names.zip(first).and_then(|(names, end)| names.get(end..)?.strip_prefix("}/${"));
        match (names, first, second) {
            // A lone placeholder is any text, or any without a slash.
            (Some(name), None, _) if !has_variable(self.arn.resource) => return !is_segment(name) || !has_slash(),
            // The first slash parts the two.
            (_, _, Some(second)) if !second.contains('}') && !is_segment(second) => {
                return has_slash() || is_open(self.arn.resource);
            }
            _ => {}
        }
        Pattern::format(form.resource, is_segment).meets(self.pattern())
    }
}

/// Whether a field of an ARN may be what a field of a format says.
fn may_be(format: &str, field: &str) -> bool {
    match format {
        "" => can_be_empty(field),
        "*" => true,
        placeholder if has_placeholder(placeholder) => !field.is_empty(),
        literal => is_open(field) || field == literal,
    }
}

/// Whether the account field of a form may hold an account. One of AWS's forms has a word there, so no ARN has that form.
fn has_account_field(format: ArnFormat<'_>) -> bool {
    has_placeholder(format.account()) || arn::is_account(format.account())
}

fn has_placeholder(field: &str) -> bool {
    field.contains("${")
}

/// Whether a field may be empty: it is, or whatever is in it may turn out so.
pub(super) fn can_be_empty(field: &str) -> bool {
    field.bytes().all(|byte| byte == b'*') || has_variable(field)
}
