//! Requests to STS: the operation, the policy, managed policy ARNs and session tags.

mod operation;
mod policy_arns;
mod session_request;
mod session_tag;
mod unicode_tables;

pub use operation::{Operation, UnknownOperation};
pub use policy_arns::{InvalidPolicyArns, PolicyArns};
pub use session_request::SessionRequest;
pub use session_tag::{InvalidSessionTags, SessionTag, SessionTags};
