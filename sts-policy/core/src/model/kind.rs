use crate::enum_text::enum_text;

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

enum_text! {
    impl PolicyKind {
        Session => "session",
        Identity => "identity",
    }
    /// Error for a text that is not the name of a [`PolicyKind`].
    UnknownPolicyKind => "unknown kind of policy: must be one of {}"
}
