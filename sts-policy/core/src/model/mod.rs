//! The typed structs of a policy, and JSON both ways.

mod builder;
mod condition;
mod effect;
mod json;
mod kind;
mod number;
mod operator;
mod policy;
mod principal;
mod statement;
mod text;
mod version;

pub use builder::{BuildError, PolicyBuilder, StatementBuilder};
pub(crate) use condition::Block;
pub use condition::{ConditionValue, Conditions, DuplicateCondition};
pub use effect::{Effect, UnknownEffect};
pub use kind::{PolicyKind, UnknownPolicyKind};
pub use number::Number;
pub use operator::{ConditionOperator, Operator, OperatorFamily, SetOperator, UnknownOperator};
pub use policy::Policy;
pub use principal::{Principal, PrincipalElement};
pub use statement::{ActionElement, ResourceElement, Statement};
pub use text::{Action, ConditionKey, Id, Resource, Sid};
pub use version::{UnknownVersion, Version};
