//! Kinds of pieces of a request.

use crate::enum_text::enum_text;

/// Kind of a piece of a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PieceKind {
    /// Whole statement
    Statement,
    /// `Sid`
    Sid,
    /// Action
    Action,
    /// Resource
    Resource,
    /// Condition operator
    ConditionOperator,
    /// Condition key
    ConditionKey,
    /// Value of a condition
    ConditionValue,
    /// ARN of a managed policy
    PolicyArn,
    /// Session tag
    Tag,
}

enum_text! {
    impl PieceKind {
        Statement => "statement",
        Sid => "sid",
        Action => "action",
        Resource => "resource",
        ConditionOperator => "condition-operator",
        ConditionKey => "condition-key",
        ConditionValue => "condition-value",
        PolicyArn => "policy-arn",
        Tag => "tag",
    }
    /// Error for a text that is not the name of a [`PieceKind`].
    UnknownPieceKind => "unknown kind of piece: must be one of {}"
}
