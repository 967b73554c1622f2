//! A view of a policy document, borrowed from the JSON tree.
//!
//! A typed [`Policy`] holds only well-formed elements. The rules check this view instead, so that one report has all findings. An
//! unreadable element is absent in the view, and has a finding of its own.

use crate::json::{Member, Node};
use crate::model::{
    Action, ActionElement, Block, ConditionOperator, ConditionValue, Conditions, Effect, Policy, Principal,
    PrincipalElement, Resource, ResourceElement, Statement, Version,
};
use crate::steps;

pub(crate) use crate::grammar::element;

/// A policy document.
#[derive(Debug, Default)]
pub(crate) struct Document<'a> {
    pub(crate) version: Element<Version>,
    pub(crate) id: Option<&'a str>,
    pub(crate) statements: Vec<StatementView<'a>>,
}

/// An element that may be absent, or present and unreadable.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) enum Element<T> {
    #[default]
    Absent,
    Unreadable,
    Present(T),
}

#[derive(Debug)]
pub(crate) struct StatementView<'a> {
    /// The whole statement.
    pub(crate) node: &'a Node<'a>,
    /// Index of the statement; `None` if `Statement` is a single object.
    pub(crate) index: Option<usize>,
    pub(crate) sid: Option<&'a str>,
    pub(crate) effect: Option<Effect>,
    pub(crate) principal: Option<&'a Node<'a>>,
    pub(crate) not_principal: Option<&'a Node<'a>>,
    pub(crate) action: Option<List<'a>>,
    pub(crate) not_action: Option<List<'a>>,
    pub(crate) resource: Option<List<'a>>,
    pub(crate) not_resource: Option<List<'a>>,
    pub(crate) conditions: Option<Vec<BlockView<'a>>>,
}

/// The conditions under one operator.
#[derive(Debug)]
pub(crate) struct BlockView<'a> {
    /// The operator as written.
    pub(crate) name: &'a str,
    /// The operator; `None` if the name is unknown.
    pub(crate) operator: Option<ConditionOperator>,
    /// The condition keys with their values.
    pub(crate) entries: Members<'a>,
}

/// The members of an object that count: only the last one of equal keys.
#[derive(Debug)]
pub(crate) enum Members<'a> {
    /// All members; no two keys are equal.
    All(&'a [Member<'a>]),
    /// The last member of each key.
    Last(Vec<&'a Member<'a>>),
}

impl<'a> Members<'a> {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &'a Member<'a>> {
        let (all, last) = match self {
            Members::All(members) => (*members, [].as_slice()),
            Members::Last(members) => ([].as_slice(), members.as_slice()),
        };
        all.iter().chain(last.iter().copied()).inspect(|_| steps::add(1))
    }
}

/// A value or an array of values. IAM accepts either for most elements.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List<'a> {
    nodes: &'a [Node<'a>],
    is_array: bool,
}

/// A list of actions or resources, with the name of its element.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ItemList<'a> {
    /// Name of the element.
    pub(crate) element: &'static str,
    pub(crate) list: List<'a>,
}

impl<'a> List<'a> {
    pub(crate) fn new(node: &'a Node<'a>) -> Self {
        match node {
            Node::Array(nodes) => List { nodes, is_array: true },
            single => List { nodes: std::slice::from_ref(single), is_array: false },
        }
    }

    pub(crate) fn len(self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn nodes(self) -> &'a [Node<'a>] {
        self.nodes
    }

    /// The values with their indexes. A single value has no index.
    pub(crate) fn items(self) -> impl Iterator<Item = (Option<usize>, &'a Node<'a>)> {
        let nodes = self.nodes.iter().inspect(|_| steps::add(1));
        nodes.enumerate().map(move |(index, node)| (self.is_array.then_some(index), node))
    }

    /// The values that are strings, with their indexes.
    pub(crate) fn texts(self) -> impl Iterator<Item = (Option<usize>, &'a str)> {
        self.items().filter_map(|(index, node)| node.as_str().map(|text| (index, text)))
    }
}

