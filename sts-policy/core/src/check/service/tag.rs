//! Tags of resources in conditions, and actions that look at no tags.

use sts_policy_reference::{Action, Reference};

use super::action::matching;
use super::{Meant, Usage, dated};
use crate::catalogue::fit as code;
use crate::finding::{Finding, Findings, quote};
use crate::grammar::boolean;
use crate::grammar::key::is_resource_tag;
use crate::json::Path;
use crate::model::{Effect, Operator};

/// The keys by which an action looks at tags at all. One that takes tags for what it makes is taken for one that looks at them, as
/// Access Analyzer does.
const OF_TAGS: [&str; 3] = ["aws:ResourceTag/key", "aws:RequestTag/key", "aws:TagKeys"];

/// Actions for which the condition can never be told, one finding for all of them. `path` is that of the actions. Whether there was
/// something to look at.
pub(super) fn unsupported(
    usage: &Usage<'_, '_>,
    path: &Path<'_>,
    reference: &Reference,
    findings: &mut Findings,
) -> bool {
    let key = usage.key.text;
    let Some(operator) = usage.operator.filter(|operator| is_resource_tag(key) && !operator.if_exists) else {
        return false;
    };
    // That there is no tag holds where there can be none.
    if operator.operator == Operator::Null && usage.values.nodes().iter().all(|node| boolean::of(node) == Some(true)) {
        return false;
    }
    let mut without = usage.actions.iter().filter_map(|named| Some((named, blind(named.meant)?)));
    let Some((named, action)) = without.next() else { return true };
    let (code, consequence) = match usage.statement.effect {
        Some(Effect::Allow) => (code::ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE, "it is never allowed"),
        Some(Effect::Deny) => (
            code::DENY_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE,
            "the condition is judged as if the resource had no tags",
        ),
        None => return true,
    };
    let what = match named.meant {
        Meant::Some(..) => format!("`{action}`, which {} matches,", quote(named.text)),
        _ => quote(named.text).to_string(),
    };
    let others = match without.count() {
        0 => String::new(),
        1 => ", as does one other action".to_owned(),
        count => format!(", as do {count} other actions"),
    };
    let message = format!("{what} looks at no tags{others}: with {}, {consequence}", quote(key));
    let finding = Finding::at(code, &path.item(named.index), message);
    findings.push(dated(finding.with_help("move it to a statement without the condition"), reference));
    true
}

/// The first action meant that looks at no tags.
fn blind<'r>(meant: Meant<'_, 'r>) -> Option<Action<'r>> {
    let is_blind = |action: &Action<'r>| {
        let service = action.service();
        !OF_TAGS.iter().any(|key| service.condition_key(key).is_some_and(|key| action.accepts(key)))
    };
    match meant {
        Meant::One(action) => Some(action).filter(is_blind),
        Meant::Some(service, pattern) => matching(service, pattern).find(is_blind),
        Meant::All | Meant::Unknown => None,
    }
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn is_found(value: &str) -> bool {
        let text = format!(
            r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":"secretsmanager:ListSecrets","Resource":"*","Condition":{{"Null":{{"aws:ResourceTag/team":{value}}}}}}}}}"#
        );
        let report = Checker::session().check(&text);
        let code = code::ALLOW_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE;
        report.findings().iter().any(|finding| finding.code() == code)
    }

    #[test]
    fn that_there_is_no_tag_may_be_said_in_any_case() {
        for value in ["true", r#""true""#, r#""True""#, r#"["TRUE"]"#] {
            assert!(!is_found(value), "{value}");
        }
        for value in ["false", r#""false""#, r#""False""#] {
            assert!(is_found(value), "{value}");
        }
    }
}
