//! Whether the ARNs of a statement are such that AWS has.

use std::cell::OnceCell;

use sts_policy_reference::{ArnFormat, Partition, Reference};

use super::{Last, dated};
use crate::catalogue::{arn as arn_code, fit, service as code};
use crate::finding::{Finding, Findings, quote};
use crate::grammar::arn::{self, Arn, is_open};
use crate::grammar::variable::has_variable;
use crate::json::Path;
use crate::pattern::{Pattern, text_patterns_meet};
use crate::suggest::closest;

/// A resource after its own checks.
pub(super) enum Judged<'a> {
    /// An ARN that some actions may act on, and others not.
    Arn(Parts<'a>),
    /// `*`, or something of which nothing follows, such as what was reported.
    Open,
}

/// An ARN with its last field as a pattern.
pub(super) struct Parts<'a> {
    arn: Arn<'a>,
    /// Read when it is first needed: often what is plain decides.
    resource: OnceCell<Pattern<'a>>,
    /// Whether the resource has a form of the service, and no such form has this region and account.
    pub(super) is_misplaced: bool,
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
const REGIONAL: [&str; 1] = ["swf"];

/// Placeholders for names that have no slash: what stands behind one is of another type.
const SEGMENTS: [&str; 2] = ["BucketName", "TableName"];

pub(super) fn judge<'a, 'r>(
    text: &'a str,
    path: &Path<'_>,
    reference: &'r Reference,
    last: &mut Last<'a, 'r>,
    findings: &mut Findings,
) -> Judged<'a> {
    // What is no ARN was reported.
    let Ok(arn) = arn::parse(text) else { return Judged::Open };
    // What IAM refuses was reported too.
    if arn::is_refused(&arn) {
        return Judged::Open;
    }
    let is_everything = arn.resource.bytes().all(|byte| matches!(byte, b'*' | b'/'));
    let parts = Parts { arn, resource: OnceCell::new(), is_misplaced: false };
    match judge_parts(&parts, path, reference, last) {
        // Everything of a service also is what its lists are of.
        Ok(Fit::Form | Fit::Resource) if is_everything => Judged::Open,
        Ok(Fit::Form) => Judged::Arn(parts),
        Ok(Fit::Resource) => Judged::Arn(Parts { is_misplaced: true, ..parts }),
        // Of a form that the service is not known to have: no action acts on it.
        Ok(Fit::Nothing)
            if !is_open(arn.service) && !is_transform(&arn) && reference.arn_formats(arn.service).len() > 0 =>
        {
            Judged::Arn(parts)
        }
        Ok(Fit::Nothing) => Judged::Open,
        Err(finding) => {
            findings.push(dated(*finding, reference));
            Judged::Open
        }
    }
}

/// How much of an ARN fits a form of its service.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fit {
    /// All of it.
    Form,
    /// The resource, but not the region and the account.
    Resource,
    /// Nothing, or the forms are not known.
    Nothing,
}

/// The macros that AWS provides for templates are in no list.
fn is_transform(arn: &Arn<'_>) -> bool {
    arn.service == "cloudformation" && arn.resource.starts_with("transform/")
}

