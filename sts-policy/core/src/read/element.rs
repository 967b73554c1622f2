//! Elements that IAM does not know, or not here.

use crate::catalogue::structure as code;
use crate::document::{Members, element as name};
use crate::finding::{Finding, Findings, Fix, quote};
use crate::json::Path;
use crate::suggest::closest;

/// Whether a document is a statement and nothing around it.
pub(super) fn is_bare_statement(members: &Members<'_>) -> bool {
    let has = |element: &str| members.iter().any(|member| member.key == element);
    !has(name::STATEMENT) && has(name::EFFECT) && (has(name::ACTION) || has(name::NOT_ACTION))
}

/// Reports an element that there is not, and returns the one that was probably meant. `path` is that of the object which has
/// it, `known` are the elements of such an object.
pub(super) fn unknown(
    unknown: &str,
    path: &Path<'_>,
    known: &[&'static str],
    members: &Members<'_>,
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
    let opposite = meant.strip_prefix("Not").map_or_else(|| format!("Not{meant}"), str::to_owned);
    let claims = |key: &str| key.eq_ignore_ascii_case(meant) || key.eq_ignore_ascii_case(&opposite);
    let alone = members.iter().filter(|member| claims(&member.key)).take(2).count() == 1;
    let certain = meant.eq_ignore_ascii_case(unknown) && alone;
    let fix = Fix::rename(path.key(unknown).pointer(), path.key(meant).pointer());
    findings.push(if certain { finding.with_fix(fix) } else { finding });
    Some(meant)
}
