use std::process::ExitCode;

/// Result of a run, which becomes the exit status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// No problem.
    Success,
    /// Findings at or above `--fail-on`, truncated reports, unformatted or invalid files, or skipped observations.
    Problems,
    /// Usage or I/O error, or no usable input.
    Failure,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Success => ExitCode::SUCCESS,
            Outcome::Problems => ExitCode::from(1),
            Outcome::Failure => ExitCode::from(2),
        }
    }
}
