use std::path::PathBuf;

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, ValueEnum};
use sts_policy::policy::PolicyKind;
use sts_policy::{Code, Severity};

use super::request::RequestArguments;

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 no finding at or above --fail-on, 1 findings, 2 usage or I/O error.")]
pub(crate) struct CheckArguments {
    /// Kind of the policies
    #[arg(long, default_value = "session", value_parser = kind_parser())]
    pub(crate) kind: PolicyKind,
    /// Format of the output
    #[arg(long, default_value = "text")]
    pub(crate) format: Format,
    /// Lowest severity that sets the exit status to 1
    #[arg(long, value_name = "SEVERITY", default_value = "error", value_parser = severity_parser())]
    pub(crate) fail_on: Severity,
    /// Ignore findings with this code; may be repeated
    #[arg(long, value_name = "CODE")]
    pub(crate) allow: Vec<Code>,
    #[command(flatten)]
    pub(crate) request: RequestArguments,
    /// Measure the compact canonical form, which the library submits, instead of the file as it is
    #[arg(long)]
    pub(crate) compact: bool,
    /// Service reference to use instead of the embedded one: a table or JSON written by the crate sts-policy-reference, one of AWS's
    /// service documents, an array of them, or a folder of them
    #[arg(long, value_name = "FILE")]
    pub(crate) reference: Option<PathBuf>,
    /// Date of AWS's service documents, which do not contain it, such as 2026-10-27
    #[arg(long, value_name = "DATE", requires = "reference")]
    pub(crate) reference_date: Option<String>,
    /// JSON policies; `-` reads standard input, a folder stands for its `.json` files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
}

/// Formats of the output of `check`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// Each finding with its line and a caret
    Text,
    /// One JSON array
    Json,
    /// SARIF 2.1.0, for code scanning
    Sarif,
    /// Workflow commands of GitHub Actions
    Github,
}

fn kind_parser() -> impl TypedValueParser<Value = PolicyKind> {
    PossibleValuesParser::new(PolicyKind::ALL.iter().map(|kind| kind.as_str()))
        .try_map(|name| name.parse::<PolicyKind>())
}

fn severity_parser() -> impl TypedValueParser<Value = Severity> {
    PossibleValuesParser::new(Severity::ALL.iter().map(|severity| severity.as_str()))
        .try_map(|name| name.parse::<Severity>())
}
