//! A policy document as it was read: every element optional, borrowed from the JSON tree. This is what the checks look at.
//!
//! [`Policy`] has a place only for what is well-formed. A document with three faults must still be told all three, so the
//! checks run on this view, in which what could not be read is simply absent (and was reported).

use crate::json::{Member, Node};
use crate::model::{
    Action, ActionElement, Block, ConditionOperator, ConditionValue, Conditions, Effect, Policy, Principal,
    PrincipalElement, Resource, ResourceElement, Statement, Version,
};
use crate::steps;

pub(crate) use crate::grammar::element;

/// A whole document.
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

/// One statement.
#[derive(Debug)]
pub(crate) struct StatementView<'a> {
    /// All of it.
    pub(crate) node: &'a Node<'a>,
    /// Its index; `None` where `Statement` is a lone object.
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
    /// The operator, if there is one of that name.
    pub(crate) operator: Option<ConditionOperator>,
    /// Keys and values.
    pub(crate) entries: Members<'a>,
}

/// The members of an object that count: of equal keys only the last.
#[derive(Debug)]
pub(crate) enum Members<'a> {
    /// No two keys are equal.
    All(&'a [Member<'a>]),
    /// Some are.
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

/// One value or an array of them: IAM takes either almost everywhere.
#[derive(Debug, Clone, Copy)]
pub(crate) struct List<'a> {
    nodes: &'a [Node<'a>],
    is_array: bool,
}

/// The list of an element of actions or resources.
#[derive(Debug, Clone, Copy)]
pub(crate) struct ItemList<'a> {
    /// The name of the element.
    pub(crate) element: &'static str,
    pub(crate) list: List<'a>,
}

impl<'a> List<'a> {
    pub(crate) fn new(node: &'a Node<'a>) -> Self {
        match node {
            Node::Array(nodes) => List { nodes, is_array: true },
            lone => List { nodes: std::slice::from_ref(lone), is_array: false },
        }
    }

    pub(crate) fn len(self) -> usize {
        self.nodes.len()
    }

    pub(crate) fn nodes(self) -> &'a [Node<'a>] {
        self.nodes
    }

    /// The values with their indexes; a lone value has none.
    pub(crate) fn items(self) -> impl Iterator<Item = (Option<usize>, &'a Node<'a>)> {
        let nodes = self.nodes.iter().inspect(|_| steps::add(1));
        nodes.enumerate().map(move |(index, node)| (self.is_array.then_some(index), node))
    }

    /// The values that are text, as they should be.
    pub(crate) fn texts(self) -> impl Iterator<Item = (Option<usize>, &'a str)> {
        self.items().filter_map(|(index, node)| node.as_str().map(|text| (index, text)))
    }
}

impl Document<'_> {
    /// Whether the version of the language has policy variables. One that does not exist was reported, and probably meant the
    /// current one.
    pub(crate) fn has_variables(&self) -> bool {
        !matches!(self.version, Element::Absent | Element::Present(Version::V2008))
    }

    /// The typed policy. Only to be asked of a document that was read without an error: of any other, what could not be read
    /// would be lost.
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
    /// A statement with nothing in it yet.
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

/// The reader reports an operator or a key that stands twice, so there is none in a document without errors.
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

pub(crate) fn condition_value(node: &Node<'_>) -> Option<ConditionValue> {
    match node {
        Node::String(text) => Some(text.as_ref().into()),
        Node::Number(number) => Some((*number).into()),
        Node::Bool(value) => Some((*value).into()),
        Node::Null | Node::Array(_) | Node::Object(_) => None,
    }
}
