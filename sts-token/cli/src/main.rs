//! The command `sts-token`: mints temporary credentials of a checked session policy, and runs commands with them.

mod args;
mod exec;
mod http;
mod input;
mod nesting;
mod own_call;
mod profile;
mod report;
mod request;

use std::cell::OnceCell;
use std::io::Write;
use std::pin::pin;
use std::process::ExitCode;

use aws_config::profile::ProfileFileCredentialsProvider;
use aws_config::provider_config::ProviderConfig;
use aws_config::{BehaviorVersion, SdkConfig};
use aws_credential_types::provider::SharedCredentialsProvider;
use clap::Parser;
use futures_util::future::{self, Either};
use sts_token::{Client, ErrorKind, ExportFormat, Token};

use args::{Args, Assume, Command, Connection};
use nesting::{Children, Interrupted, Nesting, Watch};
use profile::Profiles;
use request::Minted;

/// The policy has errors, or STS refused.
const REFUSED: u8 = 1;
/// The command could not run.
const FAILED: u8 = 2;
/// A signal ended the command. Its number is added, as shells do.
const SIGNALLED: u8 = 128;

fn main() -> ExitCode {
    let args = Args::parse();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return fail(&Failure::Failed(format!("cannot start: {error}"))),
    };
    match runtime.block_on(run_nested(args)) {
        Ok(code) => code,
        Err(failure) => fail(&failure),
    }
}

/// Runs the command. If it fails or a signal ends it, it ends the processes that it started for credentials.
async fn run_nested(args: Args) -> Result<ExitCode, Failure> {
    let nesting = Nesting::of_this_run()?;
    let profiles =
        if args.command.is_dry_run() { Profiles::default() } else { Profiles::load(&args.connection).await? };
    profiles.check_process()?;
    if !profiles.has_process() {
        return run(args, profiles, &nesting).await;
    }
    nesting.mark_environment()?;
    let (children, watch) = (Children::existing(), Watch::start(&nesting));
    let ended = match future::select(pin!(run(args, profiles, &nesting)), pin!(watch.interrupted())).await {
        Either::Left((result, _)) => result,
        Either::Right((Interrupted::Signal(number), _)) => Ok(ExitCode::from(SIGNALLED.saturating_add(number))),
        Either::Right((Interrupted::ReaderGone, _)) => {
            Err(Failure::Failed("the parent `sts-token` process has exited".to_owned()))
        }
    };
    if !matches!(ended, Ok(code) if code == ExitCode::SUCCESS) {
        children.end_others();
    }
    ended
}

/// Why the command ends without what it was asked for.
enum Failure {
    /// A check or STS refused.
    Refused(String),
    /// It could not run.
    Failed(String),
}

