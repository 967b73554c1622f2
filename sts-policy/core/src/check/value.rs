//! Checks of the values of conditions: that they are of the type that their operator compares.

use crate::catalogue::{address, condition as code};
use crate::document::List;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::base64::is_base64;
use crate::grammar::network::Network;
use crate::grammar::variable::{has_variable, has_wildcard};
use crate::grammar::{boolean, date};
use crate::json::{Member, Node, Path};
use crate::model::{ConditionOperator, Operator, OperatorFamily, SetOperator};

/// The one global key whose natural values are seconds since 1970.
const EPOCH_TIME: &str = "aws:EpochTime";

/// All checks of the values of one key. `path` is that of the key.
pub(super) fn values(
    operator: Option<ConditionOperator>,
    member: &Member<'_>,
    path: &Path<'_>,
    variables: bool,
    findings: &mut Findings,
) {
    let list = List::new(&member.value);
    if mixed_types(list, path, findings) {
        return;
    }
    let Some(operator) = operator else { return };
    empty(operator, list, path, findings);
    several_booleans(operator.operator, list, path, findings);
    for (index, node) in list.items() {
        let path = path.item(index);
        if findings.must_stop() {
            return;
        }
        let Node::String(text) = node else {
            fits(operator.operator, &member.key, node, &path, findings);
            continue;
        };
        if has_variable(text) {
            // In a version without variables this is reported once, for the whole policy.
            if !variables {
                continue;
            }
            if !operator.operator.takes_variables() {
                no_variables(operator.operator, text, &path, findings);
                continue;
            }
            super::variable::syntax(text, &path, findings);
        }
        wildcard(operator.operator, text, &path, findings);
        fits(operator.operator, &member.key, node, &path, findings);
    }
}

fn mixed_types(list: List<'_>, path: &Path<'_>, findings: &mut Findings) -> bool {
    // What is no value of a condition at all was reported as such.
    let is_value = |node: &&Node<'_>| matches!(node, Node::String(_) | Node::Number(_) | Node::Bool(_));
    let mut kinds = list.nodes().iter().filter(is_value).map(Node::kind);
    let first = kinds.next();
    let Some(other) = kinds.find(|kind| Some(*kind) != first) else { return false };
    let message = format!("the values of one condition key are {} and {other}", first.unwrap_or_default());
    let finding = Finding::at(code::INVALID_CONDITION_DATA_TYPE, path, message);
    findings.push(finding.with_help("write all of them as strings"));
    true
}

fn empty(operator: ConditionOperator, list: List<'_>, path: &Path<'_>, findings: &mut Findings) {
    if list.len() > 0 {
        return;
    }
    let code = match (operator.set, operator.if_exists) {
        (Some(SetOperator::ForAllValues), _) => code::EMPTY_ARRAY_CONDITION_FORALLVALUES,
        (Some(SetOperator::ForAnyValue), _) => code::EMPTY_ARRAY_CONDITION_FORANYVALUE,
        (None, true) => code::EMPTY_ARRAY_CONDITION_IFEXISTS,
        (None, false) => code::EMPTY_ARRAY_CONDITION,
    };
    let message = format!("the condition has no values for `{operator}` to compare with");
    findings.push(
        Finding::at(code, path, message).with_help("give the values, or ask with `Null` whether the key is there"),
    );
}

fn several_booleans(operator: Operator, list: List<'_>, path: &Path<'_>, findings: &mut Findings) {
    if list.len() > 1 && matches!(operator.family(), OperatorFamily::Bool | OperatorFamily::Null) {
        let message = format!("`{operator}` has {} values; it takes one", list.len());
        findings.push(Finding::at(code::INVALID_CONDITION_MULTIPLE_BOOLEAN, path, message));
    }
}

fn no_variables(operator: Operator, text: &str, path: &Path<'_>, findings: &mut Findings) {
    let message = format!("value {} has a policy variable, which `{operator}` takes as plain text", quote(text));
    let finding = Finding::at(crate::catalogue::variable::INVALID_VARIABLE_FOR_OPERATOR, path, message);
    findings.push(finding.with_help("variables work under the operators of strings and ARNs"));
}

fn wildcard(operator: Operator, text: &str, path: &Path<'_>, findings: &mut Findings) {
    if operator.family() != OperatorFamily::String || operator.takes_wildcards() {
        return;
    }
    if !has_wildcard(text) {
        return;
    }
    let like = match operator {
        Operator::StringNotEquals => "`StringNotLike`",
        Operator::StringEqualsIgnoreCase => "`StringLike`, which minds case",
        Operator::StringNotEqualsIgnoreCase => "`StringNotLike`, which minds case",
        _ => "`StringLike`",
    };
    let message = format!("value {} has a wildcard, which `{operator}` takes literally", quote(text));
    let finding = Finding::at(code::WILDCARD_WITHOUT_LIKE_OPERATOR, path, message);
    findings
        .push(finding.with_help(format!("use {like}; or write `${{*}}` and `${{?}}` for the characters themselves")));
}

