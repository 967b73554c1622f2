//! Reading of typed policies and their parts.

use serde::de::{Deserialize, Deserializer, Error as _};

use crate::diagnostics::{Findings, InvalidPolicy, Report};
use crate::document::{self, Document};
use crate::json::Node;
use crate::model::{ConditionValue, Conditions, Policy, PolicyKind, Principal, Statement};
use crate::rules::context::Check;
use crate::rules::structure::json_syntax;

impl Policy {
    /// Reads a policy.
    ///
    /// # Errors
    ///
    /// If the text is not a policy: not JSON, or with elements that are missing, unknown, repeated or of the wrong type. The error holds
    /// all such findings. Invalid texts, such as an ARN with five fields, are read as they are; [`check`](crate::check) reports them.
    pub fn from_json(text: &str) -> Result<Policy, InvalidPolicy> {
        let mut check = reading();
        let root = json_syntax::parse(text, &mut check.context());
        let document = root.as_ref().map(|root| super::document(root, &mut check.context()));
        readable(document.as_ref().and_then(Document::to_policy), check, text.len())
    }
}

fn reading() -> Check<'static> {
    Check::new(PolicyKind::Session, Findings::default())
}

/// Returns the value, or the findings of the reader.
fn readable<T>(read: Option<T>, check: Check<'_>, bytes: usize) -> Result<T, InvalidPolicy> {
    let findings = check.into_findings();
    match read {
        Some(value) if !findings.has_errors() => Ok(value),
        _ => {
            let report = Report { kind: PolicyKind::Session, bytes, packed: None, findings };
            Err(InvalidPolicy::new(report, PolicyKind::Session))
        }
    }
}

impl<'de> Deserialize<'de> for Policy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let root = Node::deserialize(deserializer)?;
        let mut check = reading();
        let policy = super::document(&root, &mut check.context()).to_policy();
        readable(policy, check, 0).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Statement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        let mut check = reading();
        let statement = super::statement(&node, None, &mut check.context());
        let statement = statement.ok_or_else(|| D::Error::custom("invalid statement: must be a JSON object"))?;
        readable(statement.to_statement(), check, 0).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Conditions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        let mut check = reading();
        let blocks = super::conditions(&node, &mut check.context());
        let conditions = blocks.and_then(|blocks| document::conditions(&blocks));
        readable(conditions, check, 0).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for ConditionValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = document::condition_value(&Node::deserialize(deserializer)?);
        value.ok_or_else(|| D::Error::custom("invalid condition value: must be a string, a number or a boolean"))
    }
}

impl<'de> Deserialize<'de> for Principal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let principal = document::principal(&Node::deserialize(deserializer)?);
        principal.ok_or_else(|| {
            D::Error::custom("invalid principal: must be `\"*\"` or an object of strings and lists of strings")
        })
    }
}
