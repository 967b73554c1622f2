use std::collections::BTreeMap;

use serde_json::value::RawValue;
use serde_json::{Map, Value};
use sts_policy::__private::Printable;
use sts_policy::Policy;
use sts_policy::packed::{Calibration, Refusal};
use sts_policy::request::{Operation, PolicyArns, SessionRequest, SessionTags};

/// The members of an observation.
const MEMBERS: [&str; 6] = ["operation", "policy", "policy_arns", "tags", "percent", "error"];

/// A request and STS's response.
pub(super) struct Observation {
    request: SessionRequest,
    response: Response,
}

enum Response {
    Percent(f64),
    Refusal(Refusal),
}

impl Observation {
    pub(super) fn parse(line: &str) -> Result<Self, String> {
        let value: Value = serde_json::from_str(line).map_err(|error| format!("invalid JSON: {error}"))?;
        let members = value.as_object().ok_or("invalid observation: must be a JSON object")?;
        if let Some(unknown) = members.keys().find(|name| !MEMBERS.contains(&name.as_str())) {
            let known = MEMBERS.map(|name| format!("`{name}`")).join(", ");
            return Err(format!("unknown member `{}`: must be one of {known}", Printable(unknown)));
        }
        let response = response(members)?;
        let arns = PolicyArns::new(strings(members, "policy_arns")?).map_err(|error| error.to_string())?;
        let request = SessionRequest::new(operation(members)?)
            .policy_arns(arns)
            .tags(tags(members)?)
            .policy(policy(members, line)?);
        Ok(Self { request, response })
    }

    /// Adds the observation to a calibration.
    pub(super) fn add_to(&self, calibration: &mut Calibration) -> Result<(), String> {
        let added = match self.response {
            Response::Percent(percent) => calibration.observe(&self.request, percent),
            Response::Refusal(refusal) => calibration.observe_refusal(&self.request, refusal),
        };
        added.map_err(|error| error.to_string())
    }
}

/// Returns the named member if it is present and not null.
fn member<'v>(members: &'v Map<String, Value>, name: &str) -> Option<&'v Value> {
    members.get(name).filter(|value| !value.is_null())
}

fn response(members: &Map<String, Value>) -> Result<Response, String> {
    match (member(members, "percent"), member(members, "error")) {
        (Some(percent), None) => Ok(Response::Percent(percent.as_f64().ok_or("invalid `percent`: must be a number")?)),
        (None, Some(error)) => error
            .as_str()
            .and_then(Refusal::from_message)
            .map(Response::Refusal)
            .ok_or_else(|| "invalid `error`: must be a refusal of STS with a percentage".to_owned()),
        _ => Err("invalid observation: must have either `percent` or `error`".to_owned()),
    }
}

fn operation(members: &Map<String, Value>) -> Result<Operation, String> {
    let Some(name) = member(members, "operation") else { return Ok(Operation::default()) };
    let operation =
        name.as_str().and_then(|name| name.parse().ok()).filter(|operation: &Operation| operation.accepts_policy());
    operation.ok_or_else(|| {
        let names = Operation::WITH_POLICY.map(|operation| format!("`{operation}`")).join(", ");
        format!("invalid `operation`: must be one of {names}")
    })
}

/// Reads the policy: given as JSON text in a string, or as a JSON object.
fn policy(members: &Map<String, Value>, line: &str) -> Result<Option<Policy>, String> {
    let text = match member(members, "policy") {
        None => return Ok(None),
        Some(Value::String(text)) => text.clone(),
        // A `Value` drops duplicate keys and interprets serde_json's internal keys. The raw text keeps them.
        Some(_) => {
            let raw: BTreeMap<String, &RawValue> = serde_json::from_str(line).map_err(|error| error.to_string())?;
            raw.get("policy").map(|document| document.get().to_owned()).unwrap_or_default()
        }
    };
    Policy::from_json(&text).map(Some).map_err(|error| format!("`policy`: {error}"))
}

fn strings(members: &Map<String, Value>, name: &str) -> Result<Vec<String>, String> {
    array(members, name)?
        .iter()
        .map(|item| {
            item.as_str().map(str::to_owned).ok_or_else(|| format!("invalid item of `{name}`: must be a string"))
        })
        .collect()
}

fn tags(members: &Map<String, Value>) -> Result<SessionTags, String> {
    let pairs = array(members, "tags")?.iter().map(|tag| {
        let part = |name: &str| tag.get(name).and_then(Value::as_str);
        part("key")
            .zip(part("value"))
            .ok_or_else(|| "invalid tag: must have a `key` and a `value`, both strings".to_owned())
    });
    SessionTags::from_pairs(pairs.collect::<Result<Vec<_>, _>>()?).map_err(|error| error.to_string())
}

/// Returns the items of an array, or an empty slice if it is absent.
fn array<'v>(members: &'v Map<String, Value>, name: &str) -> Result<&'v [Value], String> {
    let Some(list) = member(members, name) else { return Ok(&[]) };
    list.as_array().map(Vec::as_slice).ok_or_else(|| format!("invalid `{name}`: must be an array"))
}
