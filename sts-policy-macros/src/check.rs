//! Core's own checks, run over a draft: a policy in which each hole has a value that may stand there.

use std::cell::OnceCell;
use std::collections::{HashMap, HashSet};
use std::fmt::Write as _;

use proc_macro2::Span;
use serde_json::Value;
use sts_policy_core::__private::{MacroTreatment, check_whole, macro_treatment, quoted};
use sts_policy_core::{Checker, Code, Finding, Part, Policy, Report, Severity, code};

use crate::draft::{Draft, Holes, Origin};
use crate::errors::Errors;
use crate::place::{LABEL, LABEL_DIGITS, Place, Samples, Standing, label, standings, variable, variable_around};
use crate::pointer::{pointers, token};
use crate::steps;

/// A policy that is right, with all that its expansion needs.
#[derive(Debug)]
pub(crate) struct Checked {
    pub(crate) policy: Policy,
    /// For each use of a hole, where it stands.
    pub(crate) places: Vec<Place>,
    pub(crate) warnings: Vec<Warning>,
}

/// What the compiler shall warn of.
#[derive(Debug)]
pub(crate) struct Warning {
    pub(crate) span: Span,
    pub(crate) code: Code,
    pub(crate) message: String,
}

/// Judges a draft; what is wrong is in the errors.
pub(crate) fn check(draft: &Draft, errors: &mut Errors) -> Option<Checked> {
    // Errors of syntax have their place in the text that was written.
    let json = match (serde_json::from_str::<Value>(&draft.json), &draft.origin) {
        (Ok(json), _) => json,
        (Err(_), Origin::File { text, .. }) => {
            let report = checker(draft).check(text);
            let shown = Shown::new(draft, &report, Replacements::default());
            (0..report.findings().len()).for_each(|index| shown.error(index, errors));
            return None;
        }
        (Err(error), Origin::Tokens { .. }) => {
            errors.push(Span::call_site(), format!("the policy cannot be written as JSON: {error}"), None);
            return None;
        }
    };
    // Where no statement could be read, that was said.
    if json.get("Statement").is_some_and(|statements| statements.as_array().is_some_and(Vec::is_empty))
        && !errors.is_empty()
    {
        return None;
    }
    let resolved = resolve(draft, &json, errors);
    if !draft.holes.uses.is_empty() && json.get("Version").and_then(Value::as_str) != Some("2012-10-17") {
        let place = draft.holes.uses.first().map_or("", |used| &used.place);
        let help = "add `\"Version\": \"2012-10-17\"`; in the older language, `${*}` is no star but a wildcard";
        errors.push(
            span(draft),
            format!("{place}a policy of another version than 2012-10-17 cannot have holes"),
            Some(help),
        );
        return None;
    }
    let report = report(draft, &resolved);
    let shown = Shown::new(draft, &report, Replacements::new(draft, &json, &resolved));
    // A text with a hole in a wrong place was reported for that.
    let has_misplaced = |text: &str| draft.holes.within(text).any(|index| resolved.is_misplaced(index));
    let reported = if resolved.misplaced.is_empty() { Vec::new() } else { pointers(&json, &has_misplaced) };
    let checked_key = |index: usize| token(&resolved.sample(Sample::First, index));
    let reported: HashSet<String> =
        reported.iter().map(|(pointer, _)| draft.holes.replaced(pointer, checked_key)).collect();
    let is_reported = |finding: &Finding| !reported.is_empty() && is_within_any(finding.pointer().as_str(), &reported);
    let mut warnings = Vec::new();
    for (index, finding) in report.findings().iter().enumerate() {
        if is_left_out(draft, finding) || is_reported(finding) {
            continue;
        }
        match finding.severity() {
            _ if macro_treatment(finding.code()) == MacroTreatment::Error => shown.error(index, errors),
            Severity::Error => shown.error(index, errors),
            Severity::SecurityWarning | Severity::Warning => {
                let Some((span, message)) = shown.text(index) else { continue };
                warnings.push(Warning { span, code: finding.code(), message });
            }
            // Advice does not belong into the output of a build.
            _ => {}
        }
    }
    if !errors.is_empty() {
        return None;
    }
    match Policy::from_json(&draft.json) {
        Ok(policy) => Some(Checked { policy, places: resolved.places, warnings }),
        Err(error) => {
            errors.push(Span::call_site(), error.to_string(), None);
            None
        }
    }
}