impl From<sts_token::Error> for Failure {
    fn from(error: sts_token::Error) -> Self {
        let mut text = error.to_string();
        if let Some(id) = error.request_id() {
            text += &format!(" (request {})", sts_policy::Printable(id));
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

impl From<sts_token::InvalidParameter> for Failure {
    fn from(error: sts_token::InvalidParameter) -> Self {
        Failure::Failed(error.to_string())
    }
}

fn fail(failure: &Failure) -> ExitCode {
    let (text, code) = match failure {
        Failure::Refused(text) => (text, REFUSED),
        Failure::Failed(text) => (text, FAILED),
    };
    say(&format!("error: {text}"));
    ExitCode::from(code)
}

/// Tells people: standard output is for programs.
fn say(text: &str) {
    // There is nowhere to tell that it failed.
    let _ = writeln!(std::io::stderr(), "{text}");
}

async fn run(args: Args, profiles: Profiles, nesting: &Nesting) -> Result<ExitCode, Failure> {
    match args.command {
        Command::Mint(mint) => {
            let format = mint.output.export()?;
            let minted = request::mint(&mint.name, mint.duration, &mint.scope, || client(&args.connection)).await?;
            done(minted, format.as_ref())
        }
        Command::Assume(assume) => {
            let format = assume.output.export()?;
            let Assume { role, name, duration, details, scope, .. } = &assume;
            let client = || client(&args.connection);
            let minted = request::assume(role, name, *duration, details, scope, client).await?;
            done(minted, format.as_ref())
        }
        Command::Exec(exec) => {
            // The command does not see the profile, so variables carry its endpoints.
            let settings = OnceCell::new();
            let client = || async {
                let config = config(&args.connection).await?;
                let _ = settings.set(profiles.settings(&config)?);
                Ok(Client::new(&config))
            };
            let minted = request::either(&exec, client).await?;
            let Minted::Token(token) = minted else { return Ok(ExitCode::SUCCESS) };
            exec::run(&token, settings.get().map_or(&[][..], Vec::as_slice), nesting, &exec.command)
        }
        Command::Whoami => {
            let who = client(&args.connection).await?.get_caller_identity().send().await?;
            let [account, arn, id] = [&who.account, &who.arn, &who.user_id].map(|text| sts_policy::Printable(text));
            print(&format!("account {account}\narn {arn}\nuser ID {id}\n"))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn client(connection: &Connection) -> Result<Client, Failure> {
    Ok(Client::new(&config(connection).await?))
}

async fn config(connection: &Connection) -> Result<SdkConfig, Failure> {
    let mut loader = aws_config::defaults(BehaviorVersion::latest()).http_client(http::client());
    if let Some(profile) = &connection.profile {
        loader = loader.profile_name(profile);
    }
    // One that is empty says nothing, of the command line and of the environment.
    let is_said = |region: &str| !region.trim().is_empty();
    if let Some(region) = connection.region.as_ref().filter(|region| is_said(region)) {
        loader = loader.region(aws_config::Region::new(region.clone()));
    }
    let config = loader.load().await;
    if !config.region().is_some_and(|region| is_said(region.as_ref())) {
        return Err(Failure::Failed(
            "there is no region; say --region, or set AWS_REGION or that of the profile".to_owned(),
        ));
    }
    let Some(profile) = &connection.profile else { return Ok(config) };
    // Left to itself, the SDK would take an access key of the environment before that of the profile.
    let of_profile = ProfileFileCredentialsProvider::builder()
        .configure(&ProviderConfig::default().with_region(config.region().cloned()).with_http_client(http::client()))
        .profile_name(profile)
        .build();
    Ok(config.into_builder().credentials_provider(SharedCredentialsProvider::new(of_profile)).build())
}

/// Says what was minted; the secrets only if a format was asked for.
fn done(minted: Minted, format: Option<&ExportFormat>) -> Result<ExitCode, Failure> {
    let Minted::Token(token) = minted else { return Ok(ExitCode::SUCCESS) };
    say(&summary(&token));
    match format {
        Some(format) => print(token.credentials().export(format).expose())?,
        None => say("the credentials are not shown; say --format to have them on standard output"),
    }
    Ok(ExitCode::SUCCESS)
}

fn summary(token: &Token) -> String {
    let who = token.principal().map_or("credentials", |principal| principal.arn());
    let hours = token.expires_in().as_secs() / 3_600;
    let minutes = token.expires_in().as_secs() / 60 % 60;
    let mut text = format!("{}: good for {hours} h {minutes} min", sts_policy::Printable(who));
    if let Some(percent) = token.packed_policy_size() {
        text += &format!(", packed size {percent} %");
    }
    text
}

/// Writes to standard output, and fails if nobody reads it: credentials that were not written must not look as if they were.
fn print(text: &str) -> Result<(), Failure> {
    let mut output = std::io::stdout().lock();
    let written = output.write_all(text.as_bytes()).and_then(|()| output.flush());
    written.map_err(|error| Failure::Failed(format!("cannot write to standard output: {error}")))
}

#[cfg(test)]
mod tests {
    use sts_token::{Error, FederatedName};

    use super::*;

    #[test]
    fn what_sts_did_not_refuse_is_no_refusal() {
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
