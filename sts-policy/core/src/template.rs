//! Policies with holes: what the macros write, and how it becomes a policy.

use std::marker::PhantomData;

use crate::hole::{Filler, Hole, PolicyText};
use crate::limits::{IDENTITY_POLICY_CHARACTERS, SESSION_POLICY_BYTES};
use crate::model::PolicyKind;
use crate::{Policy, SessionPolicy};

/// A policy whose holes are the fields of a struct. Derived, with the policy in an attribute; see the macro of the same name in
/// `sts-policy`.
pub trait PolicyTemplate {
    /// What comes out: [`SessionPolicy`], or [`Policy`] for a template of another kind.
    type Policy;

    /// The greatest length, in bytes, that the policy can have, whatever fills its holes.
    const MAX_BYTES: usize;

    /// The policy, with its holes filled. It cannot fail: everything about it was checked while it compiled.
    fn to_policy(&self) -> Self::Policy;
}

/// The first of the characters that stand for holes: a plane of Unicode for private use, which no canonical text has.
pub const FIRST_HOLE: char = '\u{f0000}';

/// The canonical text of a policy with holes in its strings.
#[derive(Debug, Clone, Copy)]
pub struct Template<'a> {
    /// JSON, in which a character from [`FIRST_HOLE`] on stands for what fills a hole: how far on is its index among the fillers.
    ///
    /// One literal is the least that a compiler can be given.
    pub text: &'a str,
    /// The greatest length of what comes out, in bytes.
    pub greatest: usize,
}

impl Template<'_> {
    /// A session policy that a macro has judged with every hole filled by something that may stand there, and that is not too long
    /// for any.
    pub fn session_policy(self, fillers: &[&dyn Filler]) -> SessionPolicy {
        SessionPolicy::from_checked_text(self.filled(fillers).into())
    }

    /// The same for a policy of another kind.
    pub fn policy(self, fillers: &[&dyn Filler]) -> Policy {
        // What a macro has read with its holes is read without them too. Should it ever not be, nothing is allowed.
        Policy::from_json(&self.filled(fillers)).unwrap_or_default()
    }

    fn filled(self, fillers: &[&dyn Filler]) -> String {
        let mut policy = PolicyText::with_capacity(self.greatest);
        let mut rest = self.text;
        while let Some((text, from)) =
            rest.find(|character| character >= FIRST_HOLE).and_then(|at| rest.split_at_checked(at))
        {
            policy.plain(text);
            let mut characters = from.chars();
            let index = characters.next().map(|hole| u32::from(hole) - u32::from(FIRST_HOLE));
            let filler = index.and_then(|index| fillers.get(usize::try_from(index).ok()?));
            filler.into_iter().for_each(|filler| filler.fill(&mut policy));
            rest = characters.as_str();
        }
        policy.plain(rest);
        policy.into_string()
    }
}

/// A session policy without holes that a macro has judged.
pub const fn static_session_policy(text: &'static str) -> SessionPolicy {
    SessionPolicy::from_checked_text(std::borrow::Cow::Borrowed(text))
}

/// What of a policy's length comes from one name that is filled in: the name, how often it is used, and the greatest length of
/// its value in bytes.
pub type HoleLength<'a> = (&'a str, usize, usize);

/// The most bytes that a policy of this kind may have.
pub const fn most_bytes(kind: PolicyKind) -> usize {
    match kind {
        PolicyKind::Identity => IDENTITY_POLICY_CHARACTERS,
        PolicyKind::Session => SESSION_POLICY_BYTES,
    }
}

/// The greatest length of a type of values, in bytes: `Longest::<T>::BYTES`.
///
/// For a type that fills no hole it is 0, if [`NoHole`] is in scope: that such a type is wrong is said once, where it is used, and
/// not here too.
#[derive(Debug)]
pub struct Longest<T: ?Sized>(PhantomData<T>);

impl<T: Hole + ?Sized> Longest<T> {
    /// See [`Longest`].
    pub const BYTES: usize = T::MAX_BYTES;
}

/// What [`Longest`] is for all other types: an inherent constant comes before that of a trait.
pub trait NoHole {
    /// See [`Longest`].
    const BYTES: usize = 0;
}

impl<T: ?Sized> NoHole for Longest<T> {}

