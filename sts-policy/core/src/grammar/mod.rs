//! Syntax of the strings in a policy: actions, ARNs, policy variables, values of conditions. The rules report findings about them.

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
