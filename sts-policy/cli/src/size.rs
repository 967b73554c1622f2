//! `sts-policy size`.

use std::io::{self, Write};
use std::path::Path;

use serde_json::{Value, json};
use sts_policy::__private::Printable;
use sts_policy::limits::SESSION_POLICY_BYTES;
use sts_policy::packed::{Calibration, Contributor, PackedSize, Part, Verdict, arn_points};
use sts_policy::request::PolicyArns;
use sts_policy::request::SessionRequest;
use sts_policy::{Policy, Severity};

use crate::Outcome;
use crate::args::{SizeArguments, SizeFormat};
use crate::input::{Input, MAX_DATA_BYTES, MAX_POLICY_BYTES};
use crate::output;
use crate::output::json::tenth;
use crate::output::style::{self, BOLD, styled};
use crate::output::text::{bytes_of_limit, thousands, too_many};

/// So many of the dearest pieces are listed.
const LISTED: usize = 10;
/// What costs less, in points, is not listed.
const LEAST_LISTED: f64 = 0.5;
/// What saves less, in points, is not worth an advice.
const LEAST_SAVING: f64 = 2.0;
/// The width of the bar, and what it shows at least, in percent.
const BAR: usize = 50;
const BAR_PERCENT: f64 = 125.0;
/// What the ARN of a managed policy costs, as a rule: one of 50 characters.
const TYPICAL_ARN: &str = "arn:aws:iam::111122223333:policy/sessions/readers";
/// Longer text is cut in the table, in characters.
const LONGEST_TEXT: usize = 60;

/// A request with everything that is told of it.
struct Sized {
    file: Option<String>,
    bytes: Option<usize>,
    compact: Option<usize>,
    arn_bytes: usize,
    size: PackedSize,
    contributors: Vec<Contributor>,
    advice: Vec<String>,
    request: SessionRequest,
}

pub(crate) fn run(arguments: &SizeArguments, out: &mut dyn Write, errors: &mut dyn Write) -> io::Result<Outcome> {
    let sized = match read(arguments) {
        Ok(sized) => sized,
        Err(error) => {
            output::error(errors, &error)?;
            return Ok(Outcome::CouldNotRun);
        }
    };
    match arguments.format {
        SizeFormat::Text => text(&sized, out)?,
        SizeFormat::Json => {
            serde_json::to_writer_pretty(&mut *out, &to_json(&sized))?;
            writeln!(out)?;
        }
    }
    Ok(Outcome::Fine)
}

fn read(arguments: &SizeArguments) -> Result<Sized, String> {
    let request = arguments.request.read()?;
    let calibration = match &arguments.calibration {
        Some(path) => calibration(path)?,
        None => Calibration::new(),
    };
    let input = arguments.file.as_deref().map(Input::of);
    let mut bytes = None;
    let mut policy = None;
    if let Some(input) = &input {
        let text = input.read_text(MAX_POLICY_BYTES).map_err(|error| error.to_string())?;
        bytes = Some(text.len());
        policy = Some(read_policy(input, &text)?);
    }
    let request = request.policy(policy);
    let Some(size) = request.packed_size_with(&calibration) else {
        return Err("the request has no packed size: give a policy, a `--tag` or a `--policy-arn`".to_owned());
    };
    Ok(Sized {
        file: input.map(|input| input.to_string()),
        bytes,
        compact: request.policy.as_ref().map(|policy| policy.to_json().len()),
        arn_bytes: request.policy_arns.bytes(),
        contributors: request.contributors(&calibration),
        advice: advice(&request, &size, &calibration),
        size,
        request,
    })
}

fn calibration(path: &Path) -> Result<Calibration, String> {
    let input = Input::of(path);
    let text = input.read_text(MAX_DATA_BYTES).map_err(|error| error.to_string())?;
    Calibration::from_json(&text).map_err(|error| format!("`{}`: {error}", Printable(&input.to_string())))
}

fn read_policy(input: &Input, text: &str) -> Result<Policy, String> {
    Policy::from_json(text).map_err(|error| format!("`{}` is no policy: {error}", Printable(&input.to_string())))
}

/// What would help, with what it would save.
fn advice(request: &SessionRequest, size: &PackedSize, calibration: &Calibration) -> Vec<String> {
    let sids = request.points_of_sids(calibration);
    let tags = size.tags();
    let managed = arn_points(TYPICAL_ARN);
    let saved_by_managed = size.policy() - managed;
    let mut advice = Vec::new();
    if sids >= LEAST_SAVING {
        advice.push(format!("drop the sids: about {sids:.0} points less"));
    }
    if tags >= LEAST_SAVING {
        advice.push(format!("shorten or drop tags, which are not compressed: they take {tags:.0} points"));
    }
    if saved_by_managed >= LEAST_SAVING && size.verdict() != Verdict::LikelyFits {
        advice.push(format!(
            "move what is constant to a managed policy and send its ARN: about {managed:.0} points instead of {:.0}",
            size.policy()
        ));
    }
    if size.verdict() != Verdict::LikelyFits && size.policy() > 0.0 {
        advice.push("share prefixes, use wildcards, merge statements; not: remove white space, reorder".to_owned());
    }
    advice
}

