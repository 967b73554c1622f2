//! The parts of an STS request beside the policy.

mod policy_arns;

pub use policy_arns::{InvalidPolicyArns, PolicyArns};
