use super::{Action, Conditions, Effect, PrincipalElement, Resource, Sid};

/// A statement of a policy. [`Statement::allow`] and [`Statement::deny`] start one.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub struct Statement {
    /// The `Sid`.
    pub sid: Option<Sid>,
    /// The effect.
    pub effect: Effect,
    /// The principal; not allowed in session and identity policies.
    pub principal: Option<PrincipalElement>,
    /// The actions.
    pub action: ActionElement,
    /// The resources.
    pub resource: ResourceElement,
    /// The conditions.
    pub condition: Conditions,
}

/// The actions of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ActionElement {
    /// `Action`: these actions.
    Action(Vec<Action>),
    /// `NotAction`: all actions except these.
    NotAction(Vec<Action>),
}

/// The resources of a statement.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum ResourceElement {
    /// `Resource`: these resources.
    Resource(Vec<Resource>),
    /// `NotResource`: all resources except these.
    NotResource(Vec<Resource>),
}
