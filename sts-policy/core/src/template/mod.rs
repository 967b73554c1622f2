//! Policies with holes, as the macros generate them.

mod length;
mod max_len;
mod too_long;

pub use length::{HoleLength, MaxBytes, MaxBytesFallback, max_policy_bytes};
pub use max_len::max_len;
pub use too_long::TooLong;

use std::borrow::Cow;

use crate::value::{PolicyText, WritePolicyText};
use crate::{Policy, SessionPolicy};

/// Policy whose holes are the fields of a struct. The derive macro of the same name in `sts-policy` implements it.
pub trait PolicyTemplate {
    /// Type of the policy: [`SessionPolicy`], or [`Policy`] for an identity policy.
    type Policy;

    /// Maximum length of the policy with any values in its holes, in bytes.
    const MAX_BYTES: usize;

    /// Returns the policy with the fields of `self` in its holes. It cannot fail, because the policy was checked while it compiled.
    fn to_policy(&self) -> Self::Policy;
}

/// First of the characters that mark holes. They are in a private-use plane of Unicode, which canonical text does not contain.
pub const FIRST_HOLE: char = '\u{f0000}';

/// Canonical text of a policy with holes in its strings.
#[derive(Debug, Clone, Copy)]
pub struct Template<'a> {
    /// JSON in which the character `FIRST_HOLE + index` marks a use of the value with this index.
    ///
    /// One literal is the cheapest form to compile.
    pub text: &'a str,
    /// Maximum length of the filled policy, in bytes.
    pub max_len: usize,
}

impl Template<'_> {
    /// Returns the session policy with these values in its holes.
    ///
    /// The macro has checked the policy and its maximum length for all values that the contexts of the holes accept.
    pub fn session_policy(self, values: &[&dyn WritePolicyText]) -> SessionPolicy {
        SessionPolicy::from_checked_text(self.fill(values).into())
    }

    /// Returns the identity policy with these values in its holes.
    pub fn policy(self, values: &[&dyn WritePolicyText]) -> Policy {
        // The macro has read the policy, so this does not fail. If it did, the empty policy would allow nothing.
        Policy::from_json(&self.fill(values)).unwrap_or_default()
    }

    fn fill(self, values: &[&dyn WritePolicyText]) -> String {
        let mut policy = PolicyText::with_capacity(self.max_len);
        let mut rest = self.text;
        while let Some((text, from)) =
            rest.find(|character| character >= FIRST_HOLE).and_then(|at| rest.split_at_checked(at))
        {
            policy.push_unescaped(text);
            let mut characters = from.chars();
            let index = characters.next().map(|hole| u32::from(hole) - u32::from(FIRST_HOLE));
            if let Some(value) = index.and_then(|index| values.get(usize::try_from(index).ok()?)) {
                value.write(&mut policy);
            }
            rest = characters.as_str();
        }
        policy.push_unescaped(rest);
        policy.into_string()
    }
}

/// Returns a session policy without holes. The macro has checked it.
pub const fn static_session_policy(text: &'static str) -> SessionPolicy {
    SessionPolicy::from_checked_text(Cow::Borrowed(text))
}
