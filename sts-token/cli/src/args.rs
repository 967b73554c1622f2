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

use crate::Failure;

/// Mints temporary AWS credentials of a checked session policy.
///
/// Region, credentials and endpoint come from the usual environment and profiles of AWS. Reports and summaries go to standard error;
/// credentials go to standard output, and only with --format.
#[derive(Parser)]
#[command(name = "sts-token", version, about, max_term_width = 110)]
pub(crate) struct Args {
    #[command(flatten)]
    pub(crate) connection: Connection,
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(ClapArgs)]
pub(crate) struct Connection {
    /// The profile whose credentials and region ask STS, instead of AWS_PROFILE.
    #[arg(long, global = true, value_name = "NAME")]
    pub(crate) profile: Option<String>,
    /// The region, instead of AWS_REGION and that of the profile.
    #[arg(long, global = true)]
    pub(crate) region: Option<String>,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Credentials of a federated user, with GetFederationToken
    Mint(Mint),
    /// Credentials of a session of a role, with AssumeRole
    Assume(Assume),
    /// Runs a command with credentials in its environment: of a role with --role, of a federated user without
    Exec(Exec),
    /// Who the caller is, with GetCallerIdentity
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
    /// The session policy, a JSON file; `-` is standard input
    #[arg(long, value_name = "FILE", required_unless_present_any = ["policy_arns", "without_policy"])]
    pub(crate) policy: Option<PathBuf>,
    /// A managed policy as a session policy; may be repeated
    #[arg(long = "policy-arn", value_name = "ARN")]
    pub(crate) policy_arns: Vec<String>,
    /// Without a session policy: a federated user can do nothing then, and a session all that its role can
    #[arg(long, conflicts_with_all = ["policy", "policy_arns"])]
    pub(crate) without_policy: bool,
    /// A session tag; may be repeated
    #[arg(long = "tag", value_name = "KEY=VALUE", value_parser = tag)]
    pub(crate) tags: Vec<(String, String)>,
    /// Only checks, and says what it finds
    #[arg(long)]
    pub(crate) dry_run: bool,
}

#[derive(ClapArgs)]
pub(crate) struct Output {
    /// Prints the credentials in this form
    #[arg(long, value_parser = PossibleValuesParser::new(["credential-process", "env", "json", "profile", "instance-metadata"]))]
    pub(crate) format: Option<String>,
    /// The name of the profile of `--format profile`, `default` unless said
    #[arg(long, value_name = "NAME")]
    pub(crate) output_profile: Option<String>,
}

impl Output {
    /// The form that was asked for. To be called before anything is sent: what cannot be printed should not be minted.
    pub(crate) fn export(&self) -> Result<Option<ExportFormat>, Failure> {
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
                "--output-profile names what only `--format profile` writes; say that format, or --profile for the caller's"
                    .to_owned(),
            )),
        }
    }
}

#[derive(ClapArgs)]
pub(crate) struct Mint {
    /// The name of the federated user, 2 to 32 characters
    #[arg(long)]
    pub(crate) name: FederatedName,
    /// How long the credentials are to live: 900, 15m, 1h30m, 36h
    #[arg(long)]
    pub(crate) duration: Option<SessionDuration<ForFederation>>,
    #[command(flatten)]
    pub(crate) scope: Scope,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(ClapArgs)]
pub(crate) struct Role {
    /// Tags that go along when the session assumes another role; may be repeated
    #[arg(long = "transitive-tag", value_name = "KEY=VALUE", value_parser = tag, requires = "role")]
    pub(crate) transitive_tags: Vec<(String, String)>,
    /// The external ID that the role asks for
    #[arg(long, value_name = "ID", requires = "role")]
    pub(crate) external_id: Option<ExternalId>,
    /// Who is behind the session
    #[arg(long, value_name = "NAME", requires = "role")]
    pub(crate) source_identity: Option<SourceIdentity>,
    /// The MFA device
    #[arg(long, value_name = "SERIAL", requires_all = ["role", "mfa_code"])]
    pub(crate) mfa_serial: Option<MfaSerial>,
    /// What the MFA device shows; better in the environment, where other users do not see it
    #[arg(long, value_name = "CODE", env = "STS_TOKEN_MFA_CODE", hide_env_values = true, requires = "mfa_serial", value_parser = unread)]
    mfa_code: Option<Zeroizing<String>>,
}

impl Role {
    /// The MFA code. It is read here: what the command line refuses, it shows.
    pub(crate) fn mfa_code(&self) -> Result<Option<MfaCode>, InvalidParameter> {
        self.mfa_code.as_ref().map(|code| MfaCode::new(code.as_str())).transpose()
    }
}

#[derive(ClapArgs)]
pub(crate) struct Assume {
    /// The ARN of the role
    #[arg(long, value_name = "ARN")]
    pub(crate) role: RoleArn,
    /// The name of the session, 2 to 64 characters
    #[arg(long)]
    pub(crate) name: RoleSessionName,
    /// How long the credentials are to live: 900, 15m, 1h30m, 12h
    #[arg(long)]
    pub(crate) duration: Option<SessionDuration<ForRole>>,
    #[command(flatten)]
    pub(crate) details: Role,
    #[command(flatten)]
    pub(crate) scope: Scope,
    #[command(flatten)]
    pub(crate) output: Output,
}

#[derive(ClapArgs)]
pub(crate) struct Exec {
    /// The ARN of the role; without it, the credentials are those of a federated user
    #[arg(long, value_name = "ARN")]
    pub(crate) role: Option<RoleArn>,
    /// The name of the federated user or of the session
    #[arg(long)]
    pub(crate) name: String,
    /// How long the credentials are to live: 900, 15m, 1h30m
    #[arg(long)]
    pub(crate) duration: Option<String>,
    #[command(flatten)]
    pub(crate) details: Role,
    #[command(flatten)]
    pub(crate) scope: Scope,
    /// The command and its arguments
    #[arg(last = true, required = true)]
    pub(crate) command: Vec<OsString>,
}

fn unread(text: &str) -> Result<Zeroizing<String>, Infallible> {
    Ok(Zeroizing::new(text.to_owned()))
}

fn tag(text: &str) -> Result<(String, String), String> {
    match text.split_once('=') {
        Some((key, value)) => Ok((key.to_owned(), value.to_owned())),
        None => Err("a tag is written `KEY=VALUE`".to_owned()),
    }
}
