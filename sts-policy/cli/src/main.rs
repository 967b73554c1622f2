//! The command `sts-policy`: judges policies, explains what it says of them, estimates their packed size, and formats them.

mod args;
mod calibrate;
mod check;
mod checked;
mod explain;
mod fmt;
mod input;
mod output;
mod reference;
mod size;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Arguments, Command};

/// How a run ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Outcome {
    /// Nothing to complain about.
    Fine,
    /// There were findings, or files to be formatted.
    Findings,
    /// A file could not be read or written, or an option made no sense.
    CouldNotRun,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Fine => ExitCode::SUCCESS,
            Outcome::Findings => ExitCode::from(1),
            Outcome::CouldNotRun => ExitCode::from(2),
        }
    }
}

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Colours go only to a terminal, and `NO_COLOR` is respected.
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let mut errors = anstream::AutoStream::auto(io::stderr().lock());
    let result = run(arguments, &mut out, &mut errors);
    match result.and_then(|outcome| output::unless_closed(out.flush()).map(|()| outcome)) {
        Ok(outcome) => outcome.into(),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // There is nowhere else to say it.
            let _ = writeln!(errors, "error: cannot write: {error}");
            Outcome::CouldNotRun.into()
        }
    }
}

fn run(arguments: Arguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    match arguments.command {
        Command::Check(arguments) => check::run(&arguments, out, errors),
        Command::Size(arguments) => size::run(&arguments, out, errors),
        Command::Calibrate(arguments) => calibrate::run(&arguments, out, errors),
        Command::Explain(arguments) => explain::run(&arguments, out),
        Command::Fmt(arguments) => fmt::run(&arguments, out, errors),
        Command::Completions { shell } => {
            let mut command = Arguments::command();
            let name = command.get_name().to_owned();
            // `generate` panics where it cannot write, so it writes to memory.
            let mut script = Vec::new();
            clap_complete::generate(shell, &mut command, name, &mut script);
            out.write_all(&script)?;
            Ok(Outcome::Fine)
        }
    }
}
