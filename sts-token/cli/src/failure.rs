//! Failures of the command and their exit statuses.

use std::process::ExitCode;

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

impl From<sts_token::InvalidParameter> for Failure {
    fn from(error: sts_token::InvalidParameter) -> Self {
        Failure::Failed(error.to_string())
    }
}
