use std::fmt;
use std::str::FromStr;

use crate::enum_text::enum_text;

/// An operation of STS.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Operation {
    /// `AssumeRole`
    #[default]
    AssumeRole,
    /// `AssumeRoleWithWebIdentity`
    AssumeRoleWithWebIdentity,
    /// `AssumeRoleWithSAML`
    AssumeRoleWithSaml,
    /// `GetFederationToken`
    GetFederationToken,
    /// `GetSessionToken`
    GetSessionToken,
    /// `GetCallerIdentity`
    GetCallerIdentity,
    /// `DecodeAuthorizationMessage`
    DecodeAuthorizationMessage,
}

enum_text! {
    impl Operation {
        AssumeRole => "AssumeRole",
        AssumeRoleWithWebIdentity => "AssumeRoleWithWebIdentity",
        AssumeRoleWithSaml => "AssumeRoleWithSAML",
        GetFederationToken => "GetFederationToken",
        GetSessionToken => "GetSessionToken",
        GetCallerIdentity => "GetCallerIdentity",
        DecodeAuthorizationMessage => "DecodeAuthorizationMessage",
    }
}

impl Operation {
    /// The operations that accept session policies and session tags.
    pub const WITH_POLICY: [Operation; 4] = [
        Operation::AssumeRole,
        Operation::AssumeRoleWithWebIdentity,
        Operation::AssumeRoleWithSaml,
        Operation::GetFederationToken,
    ];

    /// The name in the AWS command line, such as `assume-role`.
    ///
    /// ```
    /// use sts_policy_core::request::Operation;
    ///
    /// assert_eq!(Operation::AssumeRoleWithSaml.as_str(), "AssumeRoleWithSAML");
    /// assert_eq!(Operation::AssumeRoleWithSaml.cli_name(), "assume-role-with-saml");
    /// assert_eq!("assume-role-with-saml".parse(), Ok(Operation::AssumeRoleWithSaml));
    /// ```
    pub const fn cli_name(self) -> &'static str {
        match self {
            Operation::AssumeRole => "assume-role",
            Operation::AssumeRoleWithWebIdentity => "assume-role-with-web-identity",
            Operation::AssumeRoleWithSaml => "assume-role-with-saml",
            Operation::GetFederationToken => "get-federation-token",
            Operation::GetSessionToken => "get-session-token",
            Operation::GetCallerIdentity => "get-caller-identity",
            Operation::DecodeAuthorizationMessage => "decode-authorization-message",
        }
    }

    /// Returns true if a request of the operation accepts session policies and session tags.
    ///
    /// ```
    /// use sts_policy_core::request::Operation;
    ///
    /// assert!(Operation::AssumeRole.accepts_policy());
    /// assert!(!Operation::GetSessionToken.accepts_policy());
    /// ```
    pub const fn accepts_policy(self) -> bool {
        matches!(
            self,
            Operation::AssumeRole
                | Operation::AssumeRoleWithWebIdentity
                | Operation::AssumeRoleWithSaml
                | Operation::GetFederationToken
        )
    }

    /// Returns true if STS refuses the operation to temporary credentials of a role or a federated user.
    pub const fn requires_long_term_credentials(self) -> bool {
        matches!(self, Operation::GetFederationToken | Operation::GetSessionToken)
    }
}

/// The text does not name an operation of STS.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownOperation;

impl fmt::Display for UnknownOperation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Operation::ALL.iter().map(|operation| format!("`{operation}`")).collect();
        write!(formatter, "unknown operation: must be one of {}", names.join(", "))
    }
}

impl std::error::Error for UnknownOperation {}

impl FromStr for Operation {
    type Err = UnknownOperation;

    /// Parses the name in the API or in the AWS command line.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .iter()
            .copied()
            .find(|operation| operation.as_str() == text || operation.cli_name() == text)
            .ok_or(UnknownOperation)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn api_and_cli_names_parse() {
        for &operation in Operation::ALL {
            assert_eq!(operation.as_str().parse(), Ok(operation));
            assert_eq!(operation.cli_name().parse(), Ok(operation));
            assert_eq!(Operation::WITH_POLICY.contains(&operation), operation.accepts_policy());
        }
        assert_eq!("assumeRole".parse::<Operation>(), Err(UnknownOperation));
    }
}
