//! Policies whose shape is known only at run time.

use super::{
    Action, ActionElement, ConditionKey, ConditionOperator, ConditionValue, Conditions, DuplicateCondition, Effect, Id,
    Policy, Resource, ResourceElement, Sid, Statement, Version,
};

/// Gathers statements into a [`Policy`] of version 2012-10-17. Made by [`Policy::builder`].
///
/// Text goes into the policy as it is, wildcards and policy variables included; the checks judge the outcome.
///
/// ```
/// use sts_policy_core::{Operator, Policy, SessionPolicy, Statement};
///
/// # fn main() -> Result<(), Box<dyn std::error::Error>> {
/// let mut policy = Policy::builder()
///     .statement(Statement::allow(["s3:ListBucket"]).on(["arn:aws:s3:::reports"]).when(
///         Operator::StringLike,
///         "s3:prefix",
///         ["tenant-a/*"],
///     )?);
/// for folder in ["drafts", "final"] {
///     let resource = format!("arn:aws:s3:::reports/tenant-a/{folder}/*");
///     policy = policy.statement(Statement::allow(["s3:GetObject"]).on([resource]));
/// }
/// let policy = SessionPolicy::try_from(policy.build())?;
/// assert!(policy.as_str().len() < 2048);
/// # Ok(())
/// # }
/// ```
#[derive(Debug, Clone, Default)]
#[must_use = "a builder makes no policy before `build`"]
pub struct PolicyBuilder {
    id: Option<Id>,
    statements: Vec<Statement>,
}

impl PolicyBuilder {
    /// Sets the policy's `Id`.
    pub fn id(mut self, id: impl Into<Id>) -> Self {
        self.id = Some(id.into());
        self
    }

    /// Adds a statement.
    pub fn statement(mut self, statement: Statement) -> Self {
        self.statements.push(statement);
        self
    }

    /// Adds several statements.
    pub fn statements(mut self, statements: impl IntoIterator<Item = Statement>) -> Self {
        self.statements.extend(statements);
        self
    }

    /// The policy. Without any statement it denies everything: to STS, a request without a policy may mean all the rights of
    /// the role, so a list of grants that happens to be empty must not become one.
    ///
    /// ```
    /// use sts_policy_core::Policy;
    ///
    /// assert_eq!(
    ///     Policy::builder().build().to_json(),
    ///     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}"#
    /// );
    /// ```
    pub fn build(self) -> Policy {
        let statements =
            if self.statements.is_empty() { vec![Statement::deny(["*"]).on(["*"])] } else { self.statements };
        Policy { version: Some(Version::V2012), id: self.id, statements }
    }
}

impl Policy {
    /// Starts an empty policy.
    pub fn builder() -> PolicyBuilder {
        PolicyBuilder::default()
    }
}

/// A statement that still needs its resources.
#[derive(Debug, Clone)]
#[must_use = "a statement needs resources: call `on` or `on_all_but`"]
pub struct StatementBuilder {
    effect: Effect,
    action: ActionElement,
}

impl Statement {
    /// Allows these actions.
    pub fn allow<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> StatementBuilder {
        StatementBuilder { effect: Effect::Allow, action: ActionElement::Action(collect(actions)) }
    }

    /// Denies these actions.
    pub fn deny<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> StatementBuilder {
        StatementBuilder { effect: Effect::Deny, action: ActionElement::Action(collect(actions)) }
    }

    /// Allows all actions but these (`NotAction`), those of services yet to come included.
    pub fn allow_all_but<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> StatementBuilder {
        StatementBuilder { effect: Effect::Allow, action: ActionElement::NotAction(collect(actions)) }
    }

    /// Denies all actions but these (`NotAction`).
    pub fn deny_all_but<A: Into<Action>>(actions: impl IntoIterator<Item = A>) -> StatementBuilder {
        StatementBuilder { effect: Effect::Deny, action: ActionElement::NotAction(collect(actions)) }
    }

    /// Names the statement.
    #[must_use = "the statement with its `Sid` is returned"]
    pub fn sid(mut self, sid: impl Into<Sid>) -> Self {
        self.sid = Some(sid.into());
        self
    }

    /// Adds a condition: `key`, compared by `operator`, must match one of `values`.
    ///
    /// # Errors
    ///
    /// When the statement already has the key under this operator.
    pub fn when<V: Into<ConditionValue>>(
        mut self,
        operator: impl Into<ConditionOperator>,
        key: impl Into<ConditionKey>,
        values: impl IntoIterator<Item = V>,
    ) -> Result<Self, DuplicateCondition> {
        self.condition.insert(operator.into(), key.into(), collect(values))?;
        Ok(self)
    }
}

impl StatementBuilder {
    /// On these resources.
    pub fn on<R: Into<Resource>>(self, resources: impl IntoIterator<Item = R>) -> Statement {
        self.finish(ResourceElement::Resource(collect(resources)))
    }

    /// On all resources but these (`NotResource`).
    pub fn on_all_but<R: Into<Resource>>(self, resources: impl IntoIterator<Item = R>) -> Statement {
        self.finish(ResourceElement::NotResource(collect(resources)))
    }

    fn finish(self, resource: ResourceElement) -> Statement {
        let Self { effect, action } = self;
        Statement { sid: None, effect, principal: None, action, resource, condition: Conditions::new() }
    }
}

fn collect<T, I: Into<T>>(items: impl IntoIterator<Item = I>) -> Vec<T> {
    items.into_iter().map(Into::into).collect()
}