/// Whether the value is of the type that the operator compares.
fn fits(operator: Operator, key: &str, node: &Node<'_>, path: &Path<'_>, findings: &mut Findings) {
    match operator.family() {
        OperatorFamily::String | OperatorFamily::Arn => {}
        OperatorFamily::Bool | OperatorFamily::Null => boolean(operator, node, path, findings),
        OperatorFamily::Numeric => number(operator, node, path, findings),
        OperatorFamily::Date => moment(operator, key, node, path, findings),
        OperatorFamily::Binary => binary(node, path, findings),
        OperatorFamily::IpAddress => network(operator, node, path, findings),
    }
}

fn boolean(operator: Operator, node: &Node<'_>, path: &Path<'_>, findings: &mut Findings) {
    if boolean::of(node).is_none() {
        let fits = |text: &str| boolean::read(text).is_some();
        let expected = Expected { what: "`true` or `false`", fits, help: Some("write `true` or `false`") };
        mismatch(code::TYPE_MISMATCH_BOOLEAN, operator, node, &expected, path, findings);
    }
}

fn number(operator: Operator, node: &Node<'_>, path: &Path<'_>, findings: &mut Findings) {
    // `f64` also reads `inf` and `nan`, which have a letter that no number has.
    let is_number = |text: &str| {
        text.parse::<f64>().is_ok() && text.bytes().all(|byte| byte.is_ascii_digit() || b"+-.eE".contains(&byte))
    };
    if !matches!(node, Node::Number(_)) && !node.as_str().is_some_and(is_number) {
        let expected = Expected { what: "a number", fits: is_number, help: Some("write it in digits, such as `10`") };
        mismatch(code::TYPE_MISMATCH_NUMBER, operator, node, &expected, path, findings);
    }
}

fn moment(operator: Operator, key: &str, node: &Node<'_>, path: &Path<'_>, findings: &mut Findings) {
    let written = match node {
        Node::String(text) => text.to_string(),
        Node::Number(number) => number.to_string(),
        _ => String::new(),
    };
    if matches!(node, Node::String(_)) && date::is_iso8601(&written) {
        return;
    }
    let Some(seconds) = date::epoch_seconds(&written) else {
        let help = Some("write it as `2030-12-31`, or with a time and its zone as `2030-12-31T00:00:00Z`");
        let expected = Expected { what: "a date in ISO 8601", fits: date::is_iso8601, help };
        return mismatch(code::TYPE_MISMATCH_DATE, operator, node, &expected, path, findings);
    };
    if key.eq_ignore_ascii_case(EPOCH_TIME) {
        return;
    }
    let message = format!("date {} is written as seconds since 1970", quote(&written));
    let finding = Finding::at(code::INVALID_DATE_VALUE, path, message);
    // Of fewer digits it may be a date of another form, such as 20301231.
    let seconds = Some(seconds).filter(|_| written.len() >= date::LEAST_EPOCH_DIGITS);
    findings.push(match seconds.and_then(date::iso8601_of) {
        Some(iso8601) => finding.with_help(format!("write `{iso8601}`")).with_value(iso8601),
        None => finding.with_help("write it in ISO 8601, such as `2030-12-31T00:00:00Z`"),
    });
}

fn binary(node: &Node<'_>, path: &Path<'_>, findings: &mut Findings) {
    if !node.as_str().is_some_and(is_base64) {
        let expected = Expected { what: "base64 text", fits: is_base64, help: None };
        mismatch(code::TYPE_MISMATCH_STRING, Operator::BinaryEquals, node, &expected, path, findings);
    }
}

fn network(operator: Operator, node: &Node<'_>, path: &Path<'_>, findings: &mut Findings) {
    let Some(network) = node.as_str().and_then(Network::parse) else {
        let expected = Expected {
            what: "an IP address or a CIDR range",
            fits: |text| Network::parse(text).is_some(),
            help: Some("write an address or a range, such as `203.0.113.0/24`"),
        };
        return mismatch(code::TYPE_MISMATCH_IP_RANGE, operator, node, &expected, path, findings);
    };
    let masked = network.masked();
    if masked != network {
        let message = format!("range `{network}` has bits set beyond its prefix, which are ignored");
        let finding = Finding::at(address::IMPROVE_IP_RANGE, path, message);
        findings.push(finding.with_help(format!("write `{masked}`")).with_value(masked.to_string()));
    }
}

/// What a value should be.
struct Expected {
    what: &'static str,
    fits: fn(&str) -> bool,
    help: Option<&'static str>,
}

fn mismatch(
    code: crate::Code,
    operator: Operator,
    node: &Node<'_>,
    expected: &Expected,
    path: &Path<'_>,
    findings: &mut Findings,
) {
    let value = match node {
        Node::String(text) => quote(text).to_string(),
        Node::Number(number) => format!("`{number}`"),
        Node::Bool(value) => format!("`{value}`"),
        // Reported as a value of the wrong JSON type.
        Node::Null | Node::Array(_) | Node::Object(_) => return,
    };
    let message = format!("`{operator}` compares with {value}, which is not {}", expected.what);
    let text = node.as_str().unwrap_or_default();
    findings.push(Finding::at(code, path, message).trim_or(text, expected.fits, |finding| match expected.help {
        Some(help) => finding.with_help(help),
        None => finding,
    }));
}
