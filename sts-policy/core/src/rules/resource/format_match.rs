//! The fields of an ARN compared with those of an ARN format.

use std::cell::OnceCell;

use sts_policy_reference::ArnFormat;

use crate::grammar::arn::{self, Arn, has_wildcard_or_variable};
use crate::grammar::variable::has_variable;
use crate::pattern::{Pattern, text_patterns_intersect};

/// Resources that AWS may own. Such an ARN has no account, though the ARN formats of the service have one.
const OWNED_BY_AWS: [(&str, &str); 6] = [
    ("resource-explorer-2", "managed-view/*"),
    ("resource-explorer-2", "view/*"),
    ("signer", "/signing-platforms/*"),
    ("ssm", "automation-definition/*"),
    ("ssm", "document/*"),
    ("ssm", "parameter/*"),
];

/// Services whose ARNs may have a region though their formats have none: AWS's own examples have one.
pub(super) const REGIONAL_SERVICES: [&str; 1] = ["swf"];

/// Placeholders for names without a slash. The text after the slash belongs to another resource type.
const SEGMENTS: [&str; 2] = ["BucketName", "TableName"];

/// An ARN with its last field as a pattern.
pub(crate) struct ArnParts<'a> {
    pub(super) arn: Arn<'a>,
    /// Read on first use: the literal beginning of the field often decides.
    resource: OnceCell<Pattern<'a>>,
    /// True if ARN formats of the service match the resource, but none of them matches the region and the account.
    pub(crate) has_wrong_region_or_account: bool,
}

/// The fields of an ARN format, read from the reference once.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Format<'r> {
    pub(super) service: &'r str,
    region: &'r str,
    account: &'r str,
    resource: &'r str,
}

impl<'r> From<ArnFormat<'r>> for Format<'r> {
    fn from(format: ArnFormat<'r>) -> Self {
        Format {
            service: format.service(),
            region: format.region(),
            account: format.account(),
            resource: format.resource(),
        }
    }
}

impl<'a> ArnParts<'a> {
    pub(super) fn new(arn: Arn<'a>) -> Self {
        ArnParts { arn, resource: OnceCell::new(), has_wrong_region_or_account: false }
    }

    pub(super) fn with_wrong_region_or_account(self) -> Self {
        ArnParts { has_wrong_region_or_account: true, ..self }
    }
}

impl ArnParts<'_> {
    /// Checks whether the ARN may have the region, account and resource of a format. Placeholders stand for any text.
    pub(super) fn matches(&self, format: &Format<'_>) -> bool {
        field_matches(format.region, self.arn.region)
            && field_matches(format.account, self.arn.account)
            && self.matches_resource(format, None)
    }

    /// Checks whether the ARN may be of the resource type that has the format. Placeholders for names stand for names only.
    pub(crate) fn is_of_type(&self, format: &Format<'_>) -> bool {
        (has_placeholder(format.service) || text_patterns_intersect(self.arn.service, format.service))
            // Another rule reports a region and an account that are both missing.
            && (self.matches_region_and_account(format) || self.arn.region.is_empty() && self.arn.account.is_empty())
            && self.matches_resource(format, Some(SEGMENTS))
    }

    fn matches_region_and_account(&self, format: &Format<'_>) -> bool {
        let matches_region = field_matches(format.region, self.arn.region)
            || REGIONAL_SERVICES.contains(&format.service)
            || self.may_be_multi_region_access_point();
        let matches_account = field_matches(format.account, self.arn.account)
            || self.arn.account.is_empty() && self.may_be_owned_by_aws();
        matches_region && matches_account
    }

    // A multi-region access point of S3 has no region, but the formats of the types behind it, such as its objects, have one.
    fn may_be_multi_region_access_point(&self) -> bool {
        self.arn.service == "s3" && self.arn.region.is_empty() && self.begins_like("accesspoint/")
    }

    pub(super) fn may_be_owned_by_aws(&self) -> bool {
        OWNED_BY_AWS.iter().any(|(service, resource)| {
            *service == self.arn.service && Pattern::resource(resource).intersects(self.resource_pattern())
        })
    }

    fn resource_pattern(&self) -> &Pattern<'_> {
        self.resource.get_or_init(|| Pattern::resource(self.arn.resource))
    }

    /// Compares the literal beginnings of both resources, which decides most cases.
    pub(crate) fn begins_like(&self, format: &str) -> bool {
        let literal = |(left, right): &(u8, u8)| !matches!(left, b'$' | b'*') && !matches!(right, b'$' | b'*' | b'?');
        format.bytes().zip(self.arn.resource.bytes()).take_while(literal).all(|(left, right)| left == right)
    }

    /// Checks whether the last field may have that of a format. `segments` are the placeholders for text without slashes.
    pub(super) fn matches_resource(&self, format: &Format<'_>, segments: Option<[&str; 2]>) -> bool {
        if !self.begins_like(format.resource) {
            return false;
        }
        let is_segment = |name: &str| segments.is_some_and(|segments| segments.contains(&name));
        self.matches_placeholders(format.resource, is_segment)
            .unwrap_or_else(|| Pattern::format(format.resource, is_segment).intersects(self.resource_pattern()))
    }

    /// Compares the resource with the frequent formats `${A}` and `${A}/${B}`, without reading a pattern. Returns `None` for other formats.
    fn matches_placeholders(&self, format: &str, is_segment: impl Fn(&str) -> bool) -> Option<bool> {
        let resource = self.arn.resource;
        let has_slash = || resource.bytes().any(|byte| byte == b'/');
        let names = format.strip_prefix("${")?.strip_suffix('}')?;
        let Some(end) = names.bytes().position(|byte| byte == b'}') else {
            return (!has_variable(resource)).then(|| !is_segment(names) || !has_slash());
        };
        let second = names.get(end..)?.strip_prefix("}/${")?;
        // The first slash separates the two names.
        (!second.contains('}') && !is_segment(second)).then(|| has_slash() || has_wildcard_or_variable(resource))
    }
}

/// Checks whether a field of an ARN may have the value that a format requires.
fn field_matches(format: &str, field: &str) -> bool {
    match format {
        "" => can_be_empty(field),
        "*" => true,
        placeholder if has_placeholder(placeholder) => !field.is_empty(),
        literal => has_wildcard_or_variable(field) || field == literal,
    }
}

/// Checks whether the account field of a format can hold an account. One of AWS's formats has a word there, so no ARN has that format.
pub(super) fn has_account_field(format: ArnFormat<'_>) -> bool {
    has_placeholder(format.account()) || arn::is_account_field(format.account())
}

fn has_placeholder(field: &str) -> bool {
    field.contains("${")
}

/// Checks whether a field of a request's ARN can be empty where the policy has this field.
pub(super) fn can_be_empty(field: &str) -> bool {
    field.bytes().all(|byte| byte == b'*') || has_variable(field)
}