/// How the ARN fits the forms of its service, or the first thing wrong, from left to right: the rest often follows from it.
fn judge_parts<'a, 'r>(
    parts: &Parts<'a>,
    path: &Path<'_>,
    reference: &'r Reference,
    last: &mut Last<'a, 'r>,
) -> Result<Fit, Box<Finding>> {
    let arn = &parts.arn;
    let form_is_last =
        |last: &Last<'_, '_>| last.form.is_some_and(|form| form.service == arn.service && parts.is_of_form(&form));
    if arn.region.is_empty() && last.partition == Some(arn.partition) && form_is_last(last) {
        return Ok(Fit::Form);
    }
    let partitions = || reference.partitions().filter(|partition| text_patterns_meet(arn.partition, partition.id()));
    if partitions().next().is_none() {
        return Err(partition(arn, path, reference).into());
    }
    if !is_open(arn.region) && !arn.region.is_empty() && !partitions().any(|known| known.has_region(arn.region)) {
        return Err(region(arn, partitions(), path, reference).into());
    }
    // A service in capitals was reported, as was a wrong account; a pattern of services may be any.
    let has_capitals = arn.service.bytes().any(|byte| byte.is_ascii_uppercase());
    if is_open(arn.service) || has_capitals || !arn::is_account(arn.account) {
        return Ok(Fit::Nothing);
    }
    if form_is_last(last) {
        return Ok(Fit::Form);
    }
    let formats = reference.arn_formats(arn.service);
    let begins_like = |format: &ArnFormat<'_>| parts.begins_like(format.resource()) && has_account_field(*format);
    let forms = || formats.clone().filter(begins_like).map(Form::from);
    if let Some(form) = forms().find(|form| parts.is_of_form(form)) {
        last.form = Some(form);
        last.partition = Some(arn.partition);
        return Ok(Fit::Form);
    }
    if formats.len() == 0 {
        let is_known = reference.service(arn.service).is_some() || reference.is_retired_service(arn.service);
        return if is_known { Ok(Fit::Nothing) } else { Err(service(arn, path, reference).into()) };
    }
    match misshapen(parts, formats.clone().filter(|format| has_account_field(*format)), path) {
        Some(finding) => Err(finding.into()),
        None if forms().any(|form| parts.is_of_resource(&form, None)) => Ok(Fit::Resource),
        None => Ok(Fit::Nothing),
    }
}

fn partition(arn: &Arn<'_>, path: &Path<'_>, reference: &Reference) -> Finding {
    let message = format!("there is no partition {}", quote(arn.partition));
    let known: Vec<&str> = reference.partitions().map(Partition::id).collect();
    let help = match closest(arn.partition, known.iter().copied()) {
        Some(near) => format!("did you mean `{near}`?"),
        None => {
            format!("the partitions are {}", known.iter().map(|id| format!("`{id}`")).collect::<Vec<_>>().join(", "))
        }
    };
    Finding::at(arn_code::INVALID_PARTITION, path, message).with_help(help)
}

fn region<'r>(
    arn: &Arn<'_>,
    mut partitions: impl Iterator<Item = Partition<'r>> + Clone,
    path: &Path<'_>,
    reference: &'r Reference,
) -> Finding {
    let region = quote(arn.region);
    let home = reference.partitions().find(|partition| partition.has_region(arn.region));
    let (message, help) = match (home, partitions.clone().count(), partitions.next()) {
        (Some(home), 1, Some(partition)) => (
            format!("region {region} is not in partition `{}`", partition.id()),
            Some(format!("it is in `{}`", home.id())),
        ),
        _ => {
            let regions = partitions.clone().chain(reference.partitions()).flat_map(Partition::regions);
            let near = closest(arn.region, regions).map(|near| format!("did you mean `{near}`?"));
            (format!("there is no region {region}"), near)
        }
    };
    let finding = Finding::at(code::INVALID_ARN_REGION, path, message);
    match help {
        Some(help) => finding.with_help(help),
        None => finding,
    }
}

fn service(arn: &Arn<'_>, path: &Path<'_>, reference: &Reference) -> Finding {
    let finding = if arn.service.is_empty() {
        Finding::at(code::INVALID_SERVICE, path, "the ARN names no service")
    } else {
        Finding::at(code::INVALID_SERVICE, path, format!("no ARN has the service {}", quote(arn.service)))
    };
    match closest(arn.service, reference.arn_services()) {
        Some(near) => finding.with_help(format!("did you mean `{near}`?")),
        None => finding.with_help("the service is the third field: `arn:aws:s3:::reports`"),
    }
}

