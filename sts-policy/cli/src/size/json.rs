//! The estimate as one JSON object. `docs/packed-size.md` describes it as an interface.

use std::io::{self, Write};

use serde_json::{Value, json};
use sts_policy::limits::SESSION_POLICY_BYTES;
use sts_policy::packed::Contributor;

use super::estimate::Estimate;

pub(super) fn write(estimate: &Estimate, out: &mut dyn Write) -> io::Result<()> {
    let policy = estimate.policy.as_ref();
    let object = json!({
        "file": policy.map(|policy| &policy.name),
        "operation": estimate.operation.cli_name(),
        "bytes": policy.map(|policy| policy.bytes),
        "compact_bytes": policy.map(|policy| policy.compact_bytes),
        "arn_bytes": estimate.arn_bytes,
        "limit": SESSION_POLICY_BYTES,
        "packed": estimate.packed,
        "contributors": estimate.contributors.iter().map(contributor).collect::<Vec<_>>(),
        "advice": estimate.advice,
    });
    serde_json::to_writer_pretty(&mut *out, &object)?;
    writeln!(out)
}

fn contributor(contributor: &Contributor) -> Value {
    json!({
        "part": contributor.kind.as_str(),
        "statement": contributor.statement,
        "text": contributor.text,
        // The estimate is not more precise than a tenth.
        "points": (contributor.points * 10.0).round() / 10.0,
    })
}
