//! Runs a command with credentials in its environment.

use std::env;
use std::ffi::OsString;
use std::io;
#[cfg(unix)]
use std::os::unix::process::CommandExt;
use std::process::{Command, ExitCode};

use sts_token::Token;

use crate::failure::Failure;
use crate::nesting::{self, Nesting};
use crate::report;

/// Variables that hold other credentials or select them.
const OTHER_CREDENTIALS: [&str; 22] = [
    "AWS_ACCESS_KEY",
    "AWS_ACCOUNT_ID",
    "AWS_BEARER_TOKEN_BEDROCK",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN",
    "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE",
    "AWS_CONTAINER_CREDENTIALS_FULL_URI",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI",
    "AWS_CREDENTIAL_FILE",
    "AWS_CREDENTIAL_PROFILES_FILE",
    "AWS_DEFAULT_PROFILE",
    "AWS_DELEGATION_TOKEN",
    "AWS_PROFILE",
    "AWS_ROLE_ARN",
    "AWS_ROLE_SESSION_NAME",
    "AWS_SECRET_KEY",
    "AWS_SECURITY_TOKEN",
    "AWS_SESSION_EXPIRATION",
    "AWS_WEB_IDENTITY_TOKEN_FILE",
    "SECRET_ACCESS_KEY",
    "STS_TOKEN_MFA_CODE",
    "EC2_ACCESS_KEY",
    "EC2_SECRET_KEY",
];

/// Prefix of the variables with tokens of one service, which take precedence over credentials.
const BEARER_TOKEN_PREFIX: &str = "AWS_BEARER_TOKEN_";

/// Runs the command with settings of the caller's profile, and returns its exit status.
///
/// A nested run passes its depth to the command, which may be this program again. Other runs do not.
pub(crate) fn run(
    token: &Token,
    settings: &[(String, String)],
    nesting: &Nesting,
    command: &[OsString],
) -> Result<ExitCode, Failure> {
    let Some((program, arguments)) = command.split_first() else {
        return Err(Failure::Failed("no command to run".to_owned()));
    };
    report::print_token_summary(token);
    let mut command = Command::new(program);
    let bearer_tokens =
        env::vars_os().map(|(name, _)| name).filter(|name| name.to_string_lossy().starts_with(BEARER_TOKEN_PREFIX));
    let removed = OTHER_CREDENTIALS.into_iter().chain([nesting::VARIABLE]).map(OsString::from).chain(bearer_tokens);
    for name in removed {
        command.env_remove(name);
    }
    command.envs(settings.iter().map(|(name, value)| (name, value)));
    command.envs(nesting.inherited_depth().map(|depth| (nesting::VARIABLE, depth)));
    if let Some(account) = token.principal().and_then(|principal| principal.account()) {
        command.env("AWS_ACCOUNT_ID", account);
    }
    command.args(arguments).envs(token.credentials().expose_environment());
    replace_process(command).map_err(|error| Failure::Failed(format!("cannot run `{}`: {error}", program.display())))
}

/// Replaces this process with the command, so that the command receives signals and its exit status is reported.
#[cfg(unix)]
fn replace_process(mut command: Command) -> io::Result<ExitCode> {
    Err(command.exec())
}

#[cfg(not(unix))]
fn replace_process(mut command: Command) -> io::Result<ExitCode> {
    let code = command.status()?.code().and_then(|code| u8::try_from(code).ok());
    Ok(ExitCode::from(code.unwrap_or(u8::MAX)))
}
