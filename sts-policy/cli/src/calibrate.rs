//! `sts-policy calibrate`: observations in JSON Lines become a calibration.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Write};

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use sts_policy::__private::Printable;
use sts_policy::Policy;
use sts_policy::packed::{Calibration, Refusal};
use sts_policy::request::{Operation, PolicyArns, SessionRequest, SessionTags};

use crate::Outcome;
use crate::args::CalibrateArguments;
use crate::input::{Input, InputError, MAX_DATA_BYTES};
use crate::output;

pub(crate) fn run(arguments: &CalibrateArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let input = Input::of(&arguments.observations);
    let text = match input.read_text(MAX_DATA_BYTES) {
        Ok(text) => text,
        Err(error) => {
            output::error(errors, &error)?;
            return Ok(Outcome::CouldNotRun);
        }
    };
    let mut calibration = Calibration::new();
    let mut outcome = Outcome::Fine;
    let mut taken = 0;
    for (index, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        match observe(line, &mut calibration) {
            Ok(()) => taken += 1,
            Err(error) => {
                let name = input.to_string();
                output::error(errors, &format_args!("{}:{}: {error}", Printable(&name), index + 1))?;
                outcome = Outcome::Findings;
            }
        }
    }
    if taken == 0 {
        output::error(errors, &"no observation could be used, so nothing was learned")?;
        return Ok(Outcome::CouldNotRun);
    }
    match arguments.output.as_deref().map(Input::of) {
        None | Some(Input::Stdin) => writeln!(out, "{}", calibration.to_json())?,
        Some(Input::File(path)) => {
            if let Err(error) = fs::write(&path, calibration.to_json() + "\n") {
                output::error(errors, &InputError::write(path, error))?;
                return Ok(Outcome::CouldNotRun);
            }
        }
    }
    let learned = match calibration.observations() {
        0 => "none has a policy of 15 points or more, so the factor stays 1".to_owned(),
        count => format!("the factor on policies is now {:.2}, learned from {count} of them", calibration.factor()),
    };
    let plural = if taken == 1 { "" } else { "s" };
    let learned = format!("took {taken} observation{plural}; {learned}");
    writeln!(errors, "{learned}")?;
    Ok(outcome)
}

/// The members of an observation.
const MEMBERS: [&str; 6] = ["operation", "policy", "policy_arns", "tags", "percent", "error"];

/// What STS told.
enum Answer {
    Percent(f64),
    Refusal(Refusal),
}

/// Adds the observation of a line.
fn observe(line: &str, calibration: &mut Calibration) -> Result<(), String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("not JSON: {error}"))?;
    let members = value.as_object().ok_or("an observation is a JSON object")?;
    if let Some(unknown) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
        let known = MEMBERS.map(|name| format!("`{name}`")).join(", ");
        return Err(format!("an observation has no member `{}`; these are {known}", Printable(unknown)));
    }
    let answer = answer(members)?;
    let operation: Operation = match present(members, "operation") {
        None => Operation::default(),
        Some(name) => {
            let name = name.as_str().ok_or("`operation` is no string")?;
            name.parse().map_err(|error| format!("`operation`: {error}"))?
        }
    };
    let arns = PolicyArns::new(strings(members, "policy_arns")?).map_err(|error| error.to_string())?;
    let tags = tags(members)?;
    let policy = policy(members, line)?;
    let request = SessionRequest::new(operation).policy(policy).policy_arns(arns).tags(tags);
    let taken = match answer {
        Answer::Percent(percent) => calibration.observe(&request, percent),
        Answer::Refusal(refusal) => calibration.observe_refusal(&request, refusal),
    };
    taken.map_err(|error| error.to_string())
}

fn answer(members: &Map<String, Value>) -> Result<Answer, String> {
    match (present(members, "percent"), present(members, "error")) {
        (Some(percent), None) => Ok(Answer::Percent(percent.as_f64().ok_or("`percent` is no number")?)),
        (None, Some(error)) => {
            let text = error.as_str().ok_or("`error` is no string")?;
            let refusal = Refusal::from_message(text).ok_or("`error` is no refusal with a percentage")?;
            Ok(Answer::Refusal(refusal))
        }
        _ => Err("an observation has either `percent` or `error`".to_owned()),
    }
}

/// A member that is there and not null.
fn present<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    members.get(name).filter(|value| !value.is_null())
}

/// The policy: its text in a string, as it was sent, or the document itself.
fn policy(members: &Map<String, Value>, line: &str) -> Result<Option<Policy>, String> {
    let text = match present(members, "policy") {
        None => return Ok(None),
        Some(Value::String(text)) => text.clone(),
        // A `Value` has lost repeated keys, and takes private keys of serde_json for something else.
        Some(_) => {
            let raw: BTreeMap<String, &RawValue> = serde_json::from_str(line).map_err(|error| error.to_string())?;
            raw.get("policy").map(|document| document.get().to_owned()).unwrap_or_default()
        }
    };
    Policy::from_json(&text).map(Some).map_err(|error| format!("`policy`: {error}"))
}

fn strings(members: &Map<String, Value>, name: &str) -> Result<Vec<String>, String> {
    let Some(list) = present(members, name) else { return Ok(Vec::new()) };
    let list = list.as_array().ok_or_else(|| format!("`{name}` is no array"))?;
    list.iter()
        .map(|item| item.as_str().map(str::to_owned).ok_or_else(|| format!("an item of `{name}` is no string")))
        .collect()
}

/// The tags: an array of objects with `key` and `value`.
fn tags(members: &Map<String, Value>) -> Result<SessionTags, String> {
    let Some(list) = present(members, "tags") else { return Ok(SessionTags::default()) };
    let list = list.as_array().ok_or("`tags` is no array")?;
    let pairs = list.iter().map(|tag| {
        let part = |name: &str| tag.get(name).and_then(Value::as_str);
        part("key")
            .zip(part("value"))
            .ok_or_else(|| "invalid tag: must have a `key` and a `value`, both strings".to_owned())
    });
    SessionTags::from_pairs(pairs.collect::<Result<Vec<_>, _>>()?).map_err(|error| error.to_string())
}
