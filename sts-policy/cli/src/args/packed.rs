use std::path::PathBuf;

use clap::{Args, ValueEnum};

use super::request::RequestArguments;

#[derive(Debug, Args)]
#[command(after_help = "Exit status: 0 success, whatever the estimate, 2 invalid policy, usage or I/O error.")]
pub(crate) struct SizeArguments {
    #[command(flatten)]
    pub(crate) request: RequestArguments,
    /// Calibration that `sts-policy calibrate` wrote
    #[arg(long, value_name = "FILE")]
    pub(crate) calibration: Option<PathBuf>,
    /// Format of the output
    #[arg(long, default_value = "text")]
    pub(crate) format: SizeFormat,
    /// JSON policy; `-` reads standard input; without it, only tags and ARNs are estimated
    pub(crate) file: Option<PathBuf>,
}

/// Formats of the output of `size`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub(crate) enum SizeFormat {
    /// Tables
    Text,
    /// One JSON object
    Json,
}

#[derive(Debug, Args)]
#[command(
    after_help = "Exit status: 0 all observations were used, 1 some were skipped, 2 no usable observation, usage or I/O error."
)]
pub(crate) struct CalibrateArguments {
    /// Observations, a JSON Lines file with the members `operation`, `policy`, `policy_arns`, `tags`, and `percent` or `error`; `-`
    /// reads standard input
    pub(crate) observations: PathBuf,
    /// File for the calibration; `-`, the default, is standard output
    #[arg(short, long, value_name = "FILE")]
    pub(crate) output: Option<PathBuf>,
}
