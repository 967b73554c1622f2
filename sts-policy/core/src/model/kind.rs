use crate::enum_text::{display_by_name, read_by_name};

/// The use of a policy. It decides which rules apply.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum PolicyKind {
    /// A session policy, sent to STS with a request for temporary credentials.
    #[default]
    Session,
    /// An identity policy, attached to a user, a group or a role.
    Identity,
}

impl PolicyKind {
    /// All kinds.
    pub const ALL: [PolicyKind; 2] = [PolicyKind::Session, PolicyKind::Identity];

    /// The name: `session` or `identity`.
    pub const fn as_str(self) -> &'static str {
        match self {
            PolicyKind::Session => "session",
            PolicyKind::Identity => "identity",
        }
    }
}

display_by_name!(PolicyKind);
read_by_name!(
    PolicyKind,
    /// The text does not name a kind of policy.
    UnknownPolicyKind: "unknown kind of policy: must be one of {}"
);
