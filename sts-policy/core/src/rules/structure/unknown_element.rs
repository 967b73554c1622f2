//! Unknown elements of a policy or a statement.

use std::cell::OnceCell;

use crate::diagnostics::{Fix, closest, message, quote};
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
        summary: "the policy or a statement has an unknown element",
        why: "IAM refuses the policy. The names of elements are case-sensitive.",
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

/// Prefix of the opposite of an element.
const NOT: &str = "Not";

/// Counts the members of an object that have the name of a known element or of its opposite, ignoring case.
///
/// The members are counted once per object, so the work is not the product of the numbers of unknown elements and members.
pub(crate) struct ElementCounts<'m, 'a> {
    members: &'m Members<'a>,
    counts: OnceCell<[usize; name::POLICY_ELEMENTS.len() + name::STATEMENT_ELEMENTS.len()]>,
}

impl<'m, 'a> ElementCounts<'m, 'a> {
    pub(crate) fn new(members: &'m Members<'a>) -> Self {
        Self { members, counts: OnceCell::new() }
    }

    /// Returns true if exactly one member has the name of the element or of its opposite.
    fn is_unique(&self, element: &str) -> bool {
        let elements = || name::POLICY_ELEMENTS.into_iter().chain(name::STATEMENT_ELEMENTS);
        let counts = self.counts.get_or_init(|| {
            let mut counts = [0; name::POLICY_ELEMENTS.len() + name::STATEMENT_ELEMENTS.len()];
            for member in self.members.iter() {
                steps::add(1);
                let opposite = case::strip_prefix(&member.key, NOT);
                for (known, count) in elements().zip(&mut counts) {
                    let known_opposite = known.strip_prefix(NOT);
                    let has_name = member.key.eq_ignore_ascii_case(known)
                        || known_opposite.is_some_and(|known| member.key.eq_ignore_ascii_case(known))
                        || known_opposite.is_none() && opposite.is_some_and(|key| key.eq_ignore_ascii_case(known));
                    *count += usize::from(has_name);
                }
            }
            counts
        });
        elements().zip(counts).any(|(known, count)| known == element && *count == 1)
    }
}

/// Reports an unknown element, and returns the known element with the closest name.
///
/// The path is that of the object with the element. `known` lists the valid elements of that object.
pub(crate) fn check(
    unknown: &str,
    known: &[&'static str],
    counts: &ElementCounts<'_, '_>,
    cx: &mut Context<'_, '_>,
) -> Option<&'static str> {
    let is_policy = known == name::POLICY_ELEMENTS;
    let message = if is_policy {
        message!("unknown policy element {}", quote(unknown))
    } else {
        message!("unknown statement element {}", quote(unknown))
    };
    let finding = cx.key(unknown).key_finding(INVALID_POLICY_ELEMENT, message);
    if name::POLICY_ELEMENTS.iter().chain(&name::STATEMENT_ELEMENTS).any(|element| *element == unknown) {
        cx.report(finding.with_help(match (is_policy, unknown) {
            (true, _) => "move it into a statement",
            (false, name::STATEMENT) => "move the inner statements beside this one; statements do not nest",
            (false, _) => "move it to the policy, beside `Statement`",
        }));
        return None;
    }
    let Some(suggestion) = closest(unknown, known.iter().copied()) else {
        let known: Vec<String> = known.iter().map(|name| (*name).to_owned()).collect();
        cx.report(finding.with_help(message!("use one of the known elements: {}", known)));
        return None;
    };
    let finding = finding.with_help(message!("did you mean {}?", quote(suggestion)));
    // A difference in case alone is a typing error, unless another member has the name or is the opposite.
    let is_certain = suggestion.eq_ignore_ascii_case(unknown) && counts.is_unique(suggestion);
    let fix = Fix::rename(cx.path.key(unknown).pointer(), cx.path.key(suggestion).pointer());
    cx.report(if is_certain { finding.with_fix(fix) } else { finding });
    Some(suggestion)
}
