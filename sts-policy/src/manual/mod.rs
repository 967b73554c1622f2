//! The manual: chapters that do not belong to one item. It has no code of its own; its examples are tests.
//!
//! * [`attacks`]: an attacker who chooses names in a policy can try to change its meaning. The chapter lists each known
//!   attack with the defence, and the limits.
//!
//! [`policy!`](crate::policy) documents the policy language with its grammar and an example of each element,
//! [`value`](crate::value) the types that fill holes and the places that accept them.

pub mod attacks;
