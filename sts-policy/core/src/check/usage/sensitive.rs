//! Checks of keys that say whose a request or a resource is: a wildcard in their values says that it may be anybody's, and a variable
//! says no more where the caller chooses what it is.

use super::Usage;
use crate::catalogue::sensitive as code;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::variable::{Piece, outside_variables, pieces, variables};
use crate::json::Path;

/// Source: User Guide, "AWS global condition context keys", section "Sensitive condition keys".
const SENSITIVE: [&str; 10] = [
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:ResourceAccount",
    "aws:ResourceOrgID",
    "aws:SourceAccount",
    "aws:SourceOrgID",
    "aws:SourceVpc",
    "aws:SourceVpce",
    "aws:VpceAccount",
    "aws:VpceOrgID",
];

/// What AWS sets too, and is compared with one of those.
const INSTANCE_VPC: &str = "aws:Ec2InstanceSourceVpc";

const USER_ID: &str = "aws:userid";

/// Whether a value is too open; then it was reported. `path` is that of the key.
pub(super) fn values(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) -> bool {
    let is_sensitive = usage.is_any_key(&SENSITIVE);
    // Where what matches is not let through, a value that matches more is no danger.
    if !(is_sensitive || usage.is_key(USER_ID)) || !usage.operator.operator.takes_variables() || !usage.lets_through() {
        return false;
    }
    let mut found = false;
    for (index, text) in usage.values.texts() {
        if findings.must_stop() {
            break;
        }
        let openness = if is_sensitive { sensitive(usage, text) } else { user_id(usage, text) };
        let (code, what) = match openness {
            Openness::Closed => continue,
            Openness::Wildcard => (code::WILDCARD_USAGE_TOO_PERMISSIVE, "a wildcard"),
            Openness::Variable => (code::VARIABLE_USAGE_TOO_PERMISSIVE, "a variable that the caller may choose"),
        };
        let (whose, help) = if is_sensitive {
            (
                "anybody's",
                "write the whole value; of variables, one that AWS itself sets, such as `${aws:PrincipalAccount}`",
            )
        } else {
            ("any principal's", "write the ID of the principal, and behind a colon a pattern for its sessions")
        };
        let message = format!("{} has {what}, so {} may be {whose}", quote(text), quote(usage.key));
        findings.push(Finding::at(code, &path.item(index), message).with_help(help));
        found = true;
    }
    found
}

enum Openness {
    Closed,
    Wildcard,
    Variable,
}

fn is_wildcard(character: char) -> bool {
    matches!(character, '*' | '?')
}

fn sensitive(usage: &Usage<'_>, text: &str) -> Openness {
    let is_set_by_aws = |name: &str| SENSITIVE.iter().chain([&INSTANCE_VPC]).any(|key| key.eq_ignore_ascii_case(name));
    if usage.operator.operator.takes_wildcards() && outside_variables(text).any(is_wildcard) {
        Openness::Wildcard
    } else if variables(text).any(|variable| !variable.is_escape() && !is_set_by_aws(variable.parts().0.trim())) {
        Openness::Variable
    } else {
        Openness::Closed
    }
}

/// An ID is that of a principal and, behind a colon, the name of a session, which may be open. So may be all of the ID: then the
/// session is what is asked for.
fn user_id(usage: &Usage<'_>, text: &str) -> Openness {
    let takes_wildcards = usage.operator.operator.takes_wildcards();
    let mut literal = 0;
    let mut wildcards = 0;
    let mut open = 0;
    let mut has_colon = false;
    for piece in pieces(text) {
        match piece {
            // One that is not closed was reported.
            Piece::Variable(variable) if !variable.closed => break,
            Piece::Variable(variable) if variable.is_escape() => literal += 1,
            Piece::Variable(_) => open += 1,
            Piece::Text(text) => {
                for character in text.chars() {
                    match character {
                        ':' => has_colon = true,
                        character if takes_wildcards && is_wildcard(character) => wildcards += 1,
                        _ => literal += 1,
                    }
                    if has_colon {
                        break;
                    }
                }
            }
        }
        if has_colon {
            break;
        }
    }
    match (wildcards, open) {
        (0, 0) => Openness::Closed,
        (wildcards, open) if has_colon && literal == 0 && wildcards + open == 1 => Openness::Closed,
        (0, _) => Openness::Variable,
        _ => Openness::Wildcard,
    }
}
