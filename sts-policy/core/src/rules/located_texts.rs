//! Texts that may hold an ARN or a variable: resources, and the values of conditions.

use crate::document::{List, StatementView, element};
use crate::json::Path;
use crate::json::path::Pointer;
use crate::model::OperatorFamily;

/// A text with its position in a statement.
#[derive(Debug, Clone, Copy)]
pub(crate) struct LocatedText<'a> {
    pub(crate) text: &'a str,
    element: Element<'a>,
    index: Option<usize>,
}

#[derive(Debug, Clone, Copy)]
enum Element<'a> {
    Resource(&'static str),
    Condition { operator: &'a str, key: &'a str },
}

impl LocatedText<'_> {
    /// The JSON Pointer of the text. `path` is that of the statement.
    pub(crate) fn pointer(&self, path: &Path<'_>) -> Pointer {
        match self.element {
            Element::Resource(name) => path.key(name).item(self.index).pointer(),
            Element::Condition { operator, key } => {
                let conditions = path.key(element::CONDITION);
                let operator = conditions.key(operator);
                operator.key(key).item(self.index).pointer()
            }
        }
    }
}

/// The resources of a statement, and the condition values under operators of these families.
pub(crate) fn located_texts<'s>(
    statement: &'s StatementView<'_>,
    families: &'s [OperatorFamily],
) -> impl Iterator<Item = LocatedText<'s>> {
    let resources = [(element::RESOURCE, statement.resource), (element::NOT_RESOURCE, statement.not_resource)];
    let resources = resources.into_iter().flat_map(|(name, list)| {
        let texts = list.into_iter().flat_map(List::texts);
        texts.map(move |(index, text)| LocatedText { text, element: Element::Resource(name), index })
    });
    let blocks = statement.conditions.iter().flatten();
    let blocks =
        blocks.filter(|block| block.operator.is_some_and(|operator| families.contains(&operator.operator.family())));
    let values = blocks.flat_map(|block| {
        block.entries.iter().flat_map(|member| {
            let element = Element::Condition { operator: block.name, key: &member.key };
            List::new(&member.value).texts().map(move |(index, text)| LocatedText { text, element, index })
        })
    });
    resources.chain(values)
}
