//! Runs a command with credentials in its environment.

use std::ffi::OsString;
use std::process::{Command, ExitCode};

use sts_token::Token;

use crate::{Failure, say, summary};

/// What in the environment would lead the command to other credentials.
const OTHERS: [&str; 10] = [
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SECURITY_TOKEN",
    "AWS_CREDENTIAL_EXPIRATION",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "STS_TOKEN_MFA_CODE",
];

/// Runs the command, and ends as it ended.
pub(crate) fn run(token: &Token, region: Option<&str>, command: &[OsString]) -> Result<ExitCode, Failure> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(Failure::Failed("there is no command to run".to_owned()));
    };
    say(&summary(token));
    let credentials = token.credentials();
    let mut command = Command::new(program);
    for name in OTHERS {
        command.env_remove(name);
    }
    if let Some(region) = region {
        command.env("AWS_REGION", region);
    }
    let status = command
        .args(arguments)
        .env("AWS_ACCESS_KEY_ID", credentials.access_key_id())
        .env("AWS_SECRET_ACCESS_KEY", credentials.expose_secret_access_key())
        .env("AWS_SESSION_TOKEN", credentials.expose_session_token())
        .status()
        .map_err(|error| Failure::Failed(format!("cannot run `{}`: {error}", program.display())))?;
    // Without a code, a signal ended it.
    let code = status.code().and_then(|code| u8::try_from(code).ok()).unwrap_or(u8::MAX);
    Ok(ExitCode::from(code))
}
