//! The context of each use of a hole.

use serde_json::Value;
use sts_policy_core::__private::{
    TextPiece, arn_fields, can_be_empty, field_matches, find_outside_variables, text_pieces,
};
use sts_policy_core::policy::{ConditionOperator, Operator, OperatorFamily};

use super::context::HoleContext;
use super::path_keys::is_path_key;
use super::sample::{
    Samples, accounts, addresses, booleans, buckets, condition_text, dates, numbers, part_texts, partitions, regions,
};
use crate::skeleton::Holes;

/// The context of one use of a hole, or the reason why holes are not accepted there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum HoleResolution {
    /// The context accepts holes.
    Accepted(HoleContext, Samples),
    /// The context does not accept holes.
    Rejected { message: String, help: &'static str },
}

/// The element that a text is in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum TextElement {
    Resource,
    /// A condition value, any part of which may be a policy variable.
    Condition,
}

/// Returns the resolution of each use. `json` is the text of `policy`.
pub(super) fn resolutions(policy: &Value, holes: &Holes, json: &str) -> Vec<HoleResolution> {
    // Elements that the resolver does not visit do not accept holes.
    let rejected_by_default = |index| HoleResolution::Rejected {
        message: format!("hole `{{{}}}` is not accepted here", holes.name(index)),
        help: "use a hole in a resource or in the value of a condition",
    };
    let mut resolver =
        HoleResolver { holes, json, resolutions: (0..holes.uses.len()).map(rejected_by_default).collect() };
    for statement in items(policy.get("Statement")) {
        for element in ["Action", "NotAction"] {
            texts(statement.get(element)).for_each(|text| resolver.reject_in_action(text));
        }
        for element in ["Resource", "NotResource"] {
            texts(statement.get(element)).for_each(|text| {
                resolver.resolve_arn(text, HoleContext::Resource, TextElement::Resource);
                resolver.reject_in_variables(text);
            });
        }
        for (operator, keys) in members(statement.get("Condition")) {
            let operator = operator.parse::<ConditionOperator>().ok().map(|operator| operator.operator);
            for (key, values) in members(Some(keys)) {
                texts(Some(values)).for_each(|text| {
                    resolver.resolve_value(operator, key, text);
                    resolver.reject_in_variables(text);
                });
            }
        }
    }
    resolver.resolutions
}

/// Returns the items of a list. A value that is not a list counts as a list of one item.
fn items(value: Option<&Value>) -> impl Iterator<Item = &Value> {
    let list = value.and_then(Value::as_array);
    let single = value.filter(|_| list.is_none());
    list.into_iter().flatten().chain(single)
}

fn texts(value: Option<&Value>) -> impl Iterator<Item = &str> {
    items(value).filter_map(Value::as_str)
}

fn members(value: Option<&Value>) -> impl Iterator<Item = (&String, &Value)> {
    value.and_then(Value::as_object).into_iter().flatten()
}

struct HoleResolver<'a> {
    holes: &'a Holes,
    /// The policy as written. Samples must not occur in it, or messages could not tell them from the user's text.
    json: &'a str,
    resolutions: Vec<HoleResolution>,
}

