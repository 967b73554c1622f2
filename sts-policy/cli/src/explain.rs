//! `sts-policy explain`.

use std::io::{self, Write};

use sts_policy::report::{Example, Origin};
use sts_policy::{Code, RuleScope};

use crate::args::ExplainArguments;
use crate::outcome::Outcome;
use crate::output::style::{self, styled};

/// Maximum number of characters of an example to print.
const MAX_EXAMPLE: usize = 1_000;

pub(crate) fn run(arguments: &ExplainArguments, out: &mut dyn Write) -> io::Result<Outcome> {
    match arguments.code {
        Some(code) => explain(code, out)?,
        None => {
            for code in Code::all() {
                let severity = styled(style::severity(code.severity()), code.severity());
                writeln!(out, "{} ({severity}): {}", styled(style::BOLD, code), code.summary())?;
            }
        }
    }
    Ok(Outcome::Success)
}

fn explain(code: Code, out: &mut dyn Write) -> io::Result<()> {
    let severity = styled(style::severity(code.severity()), code.severity());
    writeln!(out, "{} ({severity}): {}\n", styled(style::BOLD, code), code.summary())?;
    writeln!(out, "{}", code.why())?;
    let access_analyzer = if code.origin() == Origin::AccessAnalyzer {
        "has this check under the same code"
    } else {
        "does not check this"
    };
    writeln!(out, "IAM Access Analyzer {access_analyzer}.")?;
    let kind = match code.scope() {
        RuleScope::Federation => ", in a policy for `GetFederationToken`",
        RuleScope::Identity => ", in an identity policy",
        _ => "",
    };
    example(&format!("Bad{kind}:"), code.bad(), out)?;
    example(&format!("Good{kind}:"), code.good(), out)
}

fn example(title: &str, example: Example, out: &mut dyn Write) -> io::Result<()> {
    writeln!(out, "\n{}\n", styled(style::BOLD, title))?;
    let text = example.text();
    let shown: String = text.chars().take(MAX_EXAMPLE).collect();
    let more = if shown.len() < text.len() { format!("… ({} bytes in total)", text.len()) } else { String::new() };
    for line in format!("{shown}{more}").lines() {
        writeln!(out, "    {line}")?;
    }
    Ok(())
}
