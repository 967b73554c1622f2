//! The place of each hole: the types that it accepts, and texts that stand for its value while the policy is checked.

use sts_policy_core::__private::{
    TextPiece, arn_fields, can_be_empty, field_matches, find_outside_variables, text_pieces,
};
use sts_policy_core::limits::ACCOUNT_ID_DIGITS;
use sts_policy_core::reference::Reference;
use sts_policy_core::{ConditionOperator, Operator, OperatorFamily};

use serde_json::Value;

use crate::draft::Holes;

/// What a hole stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Place {
    Partition,
    Region,
    Account,
    Bucket,
    Resource,
    Path,
    PathPattern,
    Text,
    TextPattern,
    Number,
    Bool,
    Date,
    Address,
}

impl Place {
    /// The trait of the types that may stand there, in core's module `hole`.
    pub(crate) fn bound(self) -> &'static str {
        match self {
            Place::Partition => "InPartition",
            Place::Region => "InRegion",
            Place::Account => "InAccount",
            Place::Bucket => "InBucket",
            Place::Resource => "InResource",
            Place::Path => "InPath",
            Place::PathPattern => "InPathPattern",
            Place::Text => "InText",
            Place::TextPattern => "InTextPattern",
            Place::Number => "InNumber",
            Place::Bool => "InBool",
            Place::Date => "InDate",
            Place::Address => "InAddress",
        }
    }
}

impl Place {
    /// The bytes of what stands there at most, but for rare values; none where it may be any text.
    pub(crate) fn likely_bytes(self) -> Option<usize> {
        match self {
            Place::Partition => Some("aws-us-gov".len()),
            Place::Region => Some("ap-southeast-1".len()),
            Place::Account => Some(ACCOUNT_ID_DIGITS),
            Place::Number => Some("1000000".len()),
            Place::Bool => Some("false".len()),
            Place::Date => Some("2000-01-01T00:00:00Z".len()),
            Place::Address => Some("255.255.255.255/32".len()),
            Place::Bucket | Place::Resource => None,
            Place::Path | Place::PathPattern | Place::Text | Place::TextPattern => None,
        }
    }
}

/// What is known of one use of a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It may stand there, and these texts may fill it.
    In(Place, Samples),
    /// No hole may, because of this; and what to do about it.
    Nowhere(String, &'static str),
}

/// Texts that stand for the value of a hole while the policy is checked. Each name has texts of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Samples {
    /// Two values that differ as much as the place allows: a finding of one of them alone depends on the value.
    pub(crate) values: [String; 2],
    /// A text whose value the checks cannot know. A finding that compares texts must hold of it too: a third value may
    /// compare differently from these two.
    pub(crate) unknown: String,
}

/// The condition keys whose values are paths of names. `Text` may hold `/` and `..`, so it is not accepted there. A URL is not such a
/// path: it needs `//`.
const PATH_KEYS: [&str; 22] = [
    "account:AccountResourceOrgPaths",
    "apigateway:Request/ConditionBasePaths",
    "apigateway:Resource/ConditionBasePaths",
    "aws:PrincipalOrgPaths",
    "aws:ResourceOrgPaths",
    "aws:SourceOrgPaths",
    "aws:VpceOrgPaths",
    "backup:CopyTargetOrgPaths",
    "batch:AWSLogsStreamPrefix",
    "bedrock-agentcore:namespacePath",
    "codebuild:exportConfig.s3Destination.path",
    "codecommit:References",
    "iotsitewise:assetHierarchyPath",
    "refactor-spaces:SourcePath",
    "s3-outposts:prefix",
    "s3:AccessGrantsLocationScope",
    "s3:annotation-prefix",
    "s3:prefix",
    "s3:x-amz-copy-source",
    "sagemaker:FileSystemDirectoryPath",
    "transcribe:OutputKey",
    "vpc-lattice-svcs:RequestPath",
];

/// The element that a text stands in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Element {
    Resource,
    /// In the value of a condition, a policy variable is accepted in every part of a text.
    Condition,
}

/// The standing of each use; of those in keys and the like that none may stand there.
pub(crate) fn standings(policy: &Value, holes: &Holes, json: &str) -> Vec<Standing> {
    let help = "a hole is a part of a resource, or of a value of a condition";
    let elsewhere = |index| Standing::Nowhere(format!("hole `{{{}}}` cannot stand here", holes.name(index)), help);
    let mut walk = Walk { holes, json, standings: (0..holes.uses.len()).map(elsewhere).collect() };
    for statement in items(policy.get("Statement")) {
        for element in ["Action", "NotAction"] {
            texts(statement.get(element)).for_each(|text| walk.action(text));
        }
        for element in ["Resource", "NotResource"] {
            texts(statement.get(element)).for_each(|text| {
                walk.arn(text, Place::Resource, Element::Resource);
                walk.variables(text);
            });
        }
        for (operator, keys) in members(statement.get("Condition")) {
            let operator = operator.parse::<ConditionOperator>().ok().map(|operator| operator.operator);
            for (key, values) in members(Some(keys)) {
                texts(Some(values)).for_each(|text| {
                    walk.value(operator, key, text);
                    walk.variables(text);
                });
            }
        }
    }
    walk.standings
}

