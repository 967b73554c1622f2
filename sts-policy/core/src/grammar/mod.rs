//! The small languages inside the strings of a policy. Each function here says what a text is; what follows from that is
//! for the checks.

pub(crate) mod action;
pub(crate) mod arn;
pub(crate) mod base64;
pub(crate) mod boolean;
pub(crate) mod case;
pub(crate) mod date;
pub(crate) mod element;
pub(crate) mod identifier;
pub(crate) mod key;
pub(crate) mod network;
pub(crate) mod variable;
