//! `sts-policy calibrate`: observations in JSON Lines become a calibration.

use std::fs;
use std::io::{self, Write};

use serde_json::Value;
use sts_policy::packed::{Calibration, Operation, PackedRequest, percent_of_refusal};
use sts_policy::{Policy, PolicyArns, Printable};

use crate::Outcome;
use crate::args::CalibrateArguments;
use crate::input::{Input, InputError};
use crate::output;

pub(crate) fn run(arguments: &CalibrateArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let input = Input::of(&arguments.observations);
    let content = match input.read() {
        Ok(content) => content,
        Err(error) => {
            output::error(errors, &error)?;
            return Ok(Outcome::CouldNotRun);
        }
    };
    let mut calibration = Calibration::new();
    let mut outcome = Outcome::Fine;
    let mut taken = 0;
    let text = String::from_utf8_lossy(&content);
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
    let learned = format!(
        "took {taken} of the observations; the {} with a policy of 15 points or more say that STS counts {:.2} times what the \
         built-in model gives",
        calibration.observations(),
        calibration.factor()
    );
    match &arguments.output {
        None => writeln!(out, "{}", calibration.to_json())?,
        Some(path) => {
            if let Err(error) = fs::write(path, calibration.to_json() + "\n") {
                output::error(errors, &InputError::write(path, error))?;
                return Ok(Outcome::CouldNotRun);
            }
        }
    }
    writeln!(errors, "{learned}")?;
    Ok(outcome)
}

/// Adds the observation of a line.
fn observe(line: &str, calibration: &mut Calibration) -> Result<(), String> {
    let value: Value = serde_json::from_str(line).map_err(|error| format!("not JSON: {error}"))?;
    let percent = match (value.get("percent"), value.get("error")) {
        (Some(percent), None) => percent.as_f64().ok_or("`percent` is no number")?,
        (None, Some(error)) => {
            let text = error.as_str().ok_or("`error` is no string")?;
            percent_of_refusal(text).map(f64::from).ok_or("`error` is no refusal with a percentage")?
        }
        _ => return Err("an observation has either `percent` or `error`".to_owned()),
    };
    let operation: Operation = match value.get("operation") {
        None => Operation::default(),
        Some(name) => {
            let name = name.as_str().ok_or("`operation` is no string")?;
            name.parse().map_err(|error| format!("`operation`: {error}"))?
        }
    };
    let arns = strings(&value, "policy_arns")?;
    let arns = PolicyArns::new(arns).map_err(|error| error.to_string())?;
    let tags = tags(&value)?;
    let policy = policy(&value)?;
    let mut request = PackedRequest::new(operation).policy_arns(&arns);
    request = request.tags(tags.iter().map(|(key, value)| (key.as_str(), value.as_str())));
    if let Some(policy) = &policy {
        request = request.policy(policy);
    }
    calibration.observe(&request, percent).map_err(|error| error.to_string())
}

/// The policy: its text in a string, as it was sent, or the document itself.
fn policy(value: &Value) -> Result<Option<Policy>, String> {
    let text = match value.get("policy") {
        None | Some(Value::Null) => return Ok(None),
        Some(Value::String(text)) => text.clone(),
        Some(document) => document.to_string(),
    };
    Policy::from_json(&text).map(Some).map_err(|error| format!("`policy`: {error}"))
}

fn strings(value: &Value, name: &str) -> Result<Vec<String>, String> {
    let Some(list) = value.get(name) else { return Ok(Vec::new()) };
    let list = list.as_array().ok_or_else(|| format!("`{name}` is no array"))?;
    list.iter()
        .map(|item| item.as_str().map(str::to_owned).ok_or_else(|| format!("an item of `{name}` is no string")))
        .collect()
}

/// The tags: an array of objects with `key` and `value`.
fn tags(value: &Value) -> Result<Vec<(String, String)>, String> {
    let Some(list) = value.get("tags") else { return Ok(Vec::new()) };
    let list = list.as_array().ok_or("`tags` is no array")?;
    list.iter()
        .map(|tag| {
            let part = |name: &str| tag.get(name).and_then(Value::as_str).map(str::to_owned);
            part("key").zip(part("value")).ok_or_else(|| "a tag has a `key` and a `value`, both strings".to_owned())
        })
        .collect()
}
