//! Checks of a key with what else stands in its statement.

use super::Usage;
use crate::catalogue::context as code;
use crate::document::{List, StatementView, element};
use crate::finding::{Finding, Findings, quote};
use crate::grammar::boolean;
use crate::grammar::key::is_resource_tag;
use crate::json::Path;
use crate::model::{Effect, Operator, OperatorFamily};
use crate::pattern::{self, Case};
use crate::steps;

/// All of them, but for the one that depends on what the values are. `path` is that of the key.
pub(super) fn statement(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    dynamodb_attributes(usage, path, findings);
    unpaired(usage, path, findings);
    of_some_services(usage, path, findings);
    tag_with_not_action(usage, path, findings);
}

/// `s3:prefix` is what the caller asks for, and a shorter one lists what a longer one does: who may not ask for `private/` asks
/// for `priv`.
pub(super) fn s3_prefix(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    let is_string = usage.operator.operator.family() == OperatorFamily::String;
    if !usage.is_key("s3:prefix") || !is_string || usage.statement.effect.is_none() || usage.lets_through() {
        return;
    }
    let does = if usage.statement.effect == Some(Effect::Deny) { "denies" } else { "does not allow" };
    let message = format!(
        "the statement {does} these prefixes, but whoever asks for a shorter prefix lists what is under them as well"
    );
    let finding = Finding::at(code::S3_PREFIX_IN_NEGATIVE_CONTEXT, path, message);
    findings.push(
        finding.with_help(
            "allow the prefixes that may be listed with `StringLike`, or deny all others with `StringNotLike`",
        ),
    );
}

/// Actions that return attributes. Source: DynamoDB Developer Guide, "Using IAM policy conditions for fine-grained access control".
const ATTRIBUTE_READERS: [&str; 5] =
    ["dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:PartiQLSelect", "dynamodb:Query", "dynamodb:Scan"];

/// Returns true if an action of the statement returns attributes.
pub(super) fn reads_attributes(statement: &StatementView<'_>) -> bool {
    match (statement.action, statement.not_action) {
        (Some(list), None) => list
            .texts()
            .any(|(_, text)| ATTRIBUTE_READERS.iter().any(|action| pattern::matches(text, action, Case::Ignored))),
        _ => true,
    }
}

/// Returns true if a condition of the statement limits the attributes that are read.
pub(super) fn selects_attributes(statement: &StatementView<'_>) -> bool {
    has(statement, |other, operator, values| {
        // A count has no attributes.
        let is_narrow = |text: &str| matches!(text, "SPECIFIC_ATTRIBUTES" | "COUNT");
        let is_positive = operator.family() == OperatorFamily::String && !operator.is_negated();
        other.eq_ignore_ascii_case("dynamodb:Select") && is_positive && values.texts().all(|(_, text)| is_narrow(text))
    })
}

fn dynamodb_attributes(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    let is_limit =
        usage.operator.operator.family() == OperatorFamily::String && usage.statement.effect == Some(Effect::Allow);
    if !usage.is_key("dynamodb:Attributes") || !is_limit {
        return;
    }
    if !usage.facts.reads_attributes() || usage.facts.selects_attributes() {
        return;
    }
    let message =
        format!("{} is only asked of requests that name attributes; one that names none returns all", quote(usage.key));
    let finding = Finding::at(code::DYNAMODB_ATTRIBUTES_WITHOUT_SELECT, path, message);
    findings.push(
        finding.with_help("add the condition `\"StringEquals\": { \"dynamodb:Select\": \"SPECIFIC_ATTRIBUTES\" }`"),
    );
}

/// Keys that say little without one of some others. Addresses inside of VPCs are not unique: those of somebody else's are the same.
/// Source: User Guide, "AWS global condition context keys".
pub(super) const PAIRED: [(&str, &[&str]); 2] = [
    ("aws:VpcSourceIp", &["aws:SourceVpc", "aws:SourceVpce", "aws:SourceVpcArn"]),
    ("aws:Ec2InstanceSourcePrivateIPv4", &["aws:Ec2InstanceSourceVpc"]),
];

/// Returns true if the statement has a condition on a partner of the pair at this position.
pub(super) fn has_partner(statement: &StatementView<'_>, pair: usize) -> bool {
    PAIRED.get(pair).is_some_and(|(_, partners)| {
        has(statement, |other, _, _| partners.iter().any(|partner| other.eq_ignore_ascii_case(partner)))
    })
}

