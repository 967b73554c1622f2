//! Failures of the command and their exit statuses.

use std::process::ExitCode;

use sts_token::{Error, ErrorKind, InvalidParameter};

use crate::terminal;

/// Exit status if the policy has errors or STS refused the request.
const REFUSED: u8 = 1;
/// Exit status if the command could not run.
const FAILED: u8 = 2;

/// The reason why the command ends without a result.
pub(crate) enum Failure {
    /// A check or STS refused the request.
    Refused(String),
    /// The command could not run.
    Failed(String),
}

impl Failure {
    /// Prints the failure and returns its exit status.
    pub(crate) fn report(&self) -> ExitCode {
        let (text, code) = match self {
            Failure::Refused(text) => (text, REFUSED),
            Failure::Failed(text) => (text, FAILED),
        };
        terminal::print_message(&format!("error: {text}"));
        ExitCode::from(code)
    }
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        let mut text = error.to_string();
        if let Some(id) = error.request_id() {
            text += &format!(" (request {})", sts_policy::__private::Printable(id));
        }
        match error.kind() {
            ErrorKind::InvalidParameter
            | ErrorKind::NoCredentials
            | ErrorKind::Configuration
            | ErrorKind::Network
            | ErrorKind::Timeout
            | ErrorKind::Unavailable
            | ErrorKind::InvalidResponse => Failure::Failed(text),
            // A response without a code is unreadable, or not from STS.
            ErrorKind::Unexpected if error.response().and_then(|response| response.code()).is_none() => {
                Failure::Failed(text)
            }
            _ => Failure::Refused(text),
        }
    }
}

impl From<InvalidParameter> for Failure {
    fn from(error: InvalidParameter) -> Self {
        Failure::Failed(error.to_string())
    }
}

#[cfg(test)]
mod tests {
    use sts_token::FederatedName;

    use super::*;

    #[test]
    fn only_rejections_by_sts_have_the_rejection_status() {
        let error = |kind| Error::new(kind, "the cause");
        for (error, failed) in [
            (FederatedName::new("x").unwrap_err().into(), true),
            (error(ErrorKind::NoCredentials), true),
            (error(ErrorKind::Configuration), true),
            (error(ErrorKind::Network), true),
            (error(ErrorKind::Timeout), true),
            (error(ErrorKind::Unavailable), true),
            (error(ErrorKind::InvalidResponse), true),
            (error(ErrorKind::Unexpected), true),
            (error(ErrorKind::Throttled), false),
            (error(ErrorKind::AccessDenied), false),
            (error(ErrorKind::RejectedParameter), false),
        ] {
            let text = error.to_string();
            assert_eq!(matches!(Failure::from(error), Failure::Failed(_)), failed, "{text}");
        }
    }
}
