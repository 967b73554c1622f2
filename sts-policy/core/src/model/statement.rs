use super::{Action, Conditions, Effect, PrincipalElement, Resource, Sid};

/// One statement of a policy. Make one with [`Statement::allow`] or [`Statement::deny`].
#[derive(Debug, Clone, PartialEq)]
pub struct Statement {
    /// Its name, if it has one.
    pub sid: Option<Sid>,
    /// Allow or deny.
    pub effect: Effect,
    /// Whom it is for; never in a session policy.
    pub principal: Option<PrincipalElement>,
    /// The actions it is about.
    pub action: ActionElement,
    /// The resources it is about.
    pub resource: ResourceElement,
    /// What must hold besides.
    pub condition: Conditions,
}

/// The actions of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ActionElement {
    /// These.
    Action(Vec<Action>),
    /// All but these.
    NotAction(Vec<Action>),
}

/// The resources of a statement.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ResourceElement {
    /// These.
    Resource(Vec<Resource>),
    /// All but these.
    NotResource(Vec<Resource>),
}
