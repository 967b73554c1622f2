//! The checks that rest on AWS's service authorization reference: what exists, and what fits what.

mod action;
mod fit;
mod key;
mod name;
mod region;
mod resource;
mod tag;
mod types;
mod variable;

use sts_policy_reference::{Action, Reference, Service};

use crate::document::{Document, List, StatementView, element};
use crate::finding::{Finding, Findings};
use crate::grammar::variable::has_variable;
use crate::json::Path;

/// Everything that the reference can say of a document, statement by statement.
pub(crate) fn document(document: &Document<'_>, reference: &Reference, findings: &mut Findings) {
    let variables = document.has_variables();
    let key = Path::ROOT.key(element::STATEMENT);
    let mut last = Last::default();
    for statement in &document.statements {
        if findings.must_stop() {
            return;
        }
        self::statement(statement, &key.item(statement.index), reference, variables, &mut last, findings);
    }
}

/// Checks one resource by itself.
pub(crate) fn resource(text: &str, reference: &Reference, findings: &mut Findings) {
    resource::judge(text, &Path::ROOT, reference, &mut Last::default(), findings);
}

/// What was found last: most often it is what is sought next.
#[derive(Default)]
struct Last<'a, 'r> {
    service: Option<(&'a str, Service<'r>)>,
    form: Option<resource::Form<'r>>,
    partition: Option<&'a str>,
    /// How many unknown names were compared with all that there are.
    guesses: usize,
}

fn statement<'a, 'r>(
    statement: &StatementView<'a>,
    path: &Path<'_>,
    reference: &'r Reference,
    variables: bool,
    last: &mut Last<'a, 'r>,
    findings: &mut Findings,
) {
    let mut actions = Vec::new();
    for (name, list) in [(element::ACTION, statement.action), (element::NOT_ACTION, statement.not_action)] {
        let Some(list) = list else { continue };
        let found = action::named(list, &path.key(name), reference, last, findings);
        if name == element::ACTION {
            actions = found;
        }
    }
    let mut resources = Vec::new();
    for (name, list) in [(element::RESOURCE, statement.resource), (element::NOT_RESOURCE, statement.not_resource)] {
        let Some(list) = list else { continue };
        let path = path.key(name);
        for (index, text) in list.texts() {
            if findings.must_stop() {
                return;
            }
            let path = path.item(index);
            if variables && has_variable(text) {
                variable::names(text, &path, reference, findings);
            }
            let judged = resource::judge(text, &path, reference, last, findings);
            if name == element::RESOURCE {
                resources.push(judged);
            }
        }
    }
    if statement.not_action.is_none() && statement.not_resource.is_none() {
        fit::unfit(&actions, &resources, &path.key(element::ACTION), reference, findings);
    }
    conditions(statement, &actions, path, reference, variables, findings);
}

fn conditions(
    statement: &StatementView<'_>,
    actions: &[Named<'_, '_>],
    path: &Path<'_>,
    reference: &Reference,
    variables: bool,
    findings: &mut Findings,
) {
    let actions_path = path.key(element::ACTION);
    let path = path.key(element::CONDITION);
    let scope = key::Scope::new(actions, reference);
    // Several tags are one cause.
    let mut tags_seen = false;
    for block in statement.conditions.iter().flatten() {
        let path = path.key(block.name);
        for member in block.entries.iter() {
            if findings.must_stop() {
                return;
            }
            let path = path.key(&member.key);
            let values = List::new(&member.value);
            if variables {
                for (index, text) in values.texts().filter(|(_, text)| has_variable(text)) {
                    variable::names(text, &path.item(index), reference, findings);
                }
            }
            let Some(key) = key::known(&member.key, &scope, &path, findings) else { continue };
            let usage = Usage { statement, operator: block.operator, key, values, actions };
            // Of a key that is not there, the type does not matter.
            if key::unsupported(&usage, &scope, &path, findings) {
                continue;
            }
            tags_seen = tags_seen || tag::unsupported(&usage, &actions_path, reference, findings);
            types::fit(&usage, &path, reference, findings);
            region::values(&usage, &path, reference, findings);
        }
    }
}

/// An action as a statement names it.
#[derive(Debug, Clone, Copy)]
struct Named<'a, 'r> {
    index: Option<usize>,
    text: &'a str,
    meant: Meant<'a, 'r>,
}

/// What an action in a statement stands for.
#[derive(Debug, Clone, Copy)]
enum Meant<'a, 'r> {
    /// Every action of every service.
    All,
    /// This one.
    One(Action<'r>),
    /// Those of the service that match the pattern.
    Some(Service<'r>, &'a str),
    /// It is not known what: whether there is such an action was reported, or it is of a service that AWS shut down.
    Unknown,
}

/// A condition key under an operator, with its values, in a statement.
struct Usage<'a, 'r> {
    statement: &'a StatementView<'a>,
    operator: Option<crate::model::ConditionOperator>,
    key: key::Known<'a, 'r>,
    values: List<'a>,
    actions: &'a [Named<'a, 'r>],
}

/// A finding that rests on the reference says how old that is.
fn dated(finding: Finding, reference: &Reference) -> Finding {
    finding.with_reference(reference.data_date())
}