/// The greatest length of a policy, in bytes: of its own text, and of what is filled in.
///
/// For constants only.
///
/// # Panics
///
/// When it is more than such a policy may have; in a constant that is an error of the compiler, with the message for the user.
#[track_caller]
#[expect(clippy::panic, reason = "it is only called in constants, where a panic is a compiler error")]
pub const fn greatest_length(kind: PolicyKind, literal: usize, holes: &[HoleLength<'_>]) -> usize {
    let mut greatest = literal;
    let mut rest = holes;
    while let [(_, times, longest), behind @ ..] = rest {
        greatest = greatest.saturating_add(times.saturating_mul(*longest));
        rest = behind;
    }
    if greatest <= most_bytes(kind) {
        return greatest;
    }
    panic!("{}", TooLong::new(kind, literal, holes, greatest).as_str())
}

/// The message for a policy that may become too long, put together without an allocator.
pub struct TooLong {
    text: [u8; 2048],
    length: usize,
}

impl TooLong {
    /// Room for one more hole but for its name, and for the help, in bytes.
    const REST: usize = 256;

    /// The message: the length, and what it is made of, as far as there is room.
    pub const fn new(kind: PolicyKind, literal: usize, holes: &[HoleLength<'_>], greatest: usize) -> Self {
        let most = most_bytes(kind);
        let (subject, taker) = match kind {
            PolicyKind::Identity => ("the policy", "IAM takes of all policies of a role together"),
            PolicyKind::Session => ("the session policy", "STS takes"),
        };
        let message = TooLong { text: [0; 2048], length: 0 }.str(subject).str(if holes.is_empty() {
            " is "
        } else {
            " can become "
        });
        let message = message.number(greatest).str(" bytes long, ").number(greatest.saturating_sub(most));
        let mut message = message.str(" more than the ").number(most).str(" that ").str(taker);
        let mut rest = holes;
        if !holes.is_empty() {
            message = message.str("\nnote: ").number(literal).str(" bytes are its own text");
        }
        while let [(name, times, longest), behind @ ..] = rest
            && message.length + name.len() < message.text.len() - Self::REST
        {
            message = message.str("\nnote: `").str(name).str("` takes up to ").number(*longest).str(" bytes");
            if *times > 1 {
                message = message.str(", ").number(*times).str(" times");
            }
            rest = behind;
        }
        message.str(if holes.is_empty() {
            "\nhelp: merge statements, use wildcards, or split the policy"
        } else {
            "\nhelp: use types of fewer bytes, such as `Segment<36>` for `Segment<64>`, or a hole fewer times"
        })
    }

    /// The message.
    pub const fn as_str(&self) -> &str {
        match std::str::from_utf8(self.text.split_at(self.length).0) {
            Ok(text) => text,
            Err(_) => "the policy can become too long",
        }
    }

    const fn str(self, text: &str) -> Self {
        self.bytes(text.as_bytes())
    }

    /// Appends bytes, as far as there is room.
    const fn bytes(mut self, bytes: &[u8]) -> Self {
        if bytes.len() <= self.text.len() - self.length {
            let (_, room) = self.text.split_at_mut(self.length);
            room.split_at_mut(bytes.len()).0.copy_from_slice(bytes);
            self.length += bytes.len();
        }
        self
    }

    const fn number(self, number: usize) -> Self {
        let message = if number >= 10 { self.number(number / 10) } else { self };
        message.bytes(&[b'0' + (number % 10) as u8])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_greatest_length_is_the_sum() {
        let holes = [("tenant", 3, 144), ("bucket", 1, 63)];
        assert_eq!(greatest_length(PolicyKind::Session, 100, &holes), 100 + 3 * 144 + 63);
        assert_eq!(greatest_length(PolicyKind::Session, SESSION_POLICY_BYTES, &[]), SESSION_POLICY_BYTES);
    }

    #[test]
    fn what_is_too_long_says_why() {
        let holes = [("tenant", 10, 256), ("bucket", 1, 63)];
        insta::assert_snapshot!(TooLong::new(PolicyKind::Session, 410, &holes, 3033).as_str(), @r"
        the session policy can become 3033 bytes long, 985 more than the 2048 that STS takes
        note: 410 bytes are its own text
        note: `tenant` takes up to 256 bytes, 10 times
        note: `bucket` takes up to 63 bytes
        help: use types of fewer bytes, such as `Segment<36>` for `Segment<64>`, or a hole fewer times
        ");
        insta::assert_snapshot!(TooLong::new(PolicyKind::Identity, 10_241, &[], 10_241).as_str(), @r"
        the policy is 10241 bytes long, 1 more than the 10240 that IAM takes of all policies of a role together
        help: merge statements, use wildcards, or split the policy
        ");
        // Of more holes than there is room for, some are not listed.
        let many = [("a_name_of_some_length", 9, 9999); 100];
        assert!(TooLong::new(PolicyKind::Session, 1, &many, 9_000_000).as_str().ends_with("`a_name_of_some_length` takes up to 9999 bytes, 9 times\nhelp: use types of fewer bytes, such as `Segment<36>` for `Segment<64>`, or a hole fewer times"));
    }
}
