use std::fmt;
use std::str::FromStr;

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

impl fmt::Display for PolicyKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.as_str())
    }
}

/// The text is no kind of policy.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownPolicyKind;

impl fmt::Display for UnknownPolicyKind {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a kind of policy is `session` or `identity`")
    }
}

impl std::error::Error for UnknownPolicyKind {}

impl FromStr for PolicyKind {
    type Err = UnknownPolicyKind;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|kind| kind.as_str() == text).ok_or(UnknownPolicyKind)
    }
}