impl HoleResolver<'_> {
    fn set(&mut self, index: usize, resolution: HoleResolution) {
        if let Some(slot) = self.resolutions.get_mut(index) {
            *slot = resolution;
        }
    }

    /// Sets the resolution of the holes in a text that accepts none. `message` receives the quoted hole and returns the message of the error.
    fn reject(&mut self, text: &str, help: &'static str, message: impl Fn(&str) -> String) {
        let holes = self.holes;
        for index in holes.within(text) {
            let message = message(&format!("`{{{}}}`", holes.name(index)));
            self.set(index, HoleResolution::Rejected { message, help });
        }
    }

    fn reject_in_action(&mut self, text: &str) {
        let help = "write the action out: actions are checked at compile time";
        self.reject(text, help, |hole| format!("hole {hole} is not accepted in an action"));
    }

    /// Resolves a text that may be a hole, but may not merely contain one. `what` names the text in the error.
    fn accept_whole(&mut self, text: &str, context: HoleContext, samples: impl FnOnce(usize) -> Samples, what: &str) {
        let mut characters = text.chars();
        match (characters.next().and_then(|character| self.holes.use_index(character)), characters.next()) {
            (Some(index), None) => {
                let samples = samples(self.holes.name_index(index));
                self.set(index, HoleResolution::Accepted(context, samples));
            }
            _ => self.reject(text, "remove the text around the hole", |hole| {
                format!("hole {hole} is only part of {what}: must be the whole value")
            }),
        }
    }

    /// Resolves a text that accepts holes anywhere.
    fn accept_anywhere(&mut self, text: &str, context: HoleContext, samples: impl Fn(usize) -> Samples) {
        let holes = self.holes;
        for index in holes.within(text) {
            self.set(index, HoleResolution::Accepted(context, samples(holes.name_index(index))));
        }
    }

    /// Refuses holes whose value could become a policy variable or a part of one: inside a variable, and after a `$`. In a
    /// literal of a macro, `${` always begins a variable, which contains no hole. Only JSON escapes in a policy file produce these cases.
    fn reject_in_variables(&mut self, text: &str) {
        let holes = self.holes;
        for piece in text_pieces(text) {
            match piece {
                TextPiece::Variable(variable) => {
                    let help = "move the hole out of the policy variable, or write `${$}` for the character `$`";
                    self.reject(variable, help, |hole| format!("hole {hole} is not accepted inside a policy variable"))
                }
                TextPiece::Text(text) => {
                    let help = "write `${$}` for the character `$`";
                    let mut previous = ' ';
                    for character in text.chars() {
                        let is_after_dollar = std::mem::replace(&mut previous, character) == '$';
                        if let Some(index) = holes.use_index(character).filter(|_| is_after_dollar) {
                            let name = holes.name(index);
                            let message =
                                format!("hole `{{{name}}}` after `$`: its value could become a policy variable");
                            self.set(index, HoleResolution::Rejected { message, help });
                        }
                    }
                }
            }
        }
    }

    /// Resolves a text that may be an ARN. `context` is that of a hole in the last field, in S3 after the name of the bucket.
    fn resolve_arn(&mut self, text: &str, context: HoleContext, element: TextElement) {
        let to_samples = |values: [String; 2], name: usize| match element {
            TextElement::Resource => Samples::new(values, name),
            TextElement::Condition => Samples::in_condition(values, name),
        };
        let part_samples = |name: usize| to_samples(part_texts(name), name);
        let Some([partition, service, region, account, resource]) = arn_fields(text) else {
            self.accept_anywhere(text, context, part_samples);
            return;
        };
        let partitions = |name| to_samples(partitions(region), name);
        self.accept_whole(partition, HoleContext::Partition, partitions, "the partition of an ARN");
        let help = "write the service out: actions and ARNs are compared at compile time";
        self.reject(service, help, |hole| format!("hole {hole} is not accepted in the service of an ARN"));
        let json = self.json;
        let regions = |name| to_samples(regions(partition, json, name), name);
        self.accept_whole(region, HoleContext::Region, regions, "the region of an ARN");
        self.accept_whole(
            account,
            HoleContext::Account,
            |name| to_samples(accounts(name), name),
            "the account of an ARN",
        );
        // The name of a bucket ends at the first slash outside policy variables.
        let may_be_bucket = field_matches(service, "s3") && can_be_empty(region) && can_be_empty(account);
        let end = if may_be_bucket { find_outside_variables(resource, b'/').unwrap_or(resource.len()) } else { 0 };
        let (bucket, rest) = resource.split_at_checked(end).unwrap_or(("", resource));
        self.accept_anywhere(bucket, HoleContext::Bucket, |name| to_samples(buckets(name), name));
        self.accept_anywhere(rest, context, part_samples);
    }

    fn resolve_value(&mut self, operator: Option<Operator>, key: &str, text: &str) {
        let Some(operator) = operator else { return self.accept_anywhere(text, HoleContext::Text, condition_text) };
        let description = format!("a value under `{operator}`");
        let is_path = is_path_key(key);
        match operator.family() {
            OperatorFamily::Arn => self.resolve_arn(text, HoleContext::Resource, TextElement::Condition),
            OperatorFamily::Numeric => self.accept_whole(text, HoleContext::Number, numbers, &description),
            OperatorFamily::Date => self.accept_whole(text, HoleContext::Date, dates, &description),
            OperatorFamily::Bool | OperatorFamily::Null => {
                self.accept_whole(text, HoleContext::Bool, booleans, &description)
            }
            OperatorFamily::IpAddress => self.accept_whole(text, HoleContext::Address, addresses, &description),
            OperatorFamily::Binary => {
                self.reject(text, "write the value out", |hole| format!("hole {hole} is not accepted in base64"))
            }
            _ if is_path && operator.takes_wildcards() => {
                self.accept_anywhere(text, HoleContext::PathPattern, condition_text)
            }
            _ if is_path => self.accept_anywhere(text, HoleContext::Path, condition_text),
            // The last field of an ARN is also a path of names.
            _ if arn_fields(text).is_some() && operator.takes_wildcards() => {
                self.resolve_arn(text, HoleContext::PathPattern, TextElement::Condition)
            }
            _ if arn_fields(text).is_some() => self.resolve_arn(text, HoleContext::Path, TextElement::Condition),
            _ if operator.takes_wildcards() => self.accept_anywhere(text, HoleContext::TextPattern, condition_text),
            _ => self.accept_anywhere(text, HoleContext::Text, condition_text),
        }
    }
}
