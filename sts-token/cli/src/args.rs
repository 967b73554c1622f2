//! The command line.

use std::convert::Infallible;
use std::ffi::OsString;
use std::path::PathBuf;

use clap::builder::PossibleValuesParser;
use clap::{Args as ClapArgs, Parser, Subcommand};
use sts_token::{
    ExportFormat, ExternalId, FederatedName, ForFederation, ForRole, InvalidParameter, MfaCode, MfaSerial, ProfileName,
    RoleArn, RoleSessionName, SessionDuration, SourceIdentity,
};
use zeroize::Zeroizing;

use crate::failure::Failure;

/// Mint temporary AWS credentials scoped by a checked session policy
///
/// Region, credentials and endpoint come from the usual AWS environment variables and profiles. Findings and summaries go to standard
/// error. Credentials go to standard output, and only with `--format`.
#[derive(Parser)]
#[command(
    name = "sts-token",
    version,
    about,
    max_term_width = 110,
    after_help = "Exit status: 0 success, 1 the policy has errors or STS refused the request, 2 the command could not run."
)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(ClapArgs)]
pub(crate) struct Connection {
    /// Profile with the caller's credentials and region; overrides AWS_PROFILE
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// Region; overrides AWS_REGION and the profile's `region`
    #[arg(long, global = true)]
    pub(crate) region: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Mint credentials for a federated user (GetFederationToken)
    Mint(Mint),
    /// Mint credentials for a session of a role (AssumeRole)
    Assume(Assume),
    /// Run a command with minted credentials in its environment
    ///
    /// The credentials are those of a session of a role with `--role`, and those of a federated user without it. The exit status is that
    /// of the command.
    Exec(Exec),
    /// Print the identity of the caller (GetCallerIdentity)
    Whoami,
}

impl Command {
    /// Returns true for `--dry-run`, which reads no profile.
    pub(crate) fn is_dry_run(&self) -> bool {
        match self {
            Command::Mint(mint) => mint.scope.dry_run,
            Command::Assume(assume) => assume.scope.dry_run,
            Command::Exec(exec) => exec.scope.dry_run,
            Command::Whoami => false,
        }
    }
}

#[derive(ClapArgs)]
pub(crate) struct Scope {
    /// Session policy, a JSON file; `-` reads standard input
    #[arg(long, value_name = "FILE", required_unless_present_any = ["policy_arns", "without_policy"])]
    pub(crate) policy: Option<PathBuf>,
    /// Managed policy to use as a session policy; may be repeated
    #[arg(long = "policy-arn", value_name = "ARN")]
    pub(crate) policy_arns: Vec<String>,
    /// Send no session policy: a federated user then has no permissions, and a session has all permissions of its role
    #[arg(long, conflicts_with_all = ["policy", "policy_arns"])]
    pub(crate) without_policy: bool,
    /// Session tag; may be repeated
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = parse_tag)]
    pub(crate) tags: Vec<(String, String)>,
    /// Check the request without sending it
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(ClapArgs)]
pub(crate) struct Output {
    /// Print the credentials in this format
    #[arg(long, value_parser = PossibleValuesParser::new(["credential-process", "env", "json", "profile", "instance-metadata"]))]
    pub(crate) format: Option<String>,
    /// Name of the profile in the output of `--format profile`; `default` if not set
    #[arg(long, value_name = "NAME")]
    pub(crate) output_profile: Option<String>,
}

impl Output {
    /// Returns the selected format. Call this before any request: credentials that cannot be printed should not be minted.
    pub(crate) fn export_format(&self) -> Result<Option<ExportFormat>, Failure> {
        let failed = |error: &dyn std::error::Error| Failure::Failed(error.to_string());
        let format = self.format.as_deref().map(str::parse).transpose();
        let format = format.map_err(|error: sts_token::UnknownExportFormat| failed(&error))?;
        match (format, &self.output_profile) {
            (Some(ExportFormat::Profile(_)), Some(name)) => {
                let name = ProfileName::new(name).map_err(|error| failed(&error))?;
                Ok(Some(ExportFormat::Profile(name)))
            }
            (format, None) => Ok(format),
            (_, Some(_)) => Err(Failure::Failed(
                "`--output-profile` requires `--format profile`; use `--profile` to select the caller's profile"
                    .to_owned(),
            )),
        }
    }
}

