//! Sample values of holes, which the checks run on.

use sts_policy_core::__private::field_matches;
use sts_policy_core::reference::Reference;

/// Texts that take the place of a hole while the policy is checked. Each name has texts of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Samples {
    /// Two values that differ as much as the context allows. A finding on only one of them depends on the value.
    values: [String; 2],
    /// A text that the checks cannot compare. A finding that compares texts must hold for it too: a third value may compare
    /// differently from these two.
    unknown: String,
}

/// Selects one of the [`Samples`] of each hole.
#[derive(Debug, Clone, Copy)]
pub(super) enum Sample {
    First,
    Second,
    Unknown,
}

impl Samples {
    /// Values in a context that accepts policy variables only inside resources, or not at all.
    pub(super) fn new(values: [String; 2], name: usize) -> Self {
        Self { values, unknown: variable(name) }
    }

    /// Values in a condition. The first one is a policy variable, so that only the text around the hole is checked.
    pub(super) fn in_condition([value, _]: [String; 2], name: usize) -> Self {
        Self { values: [variable(name), value], unknown: variable(name) }
    }

    /// The samples of a hole in a context that accepts no hole.
    pub(super) fn for_rejected(name: usize) -> Self {
        Self { values: [variable(name), variable(name)], unknown: variable(name) }
    }

    pub(super) fn get(&self, sample: Sample) -> &str {
        let [first, second] = &self.values;
        match sample {
            Sample::First => first,
            Sample::Second => second,
            Sample::Unknown => &self.unknown,
        }
    }
}

pub(super) fn condition_text(name: usize) -> Samples {
    Samples::in_condition(part_texts(name), name)
}

/// The start of each label.
pub(super) const LABEL: &str = "hole";

/// Number of digits of a label. A policy has fewer holes than they can count.
pub(super) const LABEL_DIGITS: usize = 5;

/// The start and the end of the policy variable around a label.
pub(super) const AROUND_LABEL: (&str, &str) = ("${aws:PrincipalTag/", "}");

/// Returns the label of a name. The renderer finds it in quoted texts.
fn label(name: usize) -> String {
    format!("{LABEL}{name:0LABEL_DIGITS$}")
}

/// Returns the policy variable of a name.
fn variable(name: usize) -> String {
    let (start, end) = AROUND_LABEL;
    format!("{start}{}{end}", label(name))
}

/// Text without separators, and text with both.
pub(super) fn part_texts(name: usize) -> [String; 2] {
    let label = label(name);
    [label.clone(), format!("{label}/{label}:{label}")]
}

/// Names of buckets, without a slash: with one, the resource would be an object.
pub(super) fn buckets(name: usize) -> [String; 2] {
    [label(name), format!("other-{}", label(name))]
}

pub(super) fn accounts(name: usize) -> [String; 2] {
    [format!("9080{name:08}"), format!("9090{name:08}")]
}

pub(super) fn booleans(name: usize) -> Samples {
    Samples::new(["true".to_owned(), "false".to_owned()], name)
}

pub(super) fn addresses(name: usize) -> Samples {
    let third = name % 256;
    Samples::new([format!("8.8.{third}.0/24"), format!("9.9.{third}.0/24")], name)
}

pub(super) fn numbers(name: usize) -> Samples {
    Samples::new([format!("9080{name:05}"), name.to_string()], name)
}

pub(super) fn dates(name: usize) -> Samples {
    let day = 1 + name % 28;
    Samples::new([format!("2089-01-{day:02}T00:00:00Z"), format!("2001-02-{day:02}T00:00:00Z")], name)
}

/// Returns the partition of a region twice, or `aws` if the region is unknown.
pub(super) fn partitions(region: &str) -> [String; 2] {
    let partition = Reference::embedded().partition_of_region(region).map_or("aws", |partition| partition.id());
    [partition.to_owned(), partition.to_owned()]
}

/// Returns regions of the first partition that matches, without those that the policy contains.
pub(super) fn regions(partition: &str, json: &str, name: usize) -> [String; 2] {
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
