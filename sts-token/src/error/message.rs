//! The messages of errors.

use std::fmt;

use sts_policy::packed::Refusal;

use super::data::ErrorData;
use super::kind::ErrorKind;
use super::response::Suffix;
use crate::operation::Operation;

impl fmt::Display for ErrorData {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.kind {
            ErrorKind::PackedPolicyTooLarge => write_packed_policy_too_large(self, formatter),
            ErrorKind::PackedPolicyLikelyTooLarge => write_packed_policy_likely_too_large(self, formatter),
            ErrorKind::InvalidParameter => match self.parameter() {
                Some(problem) => problem.fmt(formatter),
                None => write!(formatter, "invalid parameter{}", suffix(self)),
            },
            ErrorKind::LongTermCredentialsRequired => {
                let operation = self.operation.map_or("the operation", Operation::as_str);
                write!(
                    formatter,
                    "{operation} requires the long-term credentials of a user, but the caller has temporary ones; use an access \
                     key of a user, or assume a role instead"
                )
            }
            kind => write!(formatter, "{}{}", problem(kind), suffix(self)),
        }
    }
}

/// Returns the text of a kind whose message has no variable parts before the detail.
fn problem(kind: ErrorKind) -> &'static str {
    match kind {
        ErrorKind::InvalidParameter => "invalid parameter",
        ErrorKind::RejectedParameter => "STS rejected a parameter",
        ErrorKind::PackedPolicyTooLarge => "the packed size of policies and session tags exceeds the limit",
        ErrorKind::PackedPolicyLikelyTooLarge => {
            "the packed size of policies and session tags likely exceeds the limit"
        }
        ErrorKind::SessionTokenTooLarge => {
            "the session token would be too long; shorten the policy, or use fewer session tags"
        }
        ErrorKind::MalformedPolicy => "STS rejected a policy as malformed",
        ErrorKind::Throttled => "STS throttled the request; retry later",
        ErrorKind::AccessDenied => "STS denied access",
        ErrorKind::ExpiredCredentials => "the caller's credentials have expired; renew them",
        ErrorKind::InvalidCredentials => "STS rejected the caller's credentials",
        ErrorKind::ClockSkew => "the local clock differs from that of STS; set the local clock",
        ErrorKind::NoCredentials => "cannot obtain the caller's credentials",
        ErrorKind::LongTermCredentialsRequired => "the operation requires the long-term credentials of a user",
        ErrorKind::RegionDisabled => {
            "STS is not active in this region for the account; activate it, or use another region"
        }
        ErrorKind::IdentityProviderRejectedClaim => "the identity provider rejected the claim",
        ErrorKind::IdentityProviderUnreachable => "STS cannot reach the identity provider; retry later",
        ErrorKind::InvalidIdentityToken => "STS rejected the identity provider's token; get a new one",
        ErrorKind::ExpiredIdentityToken => "the identity provider's token has expired; get a new one",
        ErrorKind::InvalidAuthorizationMessage => "STS cannot decode the authorization message",
        ErrorKind::Unavailable => "STS is not available; retry later",
        ErrorKind::Timeout => "STS did not respond in time; retry later",
        ErrorKind::Network => "the connection to STS failed; retry later",
        ErrorKind::Configuration => "cannot create the request to STS",
        ErrorKind::InvalidResponse => "STS returned no usable credentials",
        ErrorKind::Unexpected => "unexpected response from STS",
    }
}

fn write_packed_policy_too_large(data: &ErrorData, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    match data.packed_refusal {
        Some(Refusal::Tags(percent)) => {
            write!(formatter, "the packed size of session tags is {percent} % of the limit")?;
        }
        Some(refusal) => {
            let percent = refusal.percent();
            write!(formatter, "the packed size of policies and session tags is {percent} % of the limit")?;
        }
        None => formatter.write_str(problem(data.kind))?,
    }
    if let Some(estimate) = &data.estimate {
        write!(formatter, ", estimated at {estimate}")?;
    }
    formatter.write_str(match data.packed_refusal {
        Some(Refusal::Tags(_)) => "; use fewer or shorter session tags",
        _ => "; shorten the policy, or use fewer session tags and managed policies",
    })
}

fn write_packed_policy_likely_too_large(data: &ErrorData, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
    formatter.write_str(problem(data.kind))?;
    if let Some(estimate) = &data.estimate {
        write!(formatter, ", estimated at {estimate}")?;
    }
    formatter
        .write_str(", so the request was not sent; shorten the policy, or use fewer session tags and managed policies")
}

fn suffix(data: &ErrorData) -> Suffix<'_> {
    Suffix { detail: data.detail.as_deref(), response: data.response.as_ref() }
}
