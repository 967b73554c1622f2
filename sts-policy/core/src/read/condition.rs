//! The reader of conditions.

use crate::diagnostics::{message, quote};
use crate::document::BlockView;
use crate::json::{Member, Node};
use crate::model::ConditionOperator;
use crate::rules::condition::{duplicate_key_case, operator_name};
use crate::rules::context::Context;
use crate::rules::structure::{data_type, duplicate_json_key, inexact_number};

/// Reads the conditions of a statement; `None` if all of them are unreadable. The path is that of `Condition`.
pub(crate) fn conditions<'a>(value: &'a Node<'a>, cx: &mut Context<'_, '_>) -> Option<Vec<BlockView<'a>>> {
    let Node::Object(operators) = value else {
        let message = message!("`Condition` is {}: must be an object of condition operators", value.kind());
        data_type::report(message, cx);
        return None;
    };
    let mut blocks = Vec::new();
    let mut is_unreadable = false;
    let mut seen = Vec::new();
    for Member { key: name, value } in duplicate_json_key::effective_members(operators, cx).iter() {
        if cx.must_stop() {
            break;
        }
        let cx = &mut cx.key(name);
        let Node::Object(entries) = value else {
            let message = message!(
                "the value of condition operator {} is {}: must be an object of condition keys",
                quote(name),
                value.kind()
            );
            data_type::report(message, cx);
            is_unreadable = true;
            continue;
        };
        let operator = operator(name, &mut seen, cx);
        let entries = duplicate_json_key::effective_members(entries, cx);
        duplicate_key_case::check(&entries, cx);
        for Member { key, value } in entries.iter() {
            inexact_number::check(key, value, &mut cx.key(key));
        }
        blocks.push(BlockView { name, operator, entries });
    }
    // With an unreadable operator, `Condition` must not pass for empty.
    if blocks.is_empty() && is_unreadable { None } else { Some(blocks) }
}

/// Reads an operator, and reports one that is unknown or repeated. `seen` holds the earlier operators of the statement.
fn operator<'a>(
    name: &'a str,
    seen: &mut Vec<(ConditionOperator, &'a str)>,
    cx: &mut Context<'_, '_>,
) -> Option<ConditionOperator> {
    let Ok(operator) = name.parse() else {
        operator_name::report(name, cx);
        return None;
    };
    match seen.iter().find(|(known, _)| *known == operator) {
        None => seen.push((operator, name)),
        Some((_, first)) => duplicate_json_key::report_operator(name, first, cx),
    }
    Some(operator)
}
