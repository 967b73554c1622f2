//! The manual: chapters about more than one item. This module contains no code; its examples are tests.
//!
//! * [`attacks`]: an attacker who chooses names in a policy can try to change its meaning. The chapter lists each known
//!   attack with the defence, and the limits.
//!
//! [`policy!`](macro@crate::policy) documents the policy language, with its grammar and an example of each element.
//! [`value`](crate::value) documents the types that fill holes, and the contexts that accept them.

pub mod attacks;