/// The places of the holes, and the texts that stand for them.
#[derive(Default)]
struct Resolved {
    /// The place of each use of a hole that is in a place for holes.
    places: Vec<Place>,
    /// For each use of a hole, the texts that stand for it.
    samples: Vec<Samples>,
    /// The uses in places that accept no hole, in ascending order.
    misplaced: Vec<usize>,
}

/// One of the texts that stand for each hole.
#[derive(Debug, Clone, Copy)]
enum Sample {
    First,
    Second,
    Unknown,
}

impl Resolved {
    fn is_misplaced(&self, index: usize) -> bool {
        steps::add(1);
        self.misplaced.binary_search(&index).is_ok()
    }

    fn sample(&self, sample: Sample, index: usize) -> String {
        let samples = self.samples.get(index);
        samples.map(|samples| samples.get(sample).to_owned()).unwrap_or_default()
    }

    /// A text with samples for its holes.
    fn sampled(&self, holes: &Holes, sample: Sample, text: &str) -> String {
        holes.replaced(text, |index| self.sample(sample, index))
    }
}

impl Samples {
    fn get(&self, sample: Sample) -> &str {
        let [first, second] = &self.values;
        match sample {
            Sample::First => first,
            Sample::Second => second,
            Sample::Unknown => &self.unknown,
        }
    }
}

/// Finds the place of each hole. Holes in wrong places are reported.
fn resolve(draft: &Draft, json: &Value, errors: &mut Errors) -> Resolved {
    let mut resolved = Resolved::default();
    for (index, (standing, used)) in
        standings(json, &draft.holes, &draft.json).into_iter().zip(&draft.holes.uses).enumerate()
    {
        match standing {
            Standing::In(place, samples) if !used.is_reported => {
                resolved.places.push(place);
                resolved.samples.push(samples);
            }
            standing => {
                if let (Standing::Nowhere(message, help), false) = (standing, used.is_reported) {
                    errors.push(used.span, format!("{}{message}", used.place), Some(help));
                }
                let text = variable(used.name);
                resolved.samples.push(Samples { values: [text.clone(), text.clone()], unknown: text });
                resolved.misplaced.push(index);
            }
        }
    }
    resolved
}

/// Checks the policy with the first sample of each hole, and keeps the findings that do not depend on it.
fn report(draft: &Draft, resolved: &Resolved) -> Report {
    let run = |sample| check_whole(&checker(draft), &resolved.sampled(&draft.holes, sample, &draft.json));
    let mut report = run(Sample::First);
    // Most policies have no findings, so one run is enough.
    if report.findings().is_empty() || draft.holes.uses.is_empty() {
        return report;
    }
    let second = run(Sample::Second);
    let others: HashSet<_> = second.findings().iter().map(identity).collect();
    report.retain(|finding| others.contains(&identity(finding)));
    let compares = |finding: &Finding| macro_treatment(finding.code()) == MacroTreatment::Comparison;
    if report.findings().iter().any(compares) {
        let unknown = run(Sample::Unknown);
        let others: HashSet<_> = unknown.findings().iter().map(identity).collect();
        report.retain(|finding| !compares(finding) || others.contains(&identity(finding)));
    }
    report
}

/// The parts of a finding that do not depend on the sample of a hole.
fn identity(finding: &Finding) -> (Code, &str, &Part) {
    (finding.code(), finding.pointer().as_str(), finding.part())
}

/// The span of the whole policy.
fn span(draft: &Draft) -> Span {
    match draft.origin {
        Origin::Tokens { .. } => Span::call_site(),
        Origin::File { span, .. } => span,
    }
}

fn checker(draft: &Draft) -> Checker {
    Checker::new(draft.kind)
}