fn unpaired(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    // In a Deny one more condition denies less: there they belong into statements of their own.
    if usage.operator.operator == Operator::Null || usage.statement.effect != Some(Effect::Allow) {
        return;
    }
    let mut pairs = PAIRED.iter().enumerate();
    let Some((pair, (_, partners))) = pairs.find(|(_, (key, _))| usage.is_key(key)) else { return };
    if usage.facts.has_partner(pair) {
        return;
    }
    let named: Vec<String> = partners.iter().map(|partner| format!("`{partner}`")).collect();
    let message = format!("{} alone says little: every VPC may have the same private addresses", quote(usage.key));
    let finding = Finding::at_key(code::MISSING_PAIRED_CONDITION_KEYS, path, message);
    findings.push(finding.with_help(format!("say in the same statement which VPC, with {}", named.join(" or "))));
}

/// Keys that are there only in requests to some services.
const OF_SOME_SERVICES: [&str; 3] = ["aws:VpceAccount", "aws:VpceOrgID", "aws:VpceOrgPaths"];

/// Their prefixes. Source: User Guide, "AWS global condition context keys", `aws:VpceOrgPaths`.
const SERVICES: [&str; 39] = [
    "acm-pca",
    "applicationinsights",
    "apprunner",
    "athena",
    "cloudformation",
    "comprehendmedical",
    "compute-optimizer",
    "datasync",
    "discovery",
    "dynamodb",
    "ebs",
    "ecr",
    "ecs",
    "firehose",
    "gamelift",
    "healthlake",
    "iam",
    "iotfleetwise",
    "iotwireless",
    "kinesisanalytics",
    "kms",
    "lambda",
    "medical-imaging",
    "omics",
    "payment-cryptography",
    "polly",
    "rbin",
    "rekognition",
    "route53",
    "s3",
    "scheduler",
    "servicediscovery",
    "servicequotas",
    "shield",
    "ssm-contacts",
    "storagegateway",
    "textract",
    "transcribe",
    "transfer",
];

/// The one action of a service among them that does not have the keys.
const WITHOUT_KEYS: &str = "iam:PassRole";

/// The position of the first action of the statement whose requests do not have the keys.
pub(super) fn without_some_keys(statement: &StatementView<'_>) -> Option<usize> {
    let has_key = |action: &str| {
        let prefix = action.split_once(':').map_or(action, |(prefix, _)| prefix);
        SERVICES.iter().any(|service| service.eq_ignore_ascii_case(prefix))
            && !action.eq_ignore_ascii_case(WITHOUT_KEYS)
    };
    statement.action?.nodes().iter().position(|node| {
        steps::add(1);
        node.as_str().is_some_and(|text| !has_key(text))
    })
}

fn of_some_services(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    if !usage.is_any_key(&OF_SOME_SERVICES) {
        return;
    }
    let key = quote(usage.key);
    let message = if usage.statement.not_action.is_some() {
        format!("requests to most services do not have the key {key}, and `{}` leaves those in", element::NOT_ACTION)
    } else {
        let Some(action) = usage.facts.without_some_keys() else { return };
        format!("requests for {} do not all have the key {key}", quote(action))
    };
    let finding = Finding::at_key(code::USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES, path, message);
    findings.push(finding.with_help("name the actions of services that have it, such as `s3` or `dynamodb`"));
}

/// Most actions do not look at tags of resources: there the condition fails, whatever the tags are.
fn tag_with_not_action(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    if !is_resource_tag(usage.key) || usage.statement.not_action.is_none() || !fails_without_key(usage) {
        return;
    }
    let key = quote(usage.key);
    let (code, what) = match usage.statement.effect {
        Some(Effect::Allow) => (code::ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "not allowed"),
        Some(Effect::Deny) => (code::DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "not denied"),
        None => return,
    };
    let message = format!(
        "of what `{}` leaves in, many actions do not have the key {key}, and those are {what}",
        element::NOT_ACTION
    );
    let finding = Finding::at_key(code, path, message);
    findings.push(finding.with_help(format!("list the actions that are meant in `{}`", element::ACTION)));
}

/// Whether a request without the key fails the condition.
fn fails_without_key(usage: &Usage<'_>) -> bool {
    if usage.operator.operator != Operator::Null {
        return usage.operator.needs_key();
    }
    usage.values.nodes().iter().all(|node| boolean::of(node) == Some(false))
}

/// Whether a statement has such a condition: key, operator, values.
fn has(statement: &StatementView<'_>, is: impl Fn(&str, Operator, List<'_>) -> bool) -> bool {
    statement.conditions.iter().flatten().any(|block| {
        block.operator.is_some_and(|operator| {
            block.entries.iter().any(|member| {
                steps::add(1);
                is(&member.key, operator.operator, List::new(&member.value))
            })
        })
    })
}
