//! Policies whose shape is known only at run time.

use std::fmt;

use super::{
    Action, ActionElement, ConditionKey, ConditionOperator, ConditionValue, Conditions, DuplicateCondition, Effect, Id,
    Policy, Resource, ResourceElement, Sid, Statement, Version,
};
use crate::diagnostics::Quoted;

/// Collects statements into a [`Policy`] of version 2012-10-17. Created by [`Policy::builder`].
///
/// Nothing fails before [`build`](PolicyBuilder::build). Text goes into the policy as it is, with wildcards and policy variables; use
/// [`Hole::to_element_text`](crate::value::Hole::to_element_text) for text from outside.
///
/// ```
/// use sts_policy_core::policy::Operator;
/// use sts_policy_core::{Policy, SessionPolicy, Statement};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut builder = Policy::builder().statement(
///     Statement::allow(["s3:ListBucket"])
///         .resources(["arn:aws:s3:::reports"])
///         .condition(Operator::StringLike, "s3:prefix", ["tenant-a/*"]),
/// );
/// for folder in ["drafts", "final"] {
///     let resource = format!("arn:aws:s3:::reports/tenant-a/{folder}/*");
///     builder = builder.statement(Statement::allow(["s3:GetObject"]).resources([resource]));
/// }
/// let policy = SessionPolicy::try_from(builder.build()?)?;
/// assert!(policy.as_str().len() < 2048);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "a builder creates no policy before `build`"]
pub struct PolicyBuilder {
    id: Option<Id>,
    statements: Vec<StatementBuilder>,
}

impl PolicyBuilder {
    /// Sets the `Id` of the policy.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Adds a statement.
    pub fn statement(mut self, statement: impl Into<StatementBuilder>) -> Self {
        self.statements.push(statement.into());
        self
    }

    /// Adds several statements.
    pub fn statements<S: Into<StatementBuilder>>(mut self, statements: impl IntoIterator<Item = S>) -> Self {
        self.statements.extend(statements.into_iter().map(Into::into));
        self
    }

    /// Creates the policy. Without a statement it denies everything: a request to STS without a policy may grant all permissions of the
    /// role, so an empty list of grants must not become one.
    ///
    /// # Errors
    ///
    /// If a statement has no actions, no resources, or the same condition twice.
    ///
    /// ```
    /// use sts_policy_core::{Policy, Statement};
    ///
    /// assert_eq!(
    ///     Policy::builder().build()?.to_json(),
    ///     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#
    /// );
    /// let tables: Vec<String> = Vec::new();
    /// let statement = Statement::allow(["dynamodb:GetItem"]).sid("ReadTables").resources(tables);
    /// assert_eq!(
    ///     Policy::builder().statement(statement).build().unwrap_err().to_string(),
    ///     "statement `ReadTables` has no resources: name at least one"
    /// );
    /// # Ok::<(), sts_policy_core::policy::BuildError>(())
    /// ```
    pub fn build(self) -> Result<Policy, BuildError> {
        if self.statements.is_empty() {
            return Ok(Policy { id: self.id, ..Policy::default() });
        }
        let statements = self.statements.into_iter().enumerate().map(|(index, statement)| statement.build(index));
        let statements = statements.collect::<Result<Vec<Statement>, BuildError>>()?;
        Ok(Policy { version: Some(Version::V2012), id: self.id, statements })
    }
}

impl Policy {
    /// Starts an empty policy.
    pub fn builder() -> PolicyBuilder {
        PolicyBuilder::default()
    }
}

/// The policy that denies everything.
impl Default for Policy {
    fn default() -> Self {
        let statement = Statement {
            sid: None,
            effect: Effect::Deny,
            principal: None,
            action: ActionElement::Action(vec!["*".into()]),
            resource: ResourceElement::Resource(vec!["*".into()]),
            condition: Conditions::new(),
        };
        Policy { version: Some(Version::V2012), id: None, statements: vec![statement] }
    }
}

/// Collects the elements of a [`Statement`]. Created by [`Statement::allow`] and its siblings.
#[derive(Debug, Clone)]
#[must_use = "a statement is part of a policy only after `PolicyBuilder::statement`"]
pub struct StatementBuilder {
    statement: Statement,
    duplicate: Option<DuplicateCondition>,
}

impl Statement {
    /// Allows these actions.
    pub fn allow<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> StatementBuilder {
        StatementBuilder::new(Effect::Allow, ActionElement::Action(collect(actions)))
    }

    /// Denies these actions.
    pub fn deny<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> StatementBuilder {
        StatementBuilder::new(Effect::Deny, ActionElement::Action(collect(actions)))
    }

    /// Allows all actions except these (`NotAction`), also those of services that AWS adds later.
    pub fn allow_except<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> StatementBuilder {
        StatementBuilder::new(Effect::Allow, ActionElement::NotAction(collect(actions)))
    }

