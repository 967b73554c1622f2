use crate::enum_text::{display_by_name, read_by_name};

/// What a policy is for: the rules differ in size, and in what a session can do.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyKind {
    /// A session policy, sent to STS with a request for temporary credentials.
    #[default]
    Session,
    /// A session policy for `GetFederationToken`, whose sessions can do less than those of a role.
    Federation,
    /// An identity policy, attached to a user, a group or a role.
    Identity,
}

impl PolicyKind {
    /// All kinds.
    pub const ALL: [PolicyKind; 3] = [PolicyKind::Session, PolicyKind::Federation, PolicyKind::Identity];

    /// The name: `session`, `federation` or `identity`.
    pub const fn as_str(self) -> &'static str {
        match self {
            PolicyKind::Session => "session",
            PolicyKind::Federation => "federation",
            PolicyKind::Identity => "identity",
        }
    }

    /// Whether it is sent to STS with a request for temporary credentials, whatever the operation.
    ///
    /// ```
    /// use sts_policy_core::PolicyKind;
    ///
    /// assert!(PolicyKind::Federation.is_session());
    /// assert!(!PolicyKind::Identity.is_session());
    /// ```
    pub const fn is_session(self) -> bool {
        matches!(self, PolicyKind::Session | PolicyKind::Federation)
    }
}

display_by_name!(PolicyKind);
read_by_name!(
    PolicyKind,
    /// The text is no kind of policy.
    UnknownPolicyKind: "unknown policy kind: must be one of {}"
);
