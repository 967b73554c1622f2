use std::io::{self, Write};

use sts_policy::__private::Printable;
use sts_policy::Severity;
use sts_policy::packed::{Contributor, PieceKind, Verdict};

use super::bar::bar;
use super::estimate::Estimate;
use crate::output::number::{bytes_of_limit, excess, thousands};
use crate::output::style::{self, BOLD, styled};

/// Maximum number of listed parts.
const MAX_PARTS: usize = 10;
/// Minimum number of points of a listed part.
const MIN_PART_POINTS: f64 = 0.5;
/// Maximum number of characters of a part's text.
const MAX_TEXT: usize = 60;

pub(super) fn write(estimate: &Estimate, out: &mut dyn Write) -> io::Result<()> {
    write_bytes(estimate, out)?;
    write_packed(estimate, out)?;
    write_parts(&estimate.contributors, out)?;
    if !estimate.advice.is_empty() {
        writeln!(out, "\n{}", styled(BOLD, "how to reduce it"))?;
    }
    for advice in &estimate.advice {
        writeln!(out, "  {advice}")?;
    }
    Ok(())
}

fn write_bytes(estimate: &Estimate, out: &mut dyn Write) -> io::Result<()> {
    let Some(policy) = &estimate.policy else { return Ok(()) };
    writeln!(out, "{}\n", styled(BOLD, Printable(&policy.name)))?;
    let arns = if estimate.arn_bytes > 0 { " (with ARNs)" } else { "" };
    let bytes = policy.bytes + estimate.arn_bytes;
    let compact = policy.compact_bytes + estimate.arn_bytes;
    writeln!(
        out,
        "bytes    {} as written; {}{} in compact form{arns}",
        bytes_of_limit(bytes),
        thousands(compact),
        excess(compact)
    )
}

fn write_packed(estimate: &Estimate, out: &mut dyn Write) -> io::Result<()> {
    let packed = &estimate.packed;
    let style = match packed.verdict() {
        Verdict::LikelyFits => BOLD,
        Verdict::Uncertain => style::severity(Severity::Suggestion),
        Verdict::LikelyRejected => style::severity(Severity::Warning),
    };
    writeln!(out, "packed   {packed} of the limit: {}", styled(style, packed.verdict()))?;
    writeln!(out, "         {}", bar(packed))?;
    let (policy, arns, tags) = (packed.policy(), packed.arns(), packed.tags());
    writeln!(out, "parts    policy {policy:.0}, ARNs {arns:.0}, tags {tags:.0} (percentage points)")?;
    writeln!(out, "basis    {}, for {}", packed.basis(), estimate.operation)?;
    for (index, caveat) in packed.caveats().iter().enumerate() {
        writeln!(out, "{}{}", if index == 0 { "caveats  " } else { "         " }, caveat.description())?;
    }
    Ok(())
}

fn write_parts(contributors: &[Contributor], out: &mut dyn Write) -> io::Result<()> {
    let parts: Vec<&Contributor> =
        contributors.iter().filter(|contributor| contributor.points >= MIN_PART_POINTS).collect();
    if parts.is_empty() {
        return Ok(());
    }
    writeln!(out, "\n{}", styled(BOLD, "largest parts (percentage points saved by removing each)"))?;
    for part in parts.iter().take(MAX_PARTS) {
        writeln!(out, "{:>7.1}  {:<18} {}", part.points, part.kind.to_string(), label(part))?;
    }
    match parts.len().saturating_sub(MAX_PARTS) {
        0 => Ok(()),
        more => writeln!(out, "         and {more} more"),
    }
}

fn label(contributor: &Contributor) -> String {
    let text = match (contributor.kind, contributor.statement) {
        (PieceKind::Statement, Some(index)) if contributor.text.is_empty() => format!("number {}", index + 1),
        _ => contributor.text.clone(),
    };
    let shown: String = text.chars().take(MAX_TEXT).collect();
    let ellipsis = if shown.len() < text.len() { "…" } else { "" };
    format!("{}{ellipsis}", Printable(&shown))
}