    /// Denies all actions except these (`NotAction`).
    pub fn deny_except<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> StatementBuilder {
        StatementBuilder::new(Effect::Deny, ActionElement::NotAction(collect(actions)))
    }
}

impl StatementBuilder {
    fn new(effect: Effect, action: ActionElement) -> Self {
        let resource = ResourceElement::Resource(Vec::new());
        let statement =
            Statement { sid: None, effect, principal: None, action, resource, condition: Conditions::new() };
        Self { statement, duplicate: None }
    }

    /// Sets the `Sid`.
    pub fn sid(mut self, sid: impl Into<Sid>) -> Self {
        self.statement.sid = Some(sid.into());
        self
    }

    /// Sets the resources.
    pub fn resources<R: Into<Resource>>(mut self, resources: impl IntoIterator<Item = R>) -> Self {
        self.statement.resource = ResourceElement::Resource(collect(resources));
        self
    }

    /// Sets the resources to all except these (`NotResource`).
    pub fn resources_except<R: Into<Resource>>(mut self, resources: impl IntoIterator<Item = R>) -> Self {
        self.statement.resource = ResourceElement::NotResource(collect(resources));
        self
    }

    /// Adds a condition: the operator compares the values of the key in a request with these.
    pub fn condition<V: Into<ConditionValue>>(
        mut self,
        operator: impl Into<ConditionOperator>,
        key: impl Into<ConditionKey>,
        values: impl IntoIterator<Item = V>,
    ) -> Self {
        let inserted = self.statement.condition.insert(operator.into(), key.into(), collect(values));
        self.duplicate = self.duplicate.or(inserted.err());
        self
    }

    /// Creates the statement at this index of the policy.
    fn build(self, index: usize) -> Result<Statement, BuildError> {
        let Self { statement, duplicate } = self;
        let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
        let (ResourceElement::Resource(resources) | ResourceElement::NotResource(resources)) = &statement.resource;
        let problem = if actions.is_empty() {
            Problem::NoActions
        } else if resources.is_empty() {
            Problem::NoResources
        } else if let Some(duplicate) = duplicate {
            Problem::Duplicate(duplicate)
        } else {
            return Ok(statement);
        };
        Err(BuildError { index, sid: statement.sid, problem })
    }
}

impl From<Statement> for StatementBuilder {
    fn from(statement: Statement) -> Self {
        Self { statement, duplicate: None }
    }
}

/// A statement of a [`PolicyBuilder`] that is incomplete or contradictory.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BuildError {
    index: usize,
    sid: Option<Sid>,
    problem: Problem,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    NoActions,
    NoResources,
    Duplicate(DuplicateCondition),
}

impl BuildError {
    /// The position of the statement in the policy, from 0.
    pub fn statement(&self) -> usize {
        self.index
    }
}

impl fmt::Display for BuildError {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.sid {
            Some(sid) => write!(formatter, "statement {}", Quoted(sid.as_str()))?,
            None => write!(formatter, "statement {}", self.index)?,
        }
        match &self.problem {
            Problem::NoActions => formatter.write_str(" has no actions: name at least one"),
            Problem::NoResources => formatter.write_str(" has no resources: name at least one"),
            Problem::Duplicate(duplicate) => write!(formatter, ": {duplicate}"),
        }
    }
}

impl std::error::Error for BuildError {}

fn collect<T, I: Into<T>>(items: impl IntoIterator<Item = I>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Operator;

    fn error(statement: StatementBuilder) -> String {
        let valid = Statement::allow(["s3:GetObject"]).resources(["*"]);
        let error = Policy::builder().statement(valid).statement(statement).build().unwrap_err();
        assert_eq!(error.statement(), 1);
        error.to_string()
    }

    #[test]
    fn rejects_incomplete_statements() {
        assert_eq!(error(Statement::allow(["s3:*"])), "statement 1 has no resources: name at least one");
        assert_eq!(
            error(Statement::deny(["s3:*"]).resources_except(Vec::<String>::new()).sid("A")),
            "statement `A` has no resources: name at least one"
        );
        assert_eq!(
            error(Statement::allow_except(Vec::<String>::new()).resources(["*"])),
            "statement 1 has no actions: name at least one"
        );
    }

    #[test]
    fn rejects_a_duplicate_condition() {
        let statement = Statement::deny_except(["s3:*"])
            .resources(["*"])
            .condition(Operator::StringLike, "s3:prefix", ["a"])
            .condition(Operator::StringEquals, "s3:prefix", ["a"])
            .condition(Operator::StringLike, "S3:prefix", ["b"])
            .condition(Operator::StringLike, "s3:Prefix", ["c"]);
        assert_eq!(
            error(statement),
            "statement 1: duplicate condition key `S3:prefix` under `StringLike`: give all values of a key at once"
        );
    }
}
