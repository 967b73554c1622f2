//! The DSL as it was written, with the span of everything that can be wrong.

use proc_macro2::{Ident, Span};
use sts_policy_core::{Effect, PolicyKind};

/// What stands between the braces of `policy!` or of the attribute `#[policy { … }]`.
#[derive(Debug, Default)]
pub(crate) struct Source {
    pub(crate) kind: PolicyKind,
    pub(crate) statements: Vec<Statement>,
}

/// `Label: allow … on … when …;`
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) sid: Option<Ident>,
    pub(crate) effect: Effect,
    pub(crate) effect_span: Span,
    pub(crate) actions: Items,
    pub(crate) resources: Items,
    pub(crate) when: Option<Span>,
    pub(crate) tests: Vec<Test>,
}

/// Actions or resources: these, or all but these.
#[derive(Debug)]
pub(crate) struct Items {
    pub(crate) except: bool,
    pub(crate) items: Vec<Item>,
}

/// A literal, which may have been taken out of the reference's reach.
#[derive(Debug)]
pub(crate) struct Item {
    pub(crate) is_unchecked: bool,
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// One test of a condition: `StringLike "s3:prefix" = "a/*"`.
#[derive(Debug)]
pub(crate) struct Test {
    pub(crate) operator: String,
    pub(crate) operator_span: Span,
    pub(crate) key: Item,
    pub(crate) values: Vec<Value>,
}

/// A value of a condition.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) kind: ValueKind,
    pub(crate) span: Span,
}

#[derive(Debug)]
pub(crate) enum ValueKind {
    Text(String),
    /// A number or a boolean, as JSON.
    Bare(String),
}