/// The items of a list, or the one thing that stands for a list of one.
fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = value.and_then(Value::as_array);
    let lone = value.filter(|_| list.is_none());
    list.into_iter().flatten().chain(lone)
}

fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    items(value).filter_map(Value::as_str)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

struct Walk<'a> {
    holes: &'a Holes,
    /// The policy as it was written. A sample that stands in it too could not be told from it in a message.
    json: &'a str,
    standings: Vec<Standing>,
}

impl Walk<'_> {
    fn set(&mut self, index: usize, standing: Standing) {
        if let Some(known) = self.standings.get_mut(index) {
            *known = standing;
        }
    }

    /// Text that no hole may stand in.
    fn nowhere(&mut self, text: &str, why: &str, help: &'static str) {
        let holes = self.holes;
        for index in holes.within(text) {
            let message = format!("hole `{{{}}}` cannot stand {why}", holes.name(index));
            self.set(index, Standing::Nowhere(message, help));
        }
    }

    fn action(&mut self, text: &str) {
        self.nowhere(text, "in an action", "write the actions out: what they may do is checked while compiling");
    }

    /// Text of which a hole must be all.
    fn whole(&mut self, text: &str, place: Place, samples: impl FnOnce(usize) -> Samples, what: &str) {
        let mut characters = text.chars();
        match (characters.next().and_then(|character| self.holes.index(character)), characters.next()) {
            (Some(index), None) => self.set(index, Standing::In(place, samples(self.holes.name_index(index)))),
            _ => self.nowhere(text, &format!("in a part of {what}"), "make the hole the whole of it"),
        }
    }

    /// Text of which a hole may be any part.
    fn part(&mut self, text: &str, place: Place, samples: impl Fn(usize) -> Samples) {
        let holes = self.holes;
        for index in holes.within(text) {
            self.set(index, Standing::In(place, samples(holes.name_index(index))));
        }
    }

    /// Refuses holes whose value could become a policy variable, or a part of one: inside of one, and behind what may begin one. In
    /// tokens, `${` always begins one and no hole stands in it; it takes an escape of JSON to write this.
    fn variables(&mut self, text: &str) {
        let holes = self.holes;
        let help = "write `${$}` for the character `$`";
        for piece in text_pieces(text) {
            match piece {
                TextPiece::Variable(variable) => self.nowhere(variable, "inside of a policy variable", help),
                TextPiece::Text(text) => {
                    let mut previous = ' ';
                    for character in text.chars() {
                        let is_behind_dollar = std::mem::replace(&mut previous, character) == '$';
                        if let Some(index) = holes.index(character).filter(|_| is_behind_dollar) {
                            let name = holes.name(index);
                            let message =
                                format!("behind a `$`, the value of `{{{name}}}` could become a policy variable");
                            self.set(index, Standing::Nowhere(message, help));
                        }
                    }
                }
            }
        }
    }

    /// Text that may be an ARN; `place` is the place of a hole in its last field, behind the name of a bucket.
    fn arn(&mut self, text: &str, place: Place, element: Element) {
        let sampled = |values: [String; 2], name: usize| match element {
            Element::Resource => Samples { values, unknown: variable(name) },
            Element::Condition => condition(values, name),
        };
        let texts = |name: usize| sampled(part_texts(name), name);
        let Some([partition, service, region, account, resource]) = arn_fields(text) else {
            self.part(text, place, texts);
            return;
        };
        let partitions = |name| sampled(partitions(region), name);
        self.whole(partition, Place::Partition, partitions, "the partition of an ARN");
        let help = "write the service out: the actions are those of one service";
        self.nowhere(service, "in the service of an ARN", help);
        let json = self.json;
        let regions = |name| sampled(regions(partition, json, name), name);
        self.whole(region, Place::Region, regions, "the region of an ARN");
        self.whole(account, Place::Account, |name| sampled(accounts(name), name), "the account of an ARN");
        // The name of a bucket ends at the first slash outside policy variables.
        let may_be_bucket = field_matches(service, "s3") && can_be_empty(region) && can_be_empty(account);
        let end = if may_be_bucket { find_outside_variables(resource, b'/').unwrap_or(resource.len()) } else { 0 };
        let (bucket, rest) = resource.split_at_checked(end).unwrap_or(("", resource));
        self.part(bucket, Place::Bucket, |name| sampled(buckets(name), name));
        self.part(rest, place, texts);
    }

    fn value(&mut self, operator: Option<Operator>, key: &str, text: &str) {
        let Some(operator) = operator else { return self.part(text, Place::Text, text_values) };
        let under = format!("a value of `{operator}`");
        let is_path = PATH_KEYS.iter().any(|known| known.eq_ignore_ascii_case(key));
        match operator.family() {
            OperatorFamily::Arn => self.arn(text, Place::Resource, Element::Condition),
            OperatorFamily::Numeric => self.whole(text, Place::Number, numbers, &under),
            OperatorFamily::Date => self.whole(text, Place::Date, dates, &under),
            OperatorFamily::Bool | OperatorFamily::Null => self.whole(text, Place::Bool, booleans, &under),
            OperatorFamily::IpAddress => self.whole(text, Place::Address, addresses, &under),
            OperatorFamily::Binary => self.nowhere(text, "in base64", "write the value out"),
            _ if is_path && operator.takes_wildcards() => self.part(text, Place::PathPattern, text_values),
            _ if is_path => self.part(text, Place::Path, text_values),
            // The last field of an ARN is a path of names too.
            _ if arn_fields(text).is_some() && operator.takes_wildcards() => {
                self.arn(text, Place::PathPattern, Element::Condition)
            }
            _ if arn_fields(text).is_some() => self.arn(text, Place::Path, Element::Condition),
            _ if operator.takes_wildcards() => self.part(text, Place::TextPattern, text_values),
            _ => self.part(text, Place::Text, text_values),
        }
    }
}