#[derive(ClapArgs)]
pub(crate) struct Mint {
    /// Name of the federated user, 2 to 32 characters
    #[arg(long)]
    pub(crate) name: FederatedName,
    /// Lifetime of the credentials, such as 900, 15m, 1h30m or 36h
    #[arg(long)]
    pub(crate) duration: Option<SessionDuration<ForFederation>>,
    #[command(flatten)]
    pub(crate) scope: Scope,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(ClapArgs)]
pub(crate) struct RoleOptions {
    /// Session tag that is passed on when the session assumes another role; may be repeated
    #[arg(long = "transitive-tag", value_name = "KEY=VALUE", value_parser = parse_tag, requires = "role")]
    pub(crate) transitive_tags: Vec<(String, String)>,
    /// External ID that the trust policy of the role requires
    #[arg(long, value_name = "ID", requires = "role")]
    pub(crate) external_id: Option<ExternalId>,
    /// Source identity of the session
    #[arg(long, value_name = "NAME", requires = "role")]
    pub(crate) source_identity: Option<SourceIdentity>,
    /// Serial number or ARN of the MFA device
    #[arg(long, value_name = "SERIAL", requires_all = ["role", "mfa_code"])]
    pub(crate) mfa_serial: Option<MfaSerial>,
    /// Code that the MFA device shows; prefer the environment variable, which other users cannot see
    #[arg(long, value_name = "CODE", env = "STS_TOKEN_MFA_CODE", hide_env_values = true, requires = "mfa_serial", value_parser = accept_secret)]
    mfa_code: Option<Zeroizing<String>>,
}

impl RoleOptions {
    /// Parses the MFA code. `clap` must not parse it, because it prints values that it rejects.
    pub(crate) fn mfa_code(&self) -> Result<Option<MfaCode>, InvalidParameter> {
        self.mfa_code.as_ref().map(|code| MfaCode::new(code.as_str())).transpose()
    }
}

#[derive(ClapArgs)]
pub(crate) struct Assume {
    /// ARN of the role
    #[arg(long, value_name = "ARN")]
    pub(crate) role: RoleArn,
    /// Name of the session, 2 to 64 characters
    #[arg(long)]
    pub(crate) name: RoleSessionName,
    /// Lifetime of the credentials, such as 900, 15m, 1h30m or 12h
    #[arg(long)]
    pub(crate) duration: Option<SessionDuration<ForRole>>,
    #[command(flatten)]
    pub(crate) role_options: RoleOptions,
    #[command(flatten)]
    pub(crate) scope: Scope,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(ClapArgs)]
pub(crate) struct Exec {
    /// ARN of the role; without it, the credentials are those of a federated user
    #[arg(long, value_name = "ARN")]
    pub(crate) role: Option<RoleArn>,
    /// Name of the federated user or of the session
    #[arg(long)]
    pub(crate) name: String,
    /// Lifetime of the credentials, such as 900, 15m or 1h30m
    #[arg(long)]
    pub(crate) duration: Option<String>,
    #[command(flatten)]
    pub(crate) role_options: RoleOptions,
    #[command(flatten)]
    pub(crate) scope: Scope,
    /// Command to run, with its arguments
    #[arg(last = true, required = true)]
    pub(crate) command: Vec<OsString>,
}

fn accept_secret(text: &str) -> Result<Zeroizing<String>, Infallible> {
    Ok(Zeroizing::new(text.to_owned()))
}

fn parse_tag(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
        None => Err("must be `KEY=VALUE`".to_owned()),
    }
}
