//! The messages of errors.

use std::borrow::Cow;
use std::fmt;

use sts_policy::packed::Refusal;

use super::data::ErrorData;
use super::kind::ErrorKind;
use super::response::Suffix;
use sts_policy::request::Operation;

impl fmt::Display for ErrorData {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let detail = self.detail.as_deref();
        match self.kind {
            ErrorKind::InvalidParameter if self.invalid_parameter().is_some() => formatter.write_str(&problem(self)),
            // These messages include the content of the response.
            ErrorKind::PackedPolicyTooLarge | ErrorKind::LongTermCredentialsRequired => {
                write!(formatter, "{}{}", problem(self), Suffix { detail, response: None })
            }
            _ => write!(formatter, "{}{}", problem(self), Suffix { detail, response: self.response.as_ref() }),
        }
    }
}

/// Returns the message without the detail.
fn problem(data: &ErrorData) -> Cow<'static, str> {
    Cow::Borrowed(match data.kind {
        ErrorKind::InvalidParameter => match data.invalid_parameter() {
            Some(problem) => return problem.to_string().into(),
            None => "invalid parameter",
        },
        ErrorKind::RejectedParameter => "STS rejected a parameter",
        ErrorKind::PackedPolicyTooLarge => return packed_policy_too_large(data).into(),
        ErrorKind::PackedPolicyLikelyTooLarge => return packed_policy_likely_too_large(data).into(),
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
        ErrorKind::LongTermCredentialsRequired => return long_term_credentials_required(data).into(),
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
    })
}

fn packed_policy_too_large(data: &ErrorData) -> String {
    let estimated = estimated(data);
    match data.packed_refusal {
        Some(Refusal::Tags(percent)) => format!(
            "the packed size of session tags is {percent}% of the limit{estimated}; use fewer or shorter session tags"
        ),
        Some(refusal) => format!(
            "the packed size of policies and session tags is {}% of the limit{estimated}; shorten the policy, or use fewer session \
             tags and managed policies",
            refusal.percent()
        ),
        None => format!(
            "the packed size of policies and session tags exceeds the limit{estimated}; shorten the policy, or use fewer session \
             tags and managed policies"
        ),
    }
}

fn packed_policy_likely_too_large(data: &ErrorData) -> String {
    format!(
        "the packed size of policies and session tags likely exceeds the limit{}, so the request was not sent; shorten the policy, \
         or use fewer session tags and managed policies",
        estimated(data)
    )
}

fn estimated(data: &ErrorData) -> String {
    data.estimate.as_ref().map(|estimate| format!(", estimated at {estimate}")).unwrap_or_default()
}

fn long_term_credentials_required(data: &ErrorData) -> String {
    let operation = data.operation.map_or("the operation", Operation::as_str);
    format!(
        "{operation} requires the long-term credentials of a user, but the caller has temporary ones; use an access key of a user, \
         or assume a role instead"
    )
}
