//! The names of the elements of a policy.

pub(crate) const VERSION: &str = "Version";
pub(crate) const ID: &str = "Id";
pub(crate) const STATEMENT: &str = "Statement";
pub(crate) const SID: &str = "Sid";
pub(crate) const EFFECT: &str = "Effect";
pub(crate) const PRINCIPAL: &str = "Principal";
pub(crate) const NOT_PRINCIPAL: &str = "NotPrincipal";
pub(crate) const ACTION: &str = "Action";
pub(crate) const NOT_ACTION: &str = "NotAction";
pub(crate) const RESOURCE: &str = "Resource";
pub(crate) const NOT_RESOURCE: &str = "NotResource";
pub(crate) const CONDITION: &str = "Condition";

/// The elements of a policy.
pub(crate) const POLICY_ELEMENTS: [&str; 3] = [VERSION, ID, STATEMENT];
/// The elements of a statement, in canonical order.
pub(crate) const STATEMENT_ELEMENTS: [&str; 9] =
    [SID, EFFECT, PRINCIPAL, NOT_PRINCIPAL, ACTION, NOT_ACTION, RESOURCE, NOT_RESOURCE, CONDITION];
