//! Removal of fixes that would introduce another error. Programs apply fixes without a review.

#[cfg(feature = "reference")]
use sts_policy_reference::Reference;

use super::context::Check;
use super::resource::{self, ParsedArn};
use crate::diagnostics::{Findings, Fix, PatchOperation};
use crate::document::element;
use crate::json::Node;
use crate::json::path::Pointer;
use crate::json::tree::compact_string_bytes;
use crate::limits::{MAX_CHARACTER, SESSION_POLICY_BYTES};
use crate::model::PolicyKind;

/// Removes the fixes that would make a session policy too long. `bytes` is the length of the policy and its ARNs.
pub(crate) fn retain_fitting(root: &Node<'_>, bytes: usize, findings: &mut Findings) {
    // A policy that is already too long does not get a new error.
    let Some(room) = SESSION_POLICY_BYTES.checked_sub(bytes) else { return };
    findings.retain_fixes(|fix| growth(fix, root) <= room);
}

/// Maximum number of bytes that a fix adds to a policy.
fn growth(fix: &Fix, root: &Node<'_>) -> usize {
    let (mut added, mut removed) = (0, 0);
    for operation in fix.operations() {
        match operation {
            // The two more bytes are a colon and a comma.
            PatchOperation::Add { path, value } => added += key_bytes(path) + text_bytes(value) + 2,
            PatchOperation::Replace { path, value } => {
                added += text_bytes(value);
                removed += value_of(path, root).map_or(0, Node::compact_bytes);
            }
            PatchOperation::Move { from, path } => {
                added += key_bytes(path);
                removed += key_bytes(from);
            }
            PatchOperation::Remove { .. } => {}
        }
    }
    added.saturating_sub(removed)
}

/// Number of bytes of the key at the end of a pointer, with its quotes.
fn key_bytes(pointer: &Pointer) -> usize {
    pointer.tokens().last().map_or(0, |key| text_bytes(&key))
}

/// Maximum number of bytes of a text in JSON, with escapes of the characters that STS refuses.
fn text_bytes(text: &str) -> usize {
    let escapes =
        text.chars().filter(|character| *character > MAX_CHARACTER).map(|character| 6 * character.len_utf16());
    compact_string_bytes(text) + escapes.sum::<usize>()
}

fn value_of<'n, 'a>(pointer: &Pointer, root: &'n Node<'a>) -> Option<&'n Node<'a>> {
    pointer.tokens().try_fold(root, |node, token| match node {
        Node::Array(nodes) => nodes.get(token.parse::<usize>().ok()?),
        // The last of equal keys counts.
        Node::Object(members) => members.iter().rev().find(|member| member.key == token).map(|member| &member.value),
        _ => None,
    })
}

/// Removes the fixes whose resource would have an error itself.
pub(crate) fn retain_valid_resources(
    findings: &mut Findings,
    #[cfg(feature = "reference")] reference: Option<&Reference>,
) {
    let is_resource = |path: &Pointer| {
        let mut tokens = path.tokens().filter(|token| token.parse::<usize>().is_err()).skip(1);
        tokens.next().is_some_and(|token| [element::RESOURCE, element::NOT_RESOURCE].contains(&token.as_ref()))
    };
    findings.retain_fixes(|fix| {
        fix.operations().iter().all(|operation| match operation {
            PatchOperation::Replace { path, value } if is_resource(path) => {
                let mut check = Check::new(PolicyKind::default(), Findings::default());
                #[cfg(feature = "reference")]
                {
                    check = check.with_reference(reference);
                }
                resource::resource(&ParsedArn::new(value), &mut check.context());
                #[cfg(feature = "reference")]
                resource::resolve::resolve_resource(value, &mut check.context());
                !check.into_findings().has_errors()
            }
            _ => true,
        })
    });
}
