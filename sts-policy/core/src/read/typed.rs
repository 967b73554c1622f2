//! Typed policies and their parts, read from JSON.

use serde::de::{Deserialize, Deserializer, Error as _};

use crate::diagnostics::{Findings, InvalidPolicy, Report};
use crate::document::{self, Document};
use crate::json::Node;
use crate::model::{ConditionValue, Conditions, Policy, PolicyKind, Principal, Statement};
use crate::rules::context::Check;
use crate::rules::structure::json_syntax;

impl Policy {
    /// Parses a policy.
    ///
    /// An element of the right type with an invalid value, such as an ARN with five fields, is accepted as it is:
    /// [`check`](crate::check) reports it.
    ///
    /// ```
    /// use sts_policy_core::Policy;
    ///
    /// let policy = Policy::from_json(
    ///     r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:ListBucket","Resource":"*"}}"#,
    /// )?;
    /// assert_eq!(policy.statements.len(), 1);
    /// # Ok::<(), sts_policy_core::InvalidPolicy>(())
    /// ```
    ///
    /// # Errors
    ///
    /// Returns an error if the text is not JSON, or if elements are missing, unknown, duplicate or of the wrong type. The error has a
    /// report with all of these findings.
    pub fn from_json(text: &str) -> Result<Policy, InvalidPolicy> {
        let mut check = new_check();
        let root = json_syntax::parse(text, &mut check.context());
        let document = root.as_ref().map(|root| super::document(root, &mut check.context()));
        finish(document.as_ref().and_then(Document::to_policy), check, text.len())
    }
}

fn new_check() -> Check<'static> {
    Check::new(PolicyKind::Session, Findings::default())
}

/// Returns the value if the check has no errors, otherwise the report. `bytes` is the length of the text, if known.
fn finish<T>(value: Option<T>, check: Check<'_>, bytes: usize) -> Result<T, InvalidPolicy> {
    let findings = check.into_findings();
    match value {
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
        let mut check = new_check();
        let policy = super::document(&root, &mut check.context()).to_policy();
        finish(policy, check, 0).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Statement {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        let mut check = new_check();
        let statement = super::statement(&node, None, &mut check.context());
        let statement = statement.ok_or_else(|| D::Error::custom("invalid statement: must be a JSON object"))?;
        finish(statement.to_statement(), check, 0).map_err(D::Error::custom)
    }
}

impl<'de> Deserialize<'de> for Conditions {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let node = Node::deserialize(deserializer)?;
        let mut check = new_check();
        let blocks = super::conditions(&node, &mut check.context());
        let conditions = blocks.and_then(|blocks| document::conditions(&blocks));
        finish(conditions, check, 0).map_err(D::Error::custom)
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
