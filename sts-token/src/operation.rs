use sts_policy::packed;

use crate::enum_text::enum_text;

/// An operation of STS.
///
/// ```
/// use sts_token::Operation;
///
/// assert_eq!(Operation::AssumeRoleWithSaml.as_str(), "AssumeRoleWithSAML");
/// assert_eq!("GetFederationToken".parse(), Ok(Operation::GetFederationToken));
/// assert!(Operation::ALL.contains(&Operation::GetCallerIdentity));
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

enum_text! {
    Operation {
        GetFederationToken => "GetFederationToken",
        GetSessionToken => "GetSessionToken",
        AssumeRole => "AssumeRole",
        AssumeRoleWithWebIdentity => "AssumeRoleWithWebIdentity",
        AssumeRoleWithSaml => "AssumeRoleWithSAML",
        GetCallerIdentity => "GetCallerIdentity",
        DecodeAuthorizationMessage => "DecodeAuthorizationMessage",
    }
    /// The error for a text that is not the name of an [`Operation`].
    UnknownOperation: "unknown operation: "
}

impl Operation {
    /// Returns the operation for estimates of the packed size. `None` if the operation has no packed size.
    pub(crate) const fn packed(self) -> Option<packed::Operation> {
        match self {
            Operation::GetFederationToken => Some(packed::Operation::GetFederationToken),
            Operation::AssumeRole => Some(packed::Operation::AssumeRole),
            Operation::AssumeRoleWithWebIdentity => Some(packed::Operation::AssumeRoleWithWebIdentity),
            Operation::AssumeRoleWithSaml => Some(packed::Operation::AssumeRoleWithSaml),
            Operation::GetSessionToken | Operation::GetCallerIdentity | Operation::DecodeAuthorizationMessage => None,
        }
    }

    /// Returns true if STS rejects the operation for temporary credentials of a role or a federated user.
    pub(crate) const fn requires_long_term_credentials(self) -> bool {
        matches!(self, Operation::GetFederationToken | Operation::GetSessionToken)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_its_own_name() {
        for operation in Operation::ALL {
            assert_eq!(operation.to_string().parse(), Ok(*operation));
        }
    }

    #[test]
    fn rejects_unknown_names() {
        assert_eq!(
            "assumerole".parse::<Operation>().unwrap_err().to_string(),
            "unknown operation: must be `GetFederationToken`, `GetSessionToken`, `AssumeRole`, `AssumeRoleWithWebIdentity`, \
             `AssumeRoleWithSAML`, `GetCallerIdentity`, `DecodeAuthorizationMessage`"
        );
    }
}
