use std::fmt;
use std::str::FromStr;

use crate::enum_text::display_by_name;

/// The operations of STS whose requests have a packed size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
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
}

impl Operation {
    /// All of them.
    pub const ALL: [Operation; 4] = [
        Operation::AssumeRole,
        Operation::AssumeRoleWithWebIdentity,
        Operation::AssumeRoleWithSaml,
        Operation::GetFederationToken,
    ];

    /// The name as the AWS command line spells it, such as `assume-role`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Operation::AssumeRole => "assume-role",
            Operation::AssumeRoleWithWebIdentity => "assume-role-with-web-identity",
            Operation::AssumeRoleWithSaml => "assume-role-with-saml",
            Operation::GetFederationToken => "get-federation-token",
        }
    }

    /// The name as the API spells it, such as `AssumeRole`.
    pub const fn api_name(self) -> &'static str {
        match self {
            Operation::AssumeRole => "AssumeRole",
            Operation::AssumeRoleWithWebIdentity => "AssumeRoleWithWebIdentity",
            Operation::AssumeRoleWithSaml => "AssumeRoleWithSAML",
            Operation::GetFederationToken => "GetFederationToken",
        }
    }
}

display_by_name!(Operation);

/// The text names no operation that has a packed size.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnknownOperation;

impl fmt::Display for UnknownOperation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names = Operation::ALL.map(|operation| format!("`{operation}`")).join(", ");
        write!(formatter, "not an operation of STS with a packed size; these are {names}")
    }
}

impl std::error::Error for UnknownOperation {}

impl FromStr for Operation {
    type Err = UnknownOperation;

    /// Takes the name of the API as well as that of the command line.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|operation| operation.as_str() == text || operation.api_name() == text)
            .ok_or(UnknownOperation)
    }
}
