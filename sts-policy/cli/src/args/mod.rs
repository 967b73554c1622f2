//! The command line.

mod check;
mod packed;
mod request;

use std::path::PathBuf;
use std::sync::LazyLock;

use clap::{Args, Parser, Subcommand};
use sts_policy::Code;
use sts_policy::reference::Reference;

pub(crate) use check::{CheckArguments, Format};
pub(crate) use packed::{CalibrateArguments, SizeArguments, SizeFormat};

/// The version of the program and the date of the embedded reference.
static VERSION: LazyLock<String> = LazyLock::new(|| {
    let date = Reference::embedded().data_date();
    format!("{} (AWS's service reference of {date})", env!("CARGO_PKG_VERSION"))
});

/// Check AWS session policies before you send them to STS
#[derive(Debug, Parser)]
#[command(name = "sts-policy", version = VERSION.as_str())]
pub(crate) struct Arguments {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Check policies
    Check(CheckArguments),
    /// Estimate the packed size of a request and list its largest parts
    Size(SizeArguments),
    /// Improve the estimate of the packed size with percentages that STS returned
    Calibrate(CalibrateArguments),
    /// Explain a code with a bad and a good example
    Explain(ExplainArguments),
    /// Format policies in place
    Fmt(FmtArguments),
    /// Print a completion script for a shell
    Completions {
        /// Shell that runs the script
        shell: clap_complete::Shell,
    },
}

#[derive(Debug, Args)]
pub(crate) struct ExplainArguments {
    /// Code to explain; without it, all codes are listed
    pub(crate) code: Option<Code>,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 success, 1 unformatted files (with --check) or invalid policies, 2 usage or I/O error."
)]
pub(crate) struct FmtArguments {
    /// List the files that are not formatted, and change none
    #[arg(long)]
    pub(crate) check: bool,
    /// Write the compact canonical form, which the library submits
    #[arg(long, conflicts_with = "pretty")]
    pub(crate) compact: bool,
    /// Write an indented form; the default
    #[arg(long)]
    pub(crate) pretty: bool,
    /// JSON policies; `-` formats standard input to standard output, a folder stands for its `.json` files
    #[arg(required = true)]
    pub(crate) files: Vec<PathBuf>,
}
