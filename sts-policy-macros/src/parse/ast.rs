//! The syntax tree of the language, with the spans that errors are reported at.

use proc_macro2::{Ident, Span};
use sts_policy_core::RuleScope;
use sts_policy_core::policy::Effect;

/// The policy between the braces of `policy!` or of the attribute `#[policy { … }]`.
#[derive(Debug)]
pub(crate) struct PolicyAst {
    pub(crate) scope: RuleScope,
    pub(crate) statements: Vec<Statement>,
}

/// `Label: allow … on … when …;`
#[derive(Debug)]
pub(crate) struct Statement {
    pub(crate) sid: Option<Ident>,
    pub(crate) effect: Effect,
    pub(crate) effect_span: Span,
    pub(crate) actions: ElementList,
    pub(crate) resources: ElementList,
    pub(crate) condition: Option<Condition>,
}

/// Actions or resources.
#[derive(Debug)]
pub(crate) struct ElementList {
    /// True if the list means everything except its items.
    pub(crate) except: bool,
    pub(crate) items: Vec<ElementText>,
}

/// A string literal, or a `*` without quotes.
#[derive(Debug)]
pub(crate) struct ElementText {
    /// True if the text is not compared with the service reference.
    pub(crate) is_unchecked: bool,
    pub(crate) text: String,
    pub(crate) span: Span,
}

/// `when … and …`
#[derive(Debug)]
pub(crate) struct Condition {
    /// The span of `when`.
    pub(crate) span: Span,
    pub(crate) tests: Vec<ConditionTest>,
}

/// One test of a condition: `StringLike "s3:prefix" = "a/*"`.
#[derive(Debug)]
pub(crate) struct ConditionTest {
    pub(crate) operator: String,
    pub(crate) operator_span: Span,
    pub(crate) key: ElementText,
    pub(crate) values: Vec<Value>,
}

/// A value of a condition.
#[derive(Debug)]
pub(crate) struct Value {
    pub(crate) kind: ValueKind,
    pub(crate) span: Span,
}

/// The form of a value.
#[derive(Debug)]
pub(crate) enum ValueKind {
    /// A string literal.
    Text(String),
    /// A number or a boolean, as JSON.
    NumberOrBool(String),
}
