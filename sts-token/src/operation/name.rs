use std::fmt;

use sts_policy::packed;

/// The operations of STS that this crate asks for.
///
/// ```
/// use sts_token::Operation;
///
/// assert_eq!(Operation::AssumeRoleWithSaml.to_string(), "AssumeRoleWithSAML");
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// `GetFederationToken`
    GetFederationToken,
    /// `GetSessionToken`
    GetSessionToken,
    /// `AssumeRole`
    AssumeRole,
    /// `AssumeRoleWithWebIdentity`
    AssumeRoleWithWebIdentity,
    /// `AssumeRoleWithSAML`
    AssumeRoleWithSaml,
    /// `GetCallerIdentity`
    GetCallerIdentity,
    /// `DecodeAuthorizationMessage`
    DecodeAuthorizationMessage,
}

impl Operation {
    /// The name as the API spells it.
    pub const fn api_name(self) -> &'static str {
        match self {
            Operation::GetFederationToken => "GetFederationToken",
            Operation::GetSessionToken => "GetSessionToken",
            Operation::AssumeRole => "AssumeRole",
            Operation::AssumeRoleWithWebIdentity => "AssumeRoleWithWebIdentity",
            Operation::AssumeRoleWithSaml => "AssumeRoleWithSAML",
            Operation::GetCallerIdentity => "GetCallerIdentity",
            Operation::DecodeAuthorizationMessage => "DecodeAuthorizationMessage",
        }
    }

    /// The operation whose packed size is estimated, if there is any.
    pub(crate) const fn packed(self) -> Option<packed::Operation> {
        match self {
            Operation::GetFederationToken => Some(packed::Operation::GetFederationToken),
            Operation::AssumeRole => Some(packed::Operation::AssumeRole),
            Operation::AssumeRoleWithWebIdentity => Some(packed::Operation::AssumeRoleWithWebIdentity),
            Operation::AssumeRoleWithSaml => Some(packed::Operation::AssumeRoleWithSaml),
            Operation::GetSessionToken | Operation::GetCallerIdentity | Operation::DecodeAuthorizationMessage => None,
        }
    }

    /// Whether STS refuses it to those who have temporary credentials of a role or a federated user.
    pub(crate) const fn wants_long_term_credentials(self) -> bool {
        matches!(self, Operation::GetFederationToken | Operation::GetSessionToken)
    }
}

impl fmt::Display for Operation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.api_name())
    }
}