/// Whether what a pointer points at is, or is a part of, what another one points at.
fn is_within(pointer: &str, whole: &str) -> bool {
    pointer.strip_prefix(whole).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}

/// Returns true if a pointer is in the set, or points into an element of it.
fn is_within_any(mut pointer: &str, wholes: &HashSet<String>) -> bool {
    loop {
        steps::add(1);
        match pointer.rsplit_once('/') {
            _ if wholes.contains(pointer) => return true,
            Some((parent, _)) => pointer = parent,
            None => return false,
        }
    }
}

/// The statement that a finding is about, as the beginning of its pointer.
fn statement(finding: &Finding) -> String {
    let mut tokens = finding.pointer().as_str().split('/').skip(1);
    let (list, index) = (tokens.next().unwrap_or_default(), tokens.next().unwrap_or_default());
    // A lone statement need not be in a list.
    if index.parse::<usize>().is_ok() { format!("/{list}/{index}") } else { format!("/{list}") }
}

/// Whether a finding is not for the user: sizes are judged apart, and what is `unchecked` is not held to the reference.
fn is_left_out(draft: &Draft, finding: &Finding) -> bool {
    let pointer = finding.pointer().as_str();
    // That an action acts on no resource is said of the action.
    let resources =
        (finding.code() == code::ACTION_WITHOUT_RESOURCE).then(|| format!("{}/Resource", statement(finding)));
    let is_unchecked = || {
        draft.unchecked.iter().any(|unchecked| {
            unchecked == pointer || resources.as_ref().is_some_and(|resources| is_within(unchecked, resources))
        })
    };
    macro_treatment(finding.code()) == MacroTreatment::Skipped || (finding.reference_date().is_some() && is_unchecked())
}

/// Writes the findings of a report as compiler messages, with the holes in place of their samples.
struct Shown<'a> {
    draft: &'a Draft,
    report: &'a Report,
    replacements: Replacements,
    /// The line and column of each finding in a file, computed for the first message.
    locations: OnceCell<Vec<String>>,
}

/// Replaces the samples in messages with the text that the user wrote.
#[derive(Default)]
struct Replacements {
    /// Whole texts and single values, quoted as in messages.
    quoted: HashMap<String, String>,
    /// The names of the holes, by the labels that stand for them.
    labels: HashMap<String, String>,
}

impl Replacements {
    fn new(draft: &Draft, json: &Value, resolved: &Resolved) -> Self {
        let holes = &draft.holes;
        let hole = |name: &str| format!("{{{name}}}");
        let mut quoted = HashMap::new();
        for (index, samples) in resolved.samples.iter().enumerate() {
            let [first, _] = &samples.values;
            quoted.insert(self::quoted(first), self::quoted(&hole(holes.name(index))));
        }
        let mut open = vec![json];
        while let Some(value) = open.pop() {
            match value {
                Value::String(text) if holes.within(text).next().is_some() => {
                    let written = holes.replaced(text, |index| hole(holes.name(index)));
                    quoted.insert(self::quoted(&resolved.sampled(holes, Sample::First, text)), self::quoted(&written));
                }
                Value::Array(items) => open.extend(items),
                Value::Object(members) => open.extend(members.values()),
                _ => {}
            }
        }
        // Messages name this partition too.
        quoted.remove(&self::quoted("aws"));
        let labels = holes.names.iter().enumerate();
        let labels = labels.map(|(index, name)| (label(index), hole(name))).collect();
        Self { quoted, labels }
    }

    /// A message with what the user wrote.
    fn apply(&self, message: &str) -> String {
        if self.labels.is_empty() {
            return message.to_owned();
        }
        steps::add(message.len());
        // Quoted texts stand between backticks; one that has backticks of its own is found in parts.
        let mut applied = String::with_capacity(message.len());
        for (index, part) in message.split('`').enumerate() {
            if index > 0 {
                applied.push('`');
            }
            let written = self.quoted.get(&format!("`{part}`")).filter(|_| index % 2 == 1);
            match written.and_then(|written| written.strip_prefix('`')?.strip_suffix('`')) {
                Some(written) => applied.push_str(written),
                None => self.apply_labels(part, &mut applied),
            }
        }
        applied
    }

