//! Where holes stand: what may fill them there, and a value to judge the policy with.

use sts_policy_core::__private::{TextPiece, arn_fields, text_pieces};
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
            Place::Bucket | Place::Resource | Place::Text | Place::TextPattern => None,
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

/// Two texts that may fill a hole, as different as can be: what is found of both of them is found whatever fills it. Each name has
/// texts of its own.
pub(crate) type Samples = [String; 2];

/// The standing of each use; of those in keys and the like that none may stand there.
pub(crate) fn standings(policy: &Value, holes: &Holes) -> Vec<Standing> {
    let help = "a hole is a part of a resource, or of a value of a condition";
    let elsewhere = |index| Standing::Nowhere(format!("hole `{{{}}}` cannot stand here", holes.name(index)), help);
    let mut walk = Walk { holes, standings: (0..holes.uses.len()).map(elsewhere).collect() };
    for statement in items(policy.get("Statement")) {
        for element in ["Action", "NotAction"] {
            texts(statement.get(element)).for_each(|text| walk.action(text));
        }
        for element in ["Resource", "NotResource"] {
            texts(statement.get(element)).for_each(|text| {
                walk.arn(text, Place::Resource);
                walk.variables(text);
            });
        }
        for (operator, keys) in members(statement.get("Condition")) {
            let operator = operator.parse::<ConditionOperator>().ok().map(|operator| operator.operator);
            for (_, values) in members(Some(keys)) {
                texts(Some(values)).for_each(|text| {
                    walk.value(operator, text);
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
    fn part(&mut self, text: &str, place: Place, samples: fn(usize) -> Samples) {
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

    /// Text that may be an ARN; `place` is what a hole in its last field stands in, but for the name of a bucket.
    fn arn(&mut self, text: &str, place: Place) {
        let Some([partition, service, region, account, resource]) = arn_fields(text) else {
            self.part(text, place, texts_unknown);
            return;
        };
        self.whole(partition, Place::Partition, |_| partitions(region), "the partition of an ARN");
        let help = "write the service out: the actions are those of one service";
        self.nowhere(service, "in the service of an ARN", help);
        self.whole(region, Place::Region, |name| regions(partition, name), "the region of an ARN");
        self.whole(account, Place::Account, accounts, "the account of an ARN");
        let is_open = |field: &str| field.bytes().all(|byte| byte == b'*');
        let is_bucket = service == "s3" && is_open(region) && is_open(account);
        let slash = if is_bucket { resource.find('/').unwrap_or(resource.len()) } else { 0 };
        let (bucket, rest) = resource.split_at_checked(slash).unwrap_or(("", resource));
        self.part(bucket, Place::Bucket, buckets);
        self.part(rest, place, texts_unknown);
    }

    fn value(&mut self, operator: Option<Operator>, text: &str) {
        let Some(operator) = operator else { return self.part(text, Place::Text, texts_unknown) };
        let under = format!("a value of `{operator}`");
        match operator.family() {
            OperatorFamily::Arn => self.arn(text, Place::Resource),
            OperatorFamily::Numeric => self.whole(text, Place::Number, |name| numbers(operator, name), &under),
            OperatorFamily::Date => self.whole(text, Place::Date, |name| dates(operator, name), &under),
            OperatorFamily::Bool | OperatorFamily::Null => {
                self.whole(text, Place::Bool, |_| ["true".to_owned(), "false".to_owned()], &under)
            }
            OperatorFamily::IpAddress => self.whole(text, Place::Address, addresses, &under),
            OperatorFamily::Binary => self.nowhere(text, "in base64", "write the value out"),
            _ if operator.takes_wildcards() => self.arn(text, Place::TextPattern),
            _ => self.arn(text, Place::Text),
        }
    }
}

/// Text of which nothing is known: to the checks, a policy variable; and some text.
fn texts_unknown(name: usize) -> Samples {
    [variable(name), plain(name)]
}

/// The text that stands for the hole with this name.
pub(crate) fn plain(name: usize) -> String {
    format!("text-of-hole-{name}")
}

/// The policy variable that stands for the hole with this name.
pub(crate) fn variable(name: usize) -> String {
    format!("${{aws:PrincipalTag/{name}}}")
}

/// Buckets are plain text: what has no slash cannot be an object.
fn buckets(name: usize) -> Samples {
    [bucket(name), format!("other-bucket-{name}")]
}

/// The bucket that stands for the hole with this name.
pub(crate) fn bucket(name: usize) -> String {
    format!("bucket-of-hole-{name}")
}

fn accounts(name: usize) -> Samples {
    [format!("1111{name:08}"), format!("4444{name:08}")]
}

fn addresses(name: usize) -> Samples {
    let third = name % 256;
    [format!("8.8.{third}.0/24"), format!("9.9.{third}.0/24")]
}

/// The partition that a region belongs to, if it is known.
fn partitions(region: &str) -> Samples {
    let partition = Reference::embedded().partition_of_region(region).map_or("aws", |partition| partition.id());
    [partition.to_owned(), partition.to_owned()]
}

/// Regions of the partition.
fn regions(partition: &str, name: usize) -> Samples {
    let known = |partition: &str| Reference::embedded().partitions().find(|known| known.id() == partition);
    let regions: Vec<&str> = known(partition)
        .or_else(|| known("aws"))
        .into_iter()
        .flat_map(|partition| partition.regions())
        .filter(|region| !region.contains("global"))
        .collect();
    let region = |index: usize| regions.get(index % regions.len().max(1)).copied().unwrap_or("us-east-1").to_owned();
    [region(2 * name), region(2 * name + 1)]
}

/// A number that most other numbers agree with, and another one.
fn numbers(operator: Operator, name: usize) -> Samples {
    let agreeable = match operator {
        Operator::NumericGreaterThan | Operator::NumericGreaterThanEquals => 1 + name,
        _ => 1_000_000 + name,
    };
    [agreeable.to_string(), name.to_string()]
}

/// A moment that most other moments agree with, and another one.
fn dates(operator: Operator, name: usize) -> Samples {
    let day = 1 + name % 28;
    let agreeable = match operator {
        Operator::DateGreaterThan | Operator::DateGreaterThanEquals => 2000,
        _ => 2099,
    };
    [format!("{agreeable}-01-{day:02}T00:00:00Z"), format!("2001-02-{day:02}T00:00:00Z")]
}
