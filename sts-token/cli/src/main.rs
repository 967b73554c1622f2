//! The command `sts-token`: mints temporary credentials scoped by a checked session policy, and runs commands with them.

mod args;
mod child_processes;
mod credential_source;
mod exec;
mod failure;
mod http;
mod input;
mod interrupt;
mod nesting;
mod proc_fs;
mod profile_files;
mod profile_settings;
mod profiles;
mod program;
mod report;
mod request;
mod sdk_config;
mod self_call;
mod terminal;
#[cfg(test)]
mod test_profiles;

use std::cell::OnceCell;
use std::pin::pin;
use std::process::ExitCode;

use clap::Parser;
use futures_util::future::{self, Either};
use sts_token::{Client, ExportFormat};

use args::{Args, Assume, Command, Connection};
use child_processes::InheritedChildren;
use failure::Failure;
use interrupt::{Interrupt, InterruptWatch};
use nesting::Nesting;
use profiles::Profiles;
use request::Outcome;

/// Exit status if a signal ends the command, to which shells add its number.
const SIGNALLED: u8 = 128;

fn main() -> ExitCode {
    let args = Args::parse();
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Failure::Failed(format!("cannot start the async runtime: {error}")).report(),
    };
    match runtime.block_on(run(args)) {
        Ok(code) => code,
        Err(failure) => failure.report(),
    }
}

/// Runs the command. If it fails or a signal ends it, it ends the processes that it started for credentials.
async fn run(args: Args) -> Result<ExitCode, Failure> {
    let nesting = Nesting::detect()?;
    let profiles =
        if args.command.is_dry_run() { Profiles::default() } else { Profiles::load(&args.connection).await? };
    profiles.reject_self_call()?;
    if !profiles.has_process() {
        return run_command(args, profiles, &nesting).await;
    }
    nesting.mark_environment()?;
    let (inherited, watch) = (InheritedChildren::current(), InterruptWatch::start(nesting.is_nested()));
    let ended = match future::select(pin!(run_command(args, profiles, &nesting)), pin!(watch.interrupted())).await {
        Either::Left((result, _)) => result,
        Either::Right((Interrupt::Signal(number), _)) => Ok(ExitCode::from(SIGNALLED.saturating_add(number))),
        Either::Right((Interrupt::ReaderGone, _)) => {
            Err(Failure::Failed("the parent `sts-token` process has exited".to_owned()))
        }
    };
    if !matches!(ended, Ok(code) if code == ExitCode::SUCCESS) {
        inherited.end_started_children();
    }
    ended
}

async fn run_command(args: Args, profiles: Profiles, nesting: &Nesting) -> Result<ExitCode, Failure> {
    match args.command {
        Command::Mint(mint) => {
            let format = mint.output.export_format()?;
            let outcome = request::mint(&mint.name, mint.duration, &mint.scope, || client(&args.connection)).await?;
            print_credentials(outcome, format.as_ref())
        }
        Command::Assume(assume) => {
            let format = assume.output.export_format()?;
            let Assume { role, name, duration, role_options, scope, .. } = &assume;
            let client = || client(&args.connection);
            let outcome = request::assume(role, name, *duration, role_options, scope, client).await?;
            print_credentials(outcome, format.as_ref())
        }
        Command::Exec(exec) => {
            // The command does not see the profile, so variables carry its endpoints.
            let settings = OnceCell::new();
            let client = || async {
                let config = sdk_config::load(&args.connection).await?;
                let _ = settings.set(profile_settings::settings(profiles.set(), &config)?);
                Ok(Client::new(&config))
            };
            let outcome = request::mint_or_assume(&exec, client).await?;
            let Outcome::Minted(token) = outcome else { return Ok(ExitCode::SUCCESS) };
            exec::run(&token, settings.get().map_or(&[][..], Vec::as_slice), nesting, &exec.command)
        }
        Command::Whoami => {
            let caller = client(&args.connection).await?.get_caller_identity().send().await?;
            let texts = [&caller.account, &caller.arn, &caller.user_id];
            let [account, arn, id] = texts.map(|text| sts_policy::__private::Printable(text));
            print_output(&format!("account {account}\narn {arn}\nuser ID {id}\n"))?;
            Ok(ExitCode::SUCCESS)
        }
    }
}

async fn client(connection: &Connection) -> Result<Client, Failure> {
    Ok(Client::new(&sdk_config::load(connection).await?))
}

/// Prints a summary of the token, and its credentials if a format was selected.
fn print_credentials(outcome: Outcome, format: Option<&ExportFormat>) -> Result<ExitCode, Failure> {
    let Outcome::Minted(token) = outcome else { return Ok(ExitCode::SUCCESS) };
    report::print_token_summary(&token);
    match format {
        Some(format) => print_output(token.credentials().export(format).expose())?,
        None => terminal::print_message("credentials not shown; use `--format` to print them to standard output"),
    }
    Ok(ExitCode::SUCCESS)
}

fn print_output(text: &str) -> Result<(), Failure> {
    terminal::print_output(text).map_err(|error| Failure::Failed(format!("cannot write to standard output: {error}")))
}
