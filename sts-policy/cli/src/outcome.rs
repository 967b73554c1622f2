use std::process::ExitCode;

/// Result of a run, which becomes the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No finding at or above `--fail-on`, no unformatted file, no skipped observation.
    Success,
    /// Findings, unformatted files or skipped observations.
    Findings,
    /// Usage or I/O error.
    Failure,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => ExitCode::SUCCESS,
            Outcome::Findings => ExitCode::from(1),
            Outcome::Failure => ExitCode::from(2),
        }
    }
}