    fn apply_labels(&self, text: &str, applied: &mut String) {
        let (start, end) = variable_around();
        let mut rest = text;
        while let Some((before, from)) = rest.find(LABEL).and_then(|at| rest.split_at_checked(at)) {
            let length = LABEL.len() + LABEL_DIGITS;
            let (label, behind) = from.split_at_checked(length).unwrap_or((from, ""));
            let Some(hole) = self.labels.get(label) else {
                let (word, behind) = from.split_at_checked(LABEL.len()).unwrap_or((from, ""));
                applied.extend([before, word]);
                rest = behind;
                continue;
            };
            // The policy variable around a label stands for the same hole.
            let (before, behind) = before.strip_suffix(start).zip(behind.strip_prefix(end)).unwrap_or((before, behind));
            applied.extend([before, hole]);
            rest = behind;
        }
        applied.push_str(rest);
    }
}

impl<'a> Shown<'a> {
    fn new(draft: &'a Draft, report: &'a Report, replacements: Replacements) -> Self {
        Self { draft, report, replacements, locations: OnceCell::new() }
    }

    fn error(&self, index: usize, errors: &mut Errors) {
        if let Some((span, message)) = self.text(index) {
            errors.push(span, message, None);
        }
    }

    /// Returns the message of the finding with this index, and its span.
    fn text(&self, index: usize) -> Option<(Span, String)> {
        let finding = self.report.findings().get(index)?;
        let (span, place) = self.place(index, finding);
        let mut message = format!("{place}{}", self.written(finding.message()));
        if let Some(help) = finding.help() {
            let _ = write!(message, "\nhelp: {}", self.written(help));
        }
        if let Some(help) = self.help_on_dollar(finding) {
            let _ = write!(message, "\nhelp: {help}");
        }
        if macro_treatment(finding.code()) == MacroTreatment::Name
            && !finding.help().is_some_and(|help| help.starts_with("did you mean"))
        {
            message.push_str("\nhelp: if AWS has added it since, write `unchecked` before it");
        }
        let date = finding.reference_date().map(|date| format!(", by AWS's service reference of {date}"));
        let _ = write!(message, "\nnote: {}{}", finding.code(), date.unwrap_or_default());
        Some((span, message))
    }

    fn written(&self, text: &str) -> String {
        self.replacements.apply(text)
    }

    /// `${tenant}` is how other languages write what is `{tenant}` here.
    fn help_on_dollar(&self, finding: &Finding) -> Option<String> {
        let is_variable = finding.code() == code::UNKNOWN_POLICY_VARIABLE;
        let (_, behind) = finding.message().split_once("${").filter(|_| is_variable)?;
        let (name, _) = behind.split_once('}')?;
        let is_name = name.chars().all(|character| character.is_alphanumeric() || character == '_');
        is_name.then(|| format!("a hole has no `$`: `{{{name}}}`"))
    }

    /// Returns the span of the token that a finding is about, or that of the file's name and the line in the file.
    fn place(&self, index: usize, finding: &Finding) -> (Span, String) {
        match &self.draft.origin {
            Origin::Tokens { values, keys } => {
                let (first, second) = if *finding.part() == Part::Key { (keys, values) } else { (values, keys) };
                let mut pointer = finding.pointer().as_str();
                loop {
                    if let Some(span) = first.get(pointer).or_else(|| second.get(pointer)) {
                        return (*span, String::new());
                    }
                    match pointer.rsplit_once('/') {
                        Some((parent, _)) => pointer = parent,
                        None => return (Span::call_site(), String::new()),
                    }
                }
            }
            Origin::File { path, text, span } => {
                let locations = self.locations.get_or_init(|| {
                    self.report
                        .locate(text)
                        .into_iter()
                        .map(|location| format!("{}:{}", location.line, location.column))
                        .collect()
                });
                let place = locations.get(index).map(|location| format!("{path}:{location}: "));
                (*span, place.unwrap_or_default())
            }
        }
    }
}
