//! The command line.

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Parser, Subcommand, ValueEnum};
use sts_policy::policy::PolicyKind;
use sts_policy::reference::Reference;
use sts_policy::request::{Operation, PolicyArns, SessionRequest, SessionTags};
use sts_policy::{Code, Severity};

/// The version of the program, and the day of the reference that is compiled in.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let date = Reference::embedded().data_date();
    format!("{} (AWS's service reference of {date})", env!("CARGO_PKG_VERSION"))
});

/// Judge AWS session policies before STS does.
#[derive(Debug, Parser)]
#[command(name = "sts-policy", version = VERSION.as_str())]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Say everything that IAM and STS would object to
    Check(CheckArguments),
    /// Estimate the packed size of a request, and say what weighs most
    Size(SizeArguments),
    /// Learn from percentages that STS answered
    Calibrate(CalibrateArguments),
    /// Explain a code: what it means, why it matters, an example of each side
    Explain(ExplainArguments),
    /// Format policies in place
    Fmt(FmtArguments),
    /// Print a completion script for a shell
    Completions {
        /// The shell
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 nothing at or above the level, 1 findings, 2 could not run.")]
pub(crate) struct CheckArguments {
    /// What the policies are for
    #[arg(long, default_value = "session", value_parser = kind_parser())]
    pub(crate) kind: PolicyKind,
    /// How to print the findings
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    /// Fail from this severity on
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = severity_parser())]
    pub(crate) fail_on: Severity,
    /// Accept findings of this code
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<Code>,
    #[command(flatten)]
    pub(crate) request: RequestArguments,
    /// Take it that the compact form is submitted, as the library does, and not the file as it is
    #[arg(long)]
    pub(crate) compact: bool,
    /// Go by this service reference instead of the one compiled in: a table that the crate sts-policy-reference wrote, its JSON
    /// source, one of AWS's service documents or an array of them, or a folder of them
    #[arg(long, value_name = "FILE")]
    pub(crate) reference: Option<PathBuf>,
    /// The day of AWS's service documents, which do not say it, as in `2026-10-27`
    #[arg(long, value_name = "DATE", requires = "reference")]
    pub(crate) reference_date: Option<String>,
    /// Policies in JSON; `-` is standard input, a folder means its `.json` files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
}

/// The request that sends the policy.
#[derive(Debug, Args)]
pub(crate) struct RequestArguments {
    /// Operation of the request
    #[arg(long, default_value = "assume-role", value_parser = operation_parser())]
    pub(crate) operation: Operation,
    /// ARN of a managed policy in the request
    #[arg(long, value_name = "ARN")]
    pub(crate) policy_arn: Vec<String>,
    /// Session tag of the request; list inherited transitive tags too
    #[arg(long, value_name = "KEY=VALUE", value_parser = tag)]
    pub(crate) tag: Vec<(String, String)>,
}

impl RequestArguments {
    /// Creates the request, without a policy.
    pub(crate) fn read(&self) -> Result<SessionRequest, String> {
        let arns = PolicyArns::new(&self.policy_arn).map_err(|error| error.to_string())?;
        let tags = SessionTags::from_pairs(self.tag.iter().cloned()).map_err(|error| error.to_string())?;
        Ok(SessionRequest::new(self.operation).policy_arns(arns).tags(tags))
    }
}

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 estimated, whatever the estimate; 2 could not run.")]
pub(crate) struct SizeArguments {
    #[command(flatten)]
    pub(crate) request: RequestArguments,
    /// What `sts-policy calibrate` learned
    #[arg(long, value_name = "FILE")]
    pub(crate) calibration: Option<PathBuf>,
    /// How to print the estimate
    #[arg(long, default_value = "text")]
    pub(crate) format: SizeFormat,
    /// A policy in JSON; `-` is standard input. Without one, tags and ARNs alone are estimated
    pub(crate) file: Option<PathBuf>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 all observations were taken, 1 some were not (the others were), 2 none was, or could not run."
)]
pub(crate) struct CalibrateArguments {
    /// Observations in JSON Lines: `operation`, `policy`, `policy_arns`, `tags`, and `percent` or `error`
    pub(crate) observations: PathBuf,
    /// Where to write what was learned; without it, or for `-`, it is printed
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}

/// The forms of the output of `size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SizeFormat {
    /// For people
    Text,
    /// One JSON object
    Json,
}

fn operation_parser() -> impl TypedValueParser<Value = Operation> {
    PossibleValuesParser::new(Operation::WITH_POLICY.map(Operation::cli_name)).try_map(|name| name.parse::<Operation>())
}

fn tag(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("a tag is written `KEY=VALUE`; the value may be empty"),
    }
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// The code; without one, all codes are listed
    pub(crate) code: Option<Code>,
}

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 all is formatted, 1 a file is not (or no policy), 2 could not run.")]
pub(crate) struct FmtArguments {
    /// Change nothing; say which files are not formatted
    #[arg(long)]
    pub(crate) check: bool,
    /// Write the compact form that is submitted
    #[arg(long, conflicts_with = "pretty")]
    pub(crate) compact: bool,
    /// Write a form for people (the default)
    #[arg(long)]
    pub(crate) pretty: bool,
    /// Policies in JSON; `-` is standard input and is written to standard output, a folder means its `.json` files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
}

/// The forms of the output of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people, with the line and a caret
    Text,
    /// One JSON array
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

fn kind_parser() -> impl TypedValueParser<Value = PolicyKind> {
    PossibleValuesParser::new(PolicyKind::ALL.map(PolicyKind::as_str)).try_map(|name| name.parse::<PolicyKind>())
}

fn severity_parser() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.map(Severity::as_str)).try_map(|name| name.parse::<Severity>())
}