/// What is wrong with an ARN that has none of the forms of its service.
fn misshapen<'r>(
    parts: &Parts<'_>,
    formats: impl Iterator<Item = ArnFormat<'r>> + Clone,
    path: &Path<'_>,
) -> Option<Finding> {
    let arn = &parts.arn;
    let service = quote(arn.service);
    let mut of_resource = formats.clone().filter(|format| parts.is_of_resource(&Form::from(*format), None)).peekable();
    let Some(first) = of_resource.peek().map(ArnFormat::to_string) else {
        // Of a pattern, and of paths as APIs have them, Access Analyzer says nothing, and AWS's own policies have many that are in no
        // list. Whether an action fits is asked elsewhere.
        // What AWS owns, such as transforms, is in no list either.
        if is_open(arn.resource) || arn.resource.starts_with('/') || arn.account == "aws" {
            return None;
        }
        let message = format!("service {service} has no resources like {}", quote(arn.resource));
        // The shortest are those of the things themselves, the others of what is in them.
        let mut known: Vec<String> = formats.map(|format| format.to_string()).collect();
        known.sort_by_key(String::len);
        let shown: Vec<String> = known.iter().take(3).map(|format| quote(format).to_string()).collect();
        let more = if known.len() > shown.len() { " and others" } else { "" };
        let help = format!("its ARNs are {}{more}", shown.join(", "));
        return Some(Finding::at(arn_code::INVALID_ARN_RESOURCE, path, message).with_help(help));
    };
    // What all forms for such a resource agree on is what is wrong.
    let all = |wrong: fn(&ArnFormat<'_>, &Arn<'_>) -> bool| {
        formats
            .clone()
            .filter(|format| parts.is_of_resource(&Form::from(*format), None))
            .all(|format| wrong(&format, arn))
    };
    let no_region = |format: &ArnFormat<'_>, _: &Arn<'_>| format.region().is_empty();
    let no_account = |format: &ArnFormat<'_>, _: &Arn<'_>| format.account().is_empty();
    let (code, message) = if !can_be_empty(arn.region) && !REGIONAL.contains(&arn.service) && all(no_region) {
        (
            fit::ARN_REGION_NOT_ALLOWED,
            format!("ARNs of service {service} have no region, this one has {}", quote(arn.region)),
        )
    } else if arn.region.is_empty() && all(|format, _| !format.region().is_empty()) {
        (fit::MISSING_ARN_REGION, format!("ARNs of service {service} have a region, this one has none"))
    } else if !can_be_empty(arn.account) && all(no_account) {
        (
            fit::ARN_ACCOUNT_NOT_ALLOWED,
            format!("ARNs of service {service} have no account, this one has {}", quote(arn.account)),
        )
    } else if arn.account.is_empty()
        && !parts.may_be_owned_by_aws()
        && !arn.resource.bytes().all(|byte| byte == b'*')
        && all(|format, _| !format.account().is_empty())
    {
        (fit::MISSING_ARN_ACCOUNT, format!("ARNs of service {service} have an account, this one has none"))
    } else {
        // Each form is missed in another way.
        return None;
    };
    Some(Finding::at(code, path, message).with_help(format!("write it as {}", quote(&first))))
}

/// A form of ARNs, read from the table once.
#[derive(Clone, Copy)]
pub(super) struct Form<'r> {
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

impl Parts<'_> {
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

    fn may_be_owned_by_aws(&self) -> bool {
        let meets = |pattern| Pattern::resource(pattern).meets(self.pattern());
        OWNED_BY_AWS.iter().any(|(service, resource)| *service == self.arn.service && meets(resource))
    }

    /// The last field as a pattern.
    fn pattern(&self) -> &Pattern<'_> {
        self.resource.get_or_init(|| Pattern::resource(self.arn.resource))
    }

    /// The same, strictly: names are names.
    pub(super) fn is_of_type(&self, form: &Form<'_>) -> bool {
        (has_placeholder(form.service) || text_patterns_meet(self.arn.service, form.service))
            // The ARN alone was checked for a region and an account that are both missing.
            && (self.has_region_and_account_of(form) || self.arn.region.is_empty() && self.arn.account.is_empty())
            && self.is_of_resource(form, Some(SEGMENTS))
    }

    /// Whether what is plain at the beginning of both resource parts is the same, which decides most cases.
    pub(super) fn begins_like(&self, format: &str) -> bool {
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
    fn is_of_resource(&self, form: &Form<'_>, segments: Option<[&str; 2]>) -> bool {
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
fn can_be_empty(field: &str) -> bool {
    field.bytes().all(|byte| byte == b'*') || has_variable(field)
}
