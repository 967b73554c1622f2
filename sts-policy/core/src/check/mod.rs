//! The checks, family by family. Each is a function that looks at one thing and pushes what it finds; [`document`] walks the
//! document and hands each thing to the checks that are about it.

mod action;
mod condition;
pub(crate) mod fix;
mod logic;
mod redundancy;
mod repeated;
mod resource;
mod role;
#[cfg(feature = "reference")]
pub(crate) mod service;
mod session;
mod size;
mod statement;
mod text;
mod usage;
mod value;
mod variable;

pub(crate) use size::{identity_quota, packed_size, session_size, unchecked};
pub(crate) use text::characters;

use logic::Logic;

use crate::PolicyKind;
use crate::document::{Document, StatementView, element};
use crate::finding::Findings;
use crate::grammar::variable::has_variable;
use crate::json::Path;

/// Everything that can be said of a document by itself, statement by statement.
pub(crate) fn document(document: &Document<'_>, kind: PolicyKind, findings: &mut Findings) {
    statement::missing_version(document, findings);
    let variables = document.has_variables();
    if !variables {
        variable::unsupported_in_version(document, findings);
    }
    let key = Path::ROOT.key(element::STATEMENT);
    let mut logic = Logic::new(kind, variables);
    let mut budget = redundancy::Budget::default();
    for statement in &document.statements {
        if findings.must_stop() {
            return;
        }
        let path = key.item(statement.index);
        self::statement(statement, &path, variables, &mut budget, findings);
        logic.statement(statement, &path, findings);
    }
    statement::unique_sids(document, findings);
    session::companions(document, findings);
    repeated::statements(document, findings);
    logic::document(document, findings);
}

/// `variables` says whether the version of the language has policy variables.
fn statement(
    statement: &StatementView<'_>,
    path: &Path<'_>,
    variables: bool,
    budget: &mut redundancy::Budget,
    findings: &mut Findings,
) {
    statement::principal(statement, path, findings);
    statement::sid(statement, path, findings);
    for (name, list) in [(element::ACTION, statement.action), (element::NOT_ACTION, statement.not_action)] {
        let Some(list) = list else { continue };
        let path = path.key(name);
        statement::empty_list(list, name, &path, findings);
        for (index, text) in list.texts() {
            if findings.must_stop() {
                return;
            }
            action::format(text, &path.item(index), findings);
        }
        redundancy::actions(list, &path, budget, findings);
    }
    for (name, list) in [(element::RESOURCE, statement.resource), (element::NOT_RESOURCE, statement.not_resource)] {
        let Some(list) = list else { continue };
        let path = path.key(name);
        statement::empty_list(list, name, &path, findings);
        for (index, text) in list.texts() {
            if findings.must_stop() {
                return;
            }
            let path = path.item(index);
            let has_variable = variables && has_variable(text);
            if has_variable {
                variable::syntax(text, &path, findings);
            }
            // Where a variable ends is not known of one that is not closed.
            if !has_variable || !variable::is_unclosed(text) {
                resource::arn(text, &path, findings);
            }
        }
        redundancy::resources(list, &path, budget, findings);
    }
    role::grants(statement, path, findings);
    conditions(statement, path, variables, findings);
}

fn conditions(statement: &StatementView<'_>, path: &Path<'_>, variables: bool, findings: &mut Findings) {
    let Some(blocks) = &statement.conditions else { return };
    let conditions = path.key(element::CONDITION);
    condition::empty(blocks, &conditions, findings);
    let facts = usage::Facts::new(statement);
    for block in blocks {
        let block_facts = usage::BlockFacts::new(block);
        condition::null(block, blocks, &conditions, findings);
        let path = conditions.key(block.name);
        for member in block.entries.iter() {
            if findings.must_stop() {
                return;
            }
            let path = path.key(&member.key);
            condition::key_format(&member.key, &path, findings);
            value::values(block.operator, member, &path, variables, findings);
            usage::usage(&facts, &block_facts, member, &conditions, variables, findings);
        }
    }
}
