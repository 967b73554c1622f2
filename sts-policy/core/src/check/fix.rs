//! Removes fixes that would make another error: programs apply them without a review.

use super::resource;
use crate::document::element;
use crate::finding::{Findings, Fix, PatchOperation};
use crate::json::path::Pointer;
use crate::json::tree::compact_string_bytes;
use crate::json::{Node, Path};
use crate::limits::{GREATEST_CHARACTER, SESSION_POLICY_BYTES};

/// Removes the fixes that would make a session policy too long. `bytes` is its length, with its ARNs.
pub(crate) fn too_long(root: &Node<'_>, bytes: usize, findings: &mut Findings) {
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
        text.chars().filter(|character| *character > GREATEST_CHARACTER).map(|character| 6 * character.len_utf16());
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

/// Removes the fixes that write a resource with another error. `judge` runs the checks that need the service reference.
pub(crate) fn wrong_resources(findings: &mut Findings, judge: impl Fn(&str, &mut Findings)) {
    let is_resource = |path: &Pointer| {
        let mut tokens = path.tokens().filter(|token| token.parse::<usize>().is_err()).skip(1);
        tokens.next().is_some_and(|token| [element::RESOURCE, element::NOT_RESOURCE].contains(&token.as_ref()))
    };
    findings.retain_fixes(|fix| {
        fix.operations().iter().all(|operation| match operation {
            PatchOperation::Replace { path, value } if is_resource(path) => {
                let mut found = Findings::default();
                resource::arn(value, &Path::ROOT, &mut found);
                judge(value, &mut found);
                !found.has_errors()
            }
            _ => true,
        })
    });
}
