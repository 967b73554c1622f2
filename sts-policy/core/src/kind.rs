use crate::names::{display_by_name, read_by_name};

/// What a policy is for: the rules differ in size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PolicyKind {
    /// A session policy, sent to STS with a request for temporary credentials.
    #[default]
    Session,
    /// An identity policy, attached to a user, a group or a role.
    Identity,
}

impl PolicyKind {
    /// Both kinds.
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
    /// The text is no kind of policy.
    UnknownPolicyKind: "not a kind of policy; these are"
);