impl Document<'_> {
    /// Returns true if the version of the policy language has variables. An unknown version has a finding of its own, and is treated as the
    /// current one.
    pub(crate) fn has_variables(&self) -> bool {
        !matches!(self.version, Element::Absent | Element::Present(Version::V2008))
    }

    /// Converts to a typed policy. Requires a document without errors, because unreadable elements would be lost.
    pub(crate) fn to_policy(&self) -> Option<Policy> {
        Some(Policy {
            version: match self.version {
                Element::Absent => None,
                Element::Present(version) => Some(version),
                Element::Unreadable => return None,
            },
            id: self.id.map(Into::into),
            statements: self.statements.iter().map(StatementView::to_statement).collect::<Option<_>>()?,
        })
    }
}

impl<'a> StatementView<'a> {
    /// Creates a statement without elements.
    pub(crate) fn new(node: &'a Node<'a>, index: Option<usize>) -> Self {
        Self {
            node,
            index,
            sid: None,
            effect: None,
            principal: None,
            not_principal: None,
            action: None,
            not_action: None,
            resource: None,
            not_resource: None,
            conditions: None,
        }
    }

    /// Converts to a typed statement; `None` if an element is missing or unreadable.
    pub(crate) fn to_statement(&self) -> Option<Statement> {
        Some(Statement {
            sid: self.sid.map(Into::into),
            effect: self.effect?,
            principal: match (self.principal, self.not_principal) {
                (None, None) => None,
                (Some(node), None) => Some(PrincipalElement::Principal(principal(node)?)),
                (None, Some(node)) => Some(PrincipalElement::NotPrincipal(principal(node)?)),
                (Some(_), Some(_)) => return None,
            },
            action: match (self.action, self.not_action) {
                (Some(list), None) => ActionElement::Action(texts::<Action>(list)?),
                (None, Some(list)) => ActionElement::NotAction(texts::<Action>(list)?),
                _ => return None,
            },
            resource: match (self.resource, self.not_resource) {
                (Some(list), None) => ResourceElement::Resource(texts::<Resource>(list)?),
                (None, Some(list)) => ResourceElement::NotResource(texts::<Resource>(list)?),
                _ => return None,
            },
            condition: conditions(self.conditions.as_deref().unwrap_or_default())?,
        })
    }
}

fn texts<'a, T: From<&'a str>>(list: List<'a>) -> Option<Vec<T>> {
    list.nodes.iter().map(|node| node.as_str().map(T::from)).collect()
}

/// Converts to a typed principal; `None` if the type of a value is wrong.
pub(crate) fn principal(node: &Node<'_>) -> Option<Principal> {
    match node {
        Node::String(text) if text == "*" => Some(Principal::Any),
        Node::Object(members) => members
            .iter()
            .map(|member| Some((member.key.to_string(), texts::<String>(List::new(&member.value))?)))
            .collect::<Option<_>>()
            .map(Principal::Named),
        _ => None,
    }
}

/// Converts to typed conditions. A document without errors has no duplicate operators or keys.
pub(crate) fn conditions(blocks: &[BlockView<'_>]) -> Option<Conditions> {
    let blocks = blocks.iter().map(|block| {
        let entries = block.entries.iter().map(|Member { key, value }| {
            let values = List::new(value).nodes.iter().map(condition_value).collect::<Option<_>>()?;
            Some((key.as_ref().into(), values))
        });
        Some(Block { operator: block.operator?, entries: entries.collect::<Option<_>>()? })
    });
    blocks.collect::<Option<_>>().map(Conditions::from_blocks)
}

/// Converts to a typed condition value; `None` if the type is wrong.
pub(crate) fn condition_value(node: &Node<'_>) -> Option<ConditionValue> {
    match node {
        Node::String(text) => Some(text.as_ref().into()),
        Node::Number(number) => Some((*number).into()),
        Node::Bool(value) => Some((*value).into()),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}
