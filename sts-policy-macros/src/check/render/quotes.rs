//! Maps texts with samples to the texts that the user wrote.

use std::collections::HashMap;
use sts_policy_core::__private::count_steps;

use serde_json::Value;

use crate::check::resolved::ResolvedHoles;
use crate::check::sample::{AROUND_LABEL, LABEL, LABEL_DIGITS, Sample};
use crate::skeleton::Skeleton;

/// The written form of texts with samples.
#[derive(Default)]
pub(in crate::check) struct Quotes<'a> {
    /// The user's text for each literal with samples, and `{name}` for each sample.
    written: HashMap<String, String>,
    /// The names of the holes, by the number in their label.
    names: &'a [String],
}

impl<'a> Quotes<'a> {
    pub(in crate::check) fn new(skeleton: &'a Skeleton, json: &Value, resolved: &ResolvedHoles) -> Self {
        let holes = &skeleton.holes;
        let hole = |index: usize| format!("{{{}}}", holes.name(index));
        let samples =
            (0..holes.uses.len()).map(|index| (resolved.sample(Sample::First, index).to_owned(), hole(index)));
        let mut written: HashMap<String, String> = samples.collect();
        let mut open = if holes.uses.is_empty() { Vec::new() } else { vec![json] };
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) if holes.within(text).next().is_some() => {
                    written.insert(resolved.fill(holes, Sample::First, text), holes.replace(text, hole));
                }
                Value::Array(items) => open.extend(items),
                Value::Object(members) => open.extend(members.values()),
                _ => {}
            }
        }
        // Messages quote this partition too.
        written.remove("aws");
        Self { written, names: &holes.names }
    }

    /// Returns the text as the user wrote it, or `None` if it has no samples.
    pub(super) fn as_written(&self, text: &str) -> Option<String> {
        if self.names.is_empty() {
            return None;
        }
        count_steps(text.len());
        self.written.get(text).cloned().or_else(|| self.with_names_for_labels(text))
    }

    /// Replaces the labels in a part of a literal by holes. Returns `None` if it has no label.
    fn with_names_for_labels(&self, text: &str) -> Option<String> {
        let (start, end) = AROUND_LABEL;
        let mut written = String::new();
        let mut rest = text;
        let mut has_label = false;
        while let Some((before, from)) = rest.find(LABEL).and_then(|at| rest.split_at_checked(at)) {
            let Some((name, behind)) = self.name_at_label(from) else {
                let (word, behind) = from.split_at_checked(LABEL.len()).unwrap_or((from, ""));
                written.extend([before, word]);
                rest = behind;
                continue;
            };
            has_label = true;
            // The policy variable around a label is a sample of the same hole.
            let (before, behind) = before.strip_suffix(start).zip(behind.strip_prefix(end)).unwrap_or((before, behind));
            written.extend([before, "{", name, "}"]);
            rest = behind;
        }
        written.push_str(rest);
        has_label.then_some(written)
    }

    /// Returns the name of the hole whose label begins a text, and the rest of the text.
    fn name_at_label<'t>(&self, text: &'t str) -> Option<(&str, &'t str)> {
        let (label, behind) = text.split_at_checked(LABEL.len() + LABEL_DIGITS)?;
        let digits = label.strip_prefix(LABEL)?;
        let index = digits.bytes().all(|byte| byte.is_ascii_digit()).then(|| digits.parse::<usize>().ok())??;
        Some((self.names.get(index)?, behind))
    }
}
