//! Checks of numbers of which only one counts.

use super::Usage;
use crate::catalogue::redundancy as code;
use crate::finding::{Finding, Findings, quote};
use crate::json::{Node, Path};
use crate::model::Operator;

pub(super) fn redundant(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    let greatest = match usage.operator.operator {
        Operator::NumericLessThan | Operator::NumericLessThanEquals => true,
        Operator::NumericGreaterThan | Operator::NumericGreaterThanEquals => false,
        _ => return,
    };
    if usage.values.len() < 2 {
        return;
    }
    let mut counting: Option<(f64, String)> = None;
    for node in usage.values.nodes() {
        let text = match node {
            Node::String(text) => text.to_string(),
            Node::Number(number) => number.to_string(),
            _ => return,
        };
        // What is no number was reported.
        let Some(number) = text.parse::<f64>().ok().filter(|number| number.is_finite()) else { return };
        let counts = |best: f64| if greatest { number > best } else { number < best };
        if counting.as_ref().is_none_or(|(best, _)| counts(*best)) {
            counting = Some((number, text));
        }
    }
    let Some((_, text)) = counting else { return };
    let which = if greatest { "greatest" } else { "least" };
    let message = format!(
        "`{}` holds if it holds for one of the {} values, so only the {which} counts",
        usage.operator,
        usage.values.len()
    );
    let finding = Finding::at(code::REDUNDANT_CONDITION_VALUE_NUM, path, message);
    findings.push(finding.with_help(format!("write {} alone", quote(&text))).with_value(text));
}