fn text(sized: &Sized, out: &mut dyn Write) -> io::Result<()> {
    let size = &sized.size;
    if let Some(file) = &sized.file {
        writeln!(out, "{}\n", styled(BOLD, Printable(file)))?;
    }
    if let (Some(bytes), Some(compact)) = (sized.bytes, sized.compact) {
        let arns = if sized.arn_bytes > 0 { " (ARNs included)" } else { "" };
        let (bytes, compact) = (bytes + sized.arn_bytes, compact + sized.arn_bytes);
        let compact = format!("{}{}", thousands(compact), too_many(compact));
        writeln!(out, "bytes    {} as written; {compact} in compact form{arns}", bytes_of_limit(bytes))?;
    }
    let severity = match size.verdict() {
        Verdict::LikelyFits => BOLD,
        Verdict::Uncertain => style::severity(Severity::Suggestion),
        Verdict::LikelyRejected => style::severity(Severity::Warning),
    };
    writeln!(out, "packed   {size} of what STS allots: {}", styled(severity, size.verdict()))?;
    writeln!(out, "         {}", bar(size))?;
    let part = |name: &str, points: f64| format!("{name} {points:.0}");
    writeln!(
        out,
        "parts    {}, {}, {} (in points of 100)",
        part("policy", size.policy()),
        part("ARNs", size.arns()),
        part("tags", size.tags())
    )?;
    writeln!(out, "basis    an estimate: {}, for {}", size.basis(), sized.request.operation)?;
    for (index, caveat) in size.caveats().iter().enumerate() {
        writeln!(out, "{}{}", if index == 0 { "caveats  " } else { "         " }, caveat.description())?;
    }
    let dear: Vec<&Contributor> =
        sized.contributors.iter().filter(|contributor| contributor.points >= LEAST_LISTED).collect();
    if !dear.is_empty() {
        writeln!(out, "\n{}", styled(BOLD, "what weighs most, in points that would be saved without it"))?;
    }
    for contributor in dear.iter().take(LISTED) {
        writeln!(out, "{:>7.1}  {:<18} {}", contributor.points, contributor.part.to_string(), label(contributor))?;
    }
    let rest = dear.len().saturating_sub(LISTED);
    if rest > 0 {
        writeln!(out, "         and {rest} more")?;
    }
    if !sized.advice.is_empty() {
        writeln!(out, "\n{}", styled(BOLD, "what would help"))?;
        for advice in &sized.advice {
            writeln!(out, "  {advice}")?;
        }
    }
    Ok(())
}

/// What a piece is called in the table.
fn label(contributor: &Contributor) -> String {
    let text = match (contributor.part, contributor.statement) {
        (Part::Statement, Some(index)) if contributor.text.is_empty() => format!("number {}", index + 1),
        _ => contributor.text.clone(),
    };
    let cut: String = text.chars().take(LONGEST_TEXT).collect();
    let ellipsis = if cut.len() < text.len() { "…" } else { "" };
    format!("{}{ellipsis}", Printable(&cut))
}

/// The band on a scale: `=` up to the lower end, `~` to the upper, `|` at 100 %.
fn bar(size: &PackedSize) -> String {
    let scale = size.high().max(BAR_PERCENT);
    let cell = |percent: f64| ((percent / scale * BAR as f64).round() as usize).min(BAR);
    let (low, high, full) = (cell(size.low()), cell(size.high()), cell(PackedSize::LIMIT).max(1));
    let cells: String = (0..BAR)
        .map(|at| match at {
            at if at + 1 == full => '|',
            at if at < low => '=',
            at if at < high => '~',
            _ => ' ',
        })
        .collect();
    format!("[{cells}] `|` is 100 %")
}

fn to_json(sized: &Sized) -> Value {
    let contributors: Vec<Value> = sized
        .contributors
        .iter()
        .map(|contributor| {
            json!({
                "part": contributor.part.as_str(),
                "statement": contributor.statement,
                "text": contributor.text,
                "points": tenth(contributor.points),
            })
        })
        .collect();
    json!({
        "file": sized.file,
        "operation": sized.request.operation.cli_name(),
        "bytes": sized.bytes,
        "compact_bytes": sized.compact,
        "arn_bytes": sized.arn_bytes,
        "limit": SESSION_POLICY_BYTES,
        "packed": sized.size,
        "contributors": contributors,
        "advice": sized.advice,
    })
}
