//! Checks a policy in a file and prints its findings with line and column.
//!
//! `cargo run -p sts-policy --example check_file -- examples/policies/broken.json`

use std::error::Error;
use std::process::ExitCode;

use sts_policy::Checker;

fn main() -> Result<ExitCode, Box<dyn Error>> {
    let path = std::env::args().nth(1).ok_or("usage: check_file FILE")?;
    let text = std::fs::read_to_string(&path)?;
    let report = Checker::session().check(&text);
    for (finding, location) in report.located(&text).findings() {
        println!("{path}:{}:{}: {finding}", location.line, location.column);
        if let Some(help) = finding.help() {
            println!("  help: {help}");
        }
    }
    Ok(if report.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}
