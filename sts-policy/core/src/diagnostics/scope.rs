use crate::enum_text::enum_text;
use crate::model::PolicyKind;
use crate::request::Operation;

/// The policies that a rule concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PolicyScope {
    /// Every policy.
    All,
    /// Session policies.
    Session,
    /// Session policies for `GetFederationToken`.
    Federation,
    /// Identity policies.
    Identity,
}

enum_text! {
    impl PolicyScope {
        All => "all",
        Session => "session",
        Federation => "federation",
        Identity => "identity",
    }
    /// Error for a text that is not the name of a [`PolicyScope`].
    UnknownPolicyScope => "unknown scope: must be one of {}"
}

impl PolicyScope {
    /// A kind of policy in the scope.
    pub const fn kind(self) -> PolicyKind {
        match self {
            PolicyScope::All | PolicyScope::Session | PolicyScope::Federation => PolicyKind::Session,
            PolicyScope::Identity => PolicyKind::Identity,
        }
    }

    /// Returns true if the policies are sent to STS.
    pub const fn is_session(self) -> bool {
        matches!(self.kind(), PolicyKind::Session)
    }

    /// An operation whose session policies are in the scope.
    pub const fn operation(self) -> Operation {
        match self {
            PolicyScope::Federation => Operation::GetFederationToken,
            PolicyScope::All | PolicyScope::Session | PolicyScope::Identity => Operation::AssumeRole,
        }
    }

    /// Returns true if a policy of the kind, sent with the operation, is in the scope.
    pub fn includes(self, kind: PolicyKind, operation: Option<Operation>) -> bool {
        match self {
            PolicyScope::All => true,
            PolicyScope::Session => kind == PolicyKind::Session,
            PolicyScope::Federation => kind == PolicyKind::Session && operation == Some(Operation::GetFederationToken),
            PolicyScope::Identity => kind == PolicyKind::Identity,
        }
    }
}
