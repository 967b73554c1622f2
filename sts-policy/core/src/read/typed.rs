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
    /// When the text is no policy: not JSON, or with elements that are missing, unknown, repeated or of the wrong type. The
    /// report then has all that is wrong in this way. What is only wrong in its meaning, such as an ARN with five fields, is
    /// read as it is: that is for [`check`](crate::check) to say.
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

/// What was read, unless something could not be.
fn readable<T>(read: Option<T>, check: Check<'_>, bytes: usize) -> Result<T, InvalidPolicy> {
    let findings = check.into_findings();
    match read {
        Some(value) if !findings.has_errors() => Ok(value),
        _ => Err(InvalidPolicy(Box::new(Report { kind: PolicyKind::Session, bytes, packed: None, findings }))),
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
        let statement = statement.ok_or_else(|| D::Error::custom("a statement is a JSON object"))?;
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
        value.ok_or_else(|| D::Error::custom("a value of a condition is a string, a number or a boolean"))
    }
}

impl<'de> Deserialize<'de> for Principal {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let principal = document::principal(&Node::deserialize(deserializer)?);
        principal.ok_or_else(|| D::Error::custom("a principal is `\"*\"` or an object of strings and lists of strings"))
    }
}
