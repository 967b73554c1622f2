//! the policy or a statement has an element that IAM does not know.

use std::cell::OnceCell;

use crate::diagnostics::{Fix, closest, quote};
use crate::document::{Members, element as name};
use crate::grammar::case;
use crate::rules::context::Context;
use crate::rules::rule;
use crate::steps;

rule! {
    INVALID_POLICY_ELEMENT {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "the policy or a statement has an element that IAM does not know",
        why: "IAM refuses the policy. Names of elements are case-sensitive.",
        bad at "/Statement/0/Actions": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Actions": ["s3:GetObjectVersion"],
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": ["s3:GetObject", "s3:GetObjectVersion"],
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }
}

/// The prefix of the opposite of an element.
const NOT: &str = "Not";

/// Counts the members of an object that have the name of a known element or of its opposite, ignoring case.
///
/// It is counted once for an object: one with thousands of unknown elements may have thousands of others besides.
pub(crate) struct Names<'m, 'a> {
    members: &'m Members<'a>,
    counts: OnceCell<[usize; name::OF_POLICY.len() + name::OF_STATEMENT.len()]>,
}

impl<'m, 'a> Names<'m, 'a> {
    pub(crate) fn new(members: &'m Members<'a>) -> Self {
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
pub(crate) fn check(
    unknown: &str,
    known: &[&'static str],
    names: &Names<'_, '_>,
    cx: &mut Context<'_, '_>,
) -> Option<&'static str> {
    let of_policy = known == name::OF_POLICY;
    let place = if of_policy { "policy" } else { "statement" };
    let message = format!("a {place} has no element {}", quote(unknown));
    let finding = cx.key(unknown).key_finding(INVALID_POLICY_ELEMENT, message);
    if name::OF_POLICY.iter().chain(&name::OF_STATEMENT).any(|element| *element == unknown) {
        cx.report(finding.with_help(match (of_policy, unknown) {
            (true, _) => "it belongs inside of a statement",
            (false, name::STATEMENT) => "statements do not nest; put them side by side",
            (false, _) => "it belongs to the policy, beside `Statement`",
        }));
        return None;
    }
    let Some(meant) = closest(unknown, known.iter().copied()) else {
        let known = known.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", ");
        cx.report(finding.with_help(format!("known here are {known}")));
        return None;
    };
    let finding = finding.with_help(format!("did you mean `{meant}`?"));
    // Another case is a slip, unless another member has or wants the name too, or is the opposite.
    let certain = meant.eq_ignore_ascii_case(unknown) && names.is_alone(meant);
    let fix = Fix::rename(cx.path.key(unknown).pointer(), cx.path.key(meant).pointer());
    cx.report(if certain { finding.with_fix(fix) } else { finding });
    Some(meant)
}
