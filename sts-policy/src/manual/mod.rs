//! The manual: what does not fit beside one item. It has no code of its own; the examples are tests, and run.
//!
//! * [`attacks`]: who chooses the names in a policy can try to choose its meaning. Each way to try that, and how it is
//!   met; and what is not met.
//!
//! The language of policies, with its grammar and an example of each element, is told at [`policy!`](crate::policy);
//! what may fill a hole at [`value`](crate::value), and what may stand where at [`hole`](crate::hole).

pub mod attacks;