/// In the value of a condition the first text is a policy variable, so that only the part around the hole is checked.
fn condition([value, _]: [String; 2], name: usize) -> Samples {
    Samples { values: [variable(name), value], unknown: variable(name) }
}

/// Text in the value of a condition.
fn text_values(name: usize) -> Samples {
    condition(part_texts(name), name)
}

/// The beginning of each label.
pub(crate) const LABEL: &str = "hole";

/// The digits of a label. A policy has fewer holes than these can count.
pub(crate) const LABEL_DIGITS: usize = 5;

/// The label of a name, by which messages find the hole.
pub(crate) fn label(name: usize) -> String {
    format!("{LABEL}{name:0LABEL_DIGITS$}")
}

/// Text without separators, and text with both.
fn part_texts(name: usize) -> [String; 2] {
    let label = label(name);
    [label.clone(), format!("{label}/{label}:{label}")]
}

/// The policy variable that stands for the hole with this name.
pub(crate) fn variable(name: usize) -> String {
    let (start, end) = variable_around();
    format!("{start}{}{end}", label(name))
}

/// The text before and behind the label in a policy variable.
pub(crate) fn variable_around() -> (&'static str, &'static str) {
    ("${aws:PrincipalTag/", "}")
}

/// Names of buckets, without a slash: with one, the resource would be an object.
fn buckets(name: usize) -> [String; 2] {
    [label(name), format!("other-{}", label(name))]
}

fn accounts(name: usize) -> [String; 2] {
    [format!("9080{name:08}"), format!("9090{name:08}")]
}

/// Under these operators a policy variable is not accepted; it stands for a value that cannot be compared.
fn known(values: [String; 2], name: usize) -> Samples {
    Samples { values, unknown: variable(name) }
}

fn booleans(name: usize) -> Samples {
    known(["true".to_owned(), "false".to_owned()], name)
}

fn addresses(name: usize) -> Samples {
    let third = name % 256;
    known([format!("8.8.{third}.0/24"), format!("9.9.{third}.0/24")], name)
}

fn numbers(name: usize) -> Samples {
    known([format!("9080{name:05}"), name.to_string()], name)
}

fn dates(name: usize) -> Samples {
    let day = 1 + name % 28;
    known([format!("2089-01-{day:02}T00:00:00Z"), format!("2001-02-{day:02}T00:00:00Z")], name)
}

/// The partition that a region belongs to, if it is known.
fn partitions(region: &str) -> [String; 2] {
    let partition = Reference::embedded().partition_of_region(region).map_or("aws", |partition| partition.id());
    [partition.to_owned(), partition.to_owned()]
}

/// Regions of the partition, or of the first one that matches, that the policy does not name.
fn regions(partition: &str, json: &str, name: usize) -> [String; 2] {
    let matching = |pattern: &str| Reference::embedded().partitions().find(|known| field_matches(pattern, known.id()));
    let regions: Vec<&str> = matching(partition)
        .or_else(|| matching("aws"))
        .into_iter()
        .flat_map(|partition| partition.regions())
        .filter(|region| !region.contains("global") && !json.contains(region))
        .collect();
    let region = |index: usize| regions.get(index % regions.len().max(1)).copied().unwrap_or("us-east-1").to_owned();
    [region(2 * name), region(2 * name + 1)]
}
