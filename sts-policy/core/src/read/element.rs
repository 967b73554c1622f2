//! Elements that IAM does not know, or not here.

use std::cell::OnceCell;

use crate::catalogue::structure as code;
use crate::document::{Members, element as name};
use crate::finding::{Finding, Findings, Fix, quote};
use crate::grammar::case;
use crate::json::Path;
use crate::steps;
use crate::suggest::closest;

/// Whether a document is a statement and nothing around it.
pub(super) fn is_bare_statement(members: &Members<'_>) -> bool {
    let has = |element: &str| members.iter().any(|member| member.key == element);
    !has(name::STATEMENT) && has(name::EFFECT) && (has(name::ACTION) || has(name::NOT_ACTION))
}

/// The prefix of the opposite of an element.
const NOT: &str = "Not";

/// Counts the members of an object that have the name of a known element or of its opposite, ignoring case.
///
/// It is counted once for an object: one with thousands of unknown elements may have thousands of others besides.
pub(super) struct Names<'m, 'a> {
    members: &'m Members<'a>,
    counts: OnceCell<[usize; name::OF_POLICY.len() + name::OF_STATEMENT.len()]>,
}

impl<'m, 'a> Names<'m, 'a> {
    pub(super) fn new(members: &'m Members<'a>) -> Self {
        Self { members, counts: OnceCell::new() }
    }

    /// Returns true if exactly one member has the name of the element or of its opposite.
    fn is_alone(&self, element: &str) -> bool {
        let elements = || name::OF_POLICY.into_iter().chain(name::OF_STATEMENT);
        let counts = self.counts.get_or_init(|| {
            let mut counts = [0; name::OF_POLICY.len() + name::OF_STATEMENT.len()];
            for member in self.members.iter() {
                steps::add(1);
                let opposite = case::strip_start(&member.key, NOT);
                for (known, count) in elements().zip(&mut counts) {
                    let known_opposite = known.strip_prefix(NOT);
                    let claims = member.key.eq_ignore_ascii_case(known)
                        || known_opposite.is_some_and(|known| member.key.eq_ignore_ascii_case(known))
                        || known_opposite.is_none() && opposite.is_some_and(|key| key.eq_ignore_ascii_case(known));
                    *count += usize::from(claims);
                }
            }
            counts
        });
        elements().zip(counts).any(|(known, count)| known == element && *count == 1)
    }
}

/// Reports an element that there is not, and returns the one that was probably meant. `path` is that of the object which has
/// it, `known` are the elements of such an object.
pub(super) fn unknown(
    unknown: &str,
    path: &Path<'_>,
    known: &[&'static str],
    names: &Names<'_, '_>,
    findings: &mut Findings,
) -> Option<&'static str> {
    let of_policy = known == name::OF_POLICY;
    let place = if of_policy { "policy" } else { "statement" };
    let message = format!("a {place} has no element {}", quote(unknown));
    let finding = Finding::at_key(code::INVALID_POLICY_ELEMENT, &path.key(unknown), message);
    if name::OF_POLICY.iter().chain(&name::OF_STATEMENT).any(|element| *element == unknown) {
        findings.push(finding.with_help(match (of_policy, unknown) {
            (true, _) => "it belongs inside of a statement",
            (false, name::STATEMENT) => "statements do not nest; put them side by side",
            (false, _) => "it belongs to the policy, beside `Statement`",
        }));
        return None;
    }
    let Some(meant) = closest(unknown, known.iter().copied()) else {
        let known = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        findings.push(finding.with_help(format!("known here are {known}")));
        return None;
    };
    let finding = finding.with_help(format!("did you mean `{meant}`?"));
    // Another case is a slip, unless another member has or wants the name too, or is the opposite.
    let certain = meant.eq_ignore_ascii_case(unknown) && names.is_alone(meant);
    let fix = Fix::rename(path.key(unknown).pointer(), path.key(meant).pointer());
    findings.push(if certain { finding.with_fix(fix) } else { finding });
    Some(meant)
}
