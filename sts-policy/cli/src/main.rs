//! The command `sts-policy`: checks, explains, formats and measures policies.

mod args;
mod calibrate;
mod check;
mod checked_file;
mod explain;
mod fmt;
mod input;
mod outcome;
mod output;
mod reference;
mod size;

use std::io::{self, Write};
use std::process::ExitCode;

use clap::{CommandFactory, Parser};

use args::{Arguments, Command};
use outcome::Outcome;

fn main() -> ExitCode {
    let arguments = Arguments::parse();
    // Colors go only to a terminal, and `NO_COLOR` is respected.
    let mut out = anstream::AutoStream::auto(io::stdout().lock());
    let mut errors = anstream::AutoStream::auto(io::stderr().lock());
    let result = run(arguments, &mut out, &mut errors);
    match result.and_then(|outcome| output::ignore_broken_pipe(out.flush()).map(|()| outcome)) {
        Ok(outcome) => outcome.into(),
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            // If standard error fails too, only the exit status is left.
            let _ = writeln!(errors, "error: cannot write: {error}");
            Outcome::Failure.into()
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
        Command::Completions { shell } => completions(shell, out),
    }
}

fn completions(shell: clap_complete::Shell, out: &mut dyn Write) -> io::Result<Outcome> {
    let mut command = Arguments::command();
    let name = command.get_name().to_owned();
    // `generate` panics if it cannot write. Writing to memory cannot fail.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut command, name, &mut script);
    out.write_all(&script)?;
    Ok(Outcome::Success)
}
