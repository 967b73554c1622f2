use crate::enum_text::enum_text;
use crate::model::PolicyKind;
use crate::request::Operation;

/// The policies that a rule concerns.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum RuleScope {
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
    impl RuleScope {
        All => "all",
        Session => "session",
        Federation => "federation",
        Identity => "identity",
    }
    /// Error for a text that is not the name of a [`RuleScope`].
    UnknownRuleScope => "unknown scope: must be one of {}"
}

impl RuleScope {
    /// A kind of policy in the scope.
    pub const fn kind(self) -> PolicyKind {
        match self {
            RuleScope::All | RuleScope::Session | RuleScope::Federation => PolicyKind::Session,
            RuleScope::Identity => PolicyKind::Identity,
        }
    }

    /// Returns true if the policies are sent to STS.
    pub const fn is_session(self) -> bool {
        matches!(self.kind(), PolicyKind::Session)
    }

    /// An operation whose session policies are in the scope.
    pub const fn operation(self) -> Operation {
        match self {
            RuleScope::Federation => Operation::GetFederationToken,
            RuleScope::All | RuleScope::Session | RuleScope::Identity => Operation::AssumeRole,
        }
    }

    /// Returns true if a policy of the kind, sent with the operation, is in the scope.
    pub fn includes(self, kind: PolicyKind, operation: Option<Operation>) -> bool {
        match self {
            RuleScope::All => true,
            RuleScope::Session => kind == PolicyKind::Session,
            RuleScope::Federation => kind == PolicyKind::Session && operation == Some(Operation::GetFederationToken),
            RuleScope::Identity => kind == PolicyKind::Identity,
        }
    }
}
