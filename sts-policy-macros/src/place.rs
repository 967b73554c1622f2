//! Where holes stand: what may fill them there, and a value to judge the policy with.

use sts_policy_core::__private::arn_fields;
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
            Place::Text => "InText",
            Place::TextPattern => "InTextPattern",
            Place::Number => "InNumber",
            Place::Bool => "InBool",
            Place::Date => "InDate",
            Place::Address => "InAddress",
        }
    }
}

/// What is known of one use of a hole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Standing {
    /// It may stand there, and this text is one that may fill it.
    In(Place, String),
    /// No hole may, because of this; and what to do about it.
    Nowhere(String, &'static str),
}

/// The standing of each use; of those in keys and the like that none may stand there.
pub(crate) fn standings(policy: &Value, holes: &Holes) -> Vec<Standing> {
    let elsewhere = Standing::Nowhere(
        "no hole can stand here".to_owned(),
        "a hole is a part of a resource, or of a value of a condition",
    );
    let mut walk = Walk { holes, standings: vec![elsewhere; holes.uses.len()] };
    for statement in items(policy.get("Statement")) {
        for element in ["Action", "NotAction"] {
            texts(statement.get(element)).for_each(|text| walk.action(text));
        }
        for element in ["Resource", "NotResource"] {
            texts(statement.get(element)).for_each(|text| walk.arn(text));
        }
        for (operator, keys) in members(statement.get("Condition")) {
            let operator = operator.parse::<ConditionOperator>().ok().map(|operator| operator.operator);
            for (_, values) in members(Some(keys)) {
                texts(Some(values)).for_each(|text| walk.value(operator, text));
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
    fn whole(&mut self, text: &str, place: Place, sample: &str, what: &str) {
        let mut characters = text.chars();
        match (characters.next().and_then(|character| self.holes.index(character)), characters.next()) {
            (Some(index), None) => self.set(index, Standing::In(place, sample.to_owned())),
            _ => self.nowhere(text, &format!("in a part of {what}"), "make the hole the whole of it"),
        }
    }

    /// Text of which a hole may be any part; `sample` is a value for the hole with an index.
    fn part(&mut self, text: &str, place: Place, sample: fn(usize) -> String) {
        let holes = self.holes;
        let mut previous = ' ';
        for character in text.chars() {
            let behind_dollar = std::mem::replace(&mut previous, character) == '$';
            let Some(index) = holes.index(character) else { continue };
            let standing = if behind_dollar {
                // It takes an escape of JSON to write this: in tokens, `${` always begins a policy variable.
                let message =
                    format!("behind a `$`, the value of `{{{}}}` could become a policy variable", holes.name(index));
                Standing::Nowhere(message, "write `${$}` for the character `$`")
            } else {
                Standing::In(place, sample(holes.uses.get(index).map_or(0, |used| used.name)))
            };
            self.set(index, standing);
        }
    }

    fn arn(&mut self, text: &str) {
        let Some([partition, service, region, account, resource]) = arn_fields(text) else {
            self.part(text, Place::Resource, variable);
            return;
        };
        self.whole(partition, Place::Partition, partition_of(region), "the partition of an ARN");
        let help = "write the service out: the actions are those of one service";
        self.nowhere(service, "in the service of an ARN", help);
        self.whole(region, Place::Region, region_of(partition), "the region of an ARN");
        self.whole(account, Place::Account, ACCOUNT, "the account of an ARN");
        let is_bucket = service == "s3" && region.is_empty() && account.is_empty();
        let slash = if is_bucket { resource.find('/').unwrap_or(resource.len()) } else { 0 };
        let (bucket, rest) = resource.split_at_checked(slash).unwrap_or(("", resource));
        self.part(bucket, Place::Bucket, self::bucket);
        self.part(rest, Place::Resource, variable);
    }

    fn value(&mut self, operator: Option<Operator>, text: &str) {
        let Some(operator) = operator else { return self.part(text, Place::Text, variable) };
        let under = format!("a value of `{operator}`");
        match operator.family() {
            OperatorFamily::Arn => self.arn(text),
            OperatorFamily::Numeric => self.whole(text, Place::Number, number(operator), &under),
            OperatorFamily::Date => self.whole(text, Place::Date, date(operator), &under),
            OperatorFamily::Bool | OperatorFamily::Null => self.whole(text, Place::Bool, "true", &under),
            OperatorFamily::IpAddress => self.whole(text, Place::Address, ADDRESS, &under),
            OperatorFamily::Binary => self.nowhere(text, "in base64", "write the value out"),
            _ if operator.takes_wildcards() => self.part(text, Place::TextPattern, variable),
            _ => self.part(text, Place::Text, variable),
        }
    }
}

/// Text that is not known, of the hole with this index: the checks take a policy variable for that.
pub(crate) fn variable(name: usize) -> String {
    format!("${{aws:PrincipalTag/{name}}}")
}

/// A bucket that is not known, of the hole with this index. It is plain text: what has no slash cannot be an object.
pub(crate) fn bucket(name: usize) -> String {
    format!("a-bucket-of-hole-{name}")
}

const ACCOUNT: &str = "111122223333";

const ADDRESS: &str = "8.8.8.0/24";

/// The partition that a region belongs to, if it is known.
fn partition_of(region: &str) -> &'static str {
    Reference::embedded().partition_of_region(region).map_or("aws", |partition| partition.id())
}

/// A region of the partition.
fn region_of(partition: &str) -> &'static str {
    let found = Reference::embedded().partitions().find(|known| known.id() == partition);
    let mut regions = found.into_iter().flat_map(|partition| partition.regions());
    regions.find(|region| partition != "aws" && !region.contains("global")).unwrap_or("us-east-1")
}

/// A number that most other numbers agree with.
fn number(operator: Operator) -> &'static str {
    match operator {
        Operator::NumericGreaterThan | Operator::NumericGreaterThanEquals => "1",
        _ => "1000000",
    }
}

/// A moment that most other moments agree with.
fn date(operator: Operator) -> &'static str {
    match operator {
        Operator::DateGreaterThan | Operator::DateGreaterThanEquals => "2000-01-01T00:00:00Z",
        _ => "2099-01-01T00:00:00Z",
    }
}
