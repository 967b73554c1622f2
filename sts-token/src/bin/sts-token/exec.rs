//! Runs a command with credentials in its environment.

use std::ffi::OsString;
use std::io;
#[cfg(unix)]
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use sts_token::Token;

use crate::{Failure, say, summary};

/// What in the environment would lead the command to other credentials.
const OTHERS: [&str; 12] = [
    "AWS_ACCOUNT_ID",
    "AWS_PROFILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_SECURITY_TOKEN",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "STS_TOKEN_MFA_CODE",
];

/// Runs the command, and ends as it ended.
pub(crate) fn run(token: &Token, region: Option<&str>, command: &[OsString]) -> Result<ExitCode, Failure> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(Failure::Failed("there is no command to run".to_owned()));
    };
    say(&summary(token));
    let mut command = Command::new(program);
    for name in OTHERS {
        command.env_remove(name);
    }
    if let Some(region) = region {
        // Some programs read the one, and some the other.
        command.env("AWS_REGION", region).env("AWS_DEFAULT_REGION", region);
    }
    if let Some(account) = token.principal().and_then(|principal| principal.account()) {
        command.env("AWS_ACCOUNT_ID", account);
    }
    command.args(arguments).envs(token.credentials().expose_environment());
    become_it(command).map_err(|error| Failure::Failed(format!("cannot run `{}`: {error}", program.display())))
}

/// Lets the command take the place of this one, so that signals reach it and its end is what is seen.
#[cfg(unix)]
fn become_it(mut command: Command) -> io::Result<ExitCode> {
    Err(command.exec())
}

#[cfg(not(unix))]
fn become_it(mut command: Command) -> io::Result<ExitCode> {
    let code = command.status()?.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(u8::MAX)))
}
