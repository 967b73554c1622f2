//! Removes fixes that would make another error: programs apply them without a review.

#[cfg(feature = "reference")]
use sts_policy_reference::Reference;

use super::context::Check;
use super::{resource, resource::ParsedArn};
use crate::diagnostics::{Findings, Fix, PatchOperation};
use crate::document::element;
use crate::json::Node;
use crate::json::path::Pointer;
use crate::json::tree::compact_string_bytes;
use crate::limits::{MAX_CHARACTER, SESSION_POLICY_BYTES};
use crate::model::PolicyKind;

/// Removes the fixes that would make a session policy too long. `bytes` is its length, with its ARNs.
pub(crate) fn retain_fitting(root: &Node<'_>, bytes: usize, findings: &mut Findings) {
    // If the policy is already too long, its length is not a new error.
    let Some(room) = SESSION_POLICY_BYTES.checked_sub(bytes) else { return };
    findings.retain_fixes(|fix| growth(fix, root) <= room);
}

/// Maximum number of bytes that a fix adds to a policy.
fn growth(fix: &Fix, root: &Node<'_>) -> usize {
    let (mut added, mut removed) = (0, 0);
    for operation in fix.operations() {
        match operation {
            // With a colon and a comma.
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

/// The bytes of the key at the end of a pointer, quoted.
fn key_bytes(pointer: &Pointer) -> usize {
    pointer.tokens().last().map_or(0, |key| text_bytes(&key))
}

/// The bytes of a text in JSON, with the escapes of characters that STS does not take.
fn text_bytes(text: &str) -> usize {
    let escapes =
        text.chars().filter(|character| *character > MAX_CHARACTER).map(|character| 6 * character.len_utf16());
    compact_string_bytes(text) + escapes.sum::<usize>()
}

fn value_of<'n, 'a>(pointer: &Pointer, root: &'n Node<'a>) -> Option<&'n Node<'a>> {
    pointer.tokens().try_fold(root, |node, token| match node {
        Node::Array(nodes) => nodes.get(token.parse::<usize>().ok()?),
        // The last of several equal keys counts.
        Node::Object(members) => members.iter().rev().find(|member| member.key == token).map(|member| &member.value),
        _ => None,
    })
}

/// Removes the fixes that write a resource with another error.
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
