//! Compressed strings of a policy. The model assumes that STS stores them in this form.

use std::borrow::Cow;

use miniz_oxide::deflate::core::{
    CompressionStrategy, CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};

use super::model::DEFLATE_LEVEL;
use super::piece_kind::PieceKind;
use crate::model::{ActionElement, ConditionValue, Policy, ResourceElement, Statement};
use crate::steps;

/// String of a policy.
#[derive(Debug, Clone)]
pub(super) struct PolicyString<'a> {
    pub(super) kind: PieceKind,
    pub(super) text: Cow<'a, str>,
}

/// Returns the strings of each statement: its `Sid`, actions and resources, and the operator, key and values of each condition.
///
/// Effects, the version, names of elements and punctuation are left out.
pub(super) fn policy_strings(policy: &Policy) -> Vec<Vec<PolicyString<'_>>> {
    policy
        .statements
        .iter()
        .map(|statement| {
            let mut strings = Vec::with_capacity(16);
            collect_statement(statement, |kind, text| strings.push(PolicyString { kind, text }));
            strings
        })
        .collect()
}

fn collect_statement<'a>(statement: &'a Statement, mut push: impl FnMut(PieceKind, Cow<'a, str>)) {
    if let Some(sid) = &statement.sid {
        push(PieceKind::Sid, sid.as_str().into());
    }
    let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
    for action in actions {
        push(PieceKind::Action, action.as_str().into());
    }
    let (ResourceElement::Resource(resources) | ResourceElement::NotResource(resources)) = &statement.resource;
    for resource in resources {
        push(PieceKind::Resource, resource.as_str().into());
    }
    let mut previous = None;
    for (operator, key, values) in statement.condition.iter() {
        if previous.replace(operator) != Some(operator) {
            push(PieceKind::ConditionOperator, operator.to_string().into());
        }
        push(PieceKind::ConditionKey, key.as_str().into());
        for value in values {
            push(
                PieceKind::ConditionValue,
                match value {
                    ConditionValue::String(text) => text.as_str().into(),
                    ConditionValue::Number(number) => number.to_string().into(),
                    ConditionValue::Bool(value) => value.to_string().into(),
                },
            );
        }
    }
}

/// Strings that are left out, to measure their cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Omit {
    Nothing,
    /// The statement with this index.
    Statement(usize),
    /// The string with the second index in the statement with the first index.
    String(usize, usize),
    /// All strings of this kind.
    Kind(PieceKind),
}

/// Returns an upper bound of the compressed length, in bytes, without compressing anything.
pub(super) fn max_compressed_bytes(statements: &[Vec<PolicyString<'_>>]) -> usize {
    // With its fixed tables, DEFLATE takes at most nine bits for a byte, and a few bytes for the start and end of the stream.
    let bytes = compression_input(statements, Omit::Nothing).len();
    bytes + bytes / 8 + 16
}

/// Returns the compressed length of the strings, in bytes.
pub(super) fn compressed_bytes(statements: &[Vec<PolicyString<'_>>], omit: Omit) -> usize {
    let input = compression_input(statements, omit);
    let dynamic = deflated_len(&input, CompressionStrategy::Default);
    // The encoder that the model was fitted with uses the fixed tables of DEFLATE if they give a shorter result. miniz_oxide leaves
    // that choice to its caller.
    if input.len() > MAX_FIXED_TABLES_BYTES {
        return dynamic;
    }
    dynamic.min(deflated_len(&input, CompressionStrategy::Fixed))
}

/// Joins the strings. The length of each string precedes it as one byte, and a zero byte ends each statement.
fn compression_input(statements: &[Vec<PolicyString<'_>>], omit: Omit) -> Vec<u8> {
    let mut input = Vec::with_capacity(2_048);
    for (index, strings) in statements.iter().enumerate() {
        if omit == Omit::Statement(index) {
            continue;
        }
        for (position, PolicyString { kind, text }) in strings.iter().enumerate() {
            if omit == Omit::String(index, position) || omit == Omit::Kind(*kind) {
                continue;
            }
            input.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
            input.extend_from_slice(text.as_bytes());
        }
        input.push(0);
    }
    input
}

/// Maximum length for which the fixed tables are tried, in bytes. Among 1,582 managed policies of AWS, 435 bytes is the maximum length
/// for which they give the shorter result.
const MAX_FIXED_TABLES_BYTES: usize = 512;

/// Returns the length of the raw DEFLATE stream, in bytes.
fn deflated_len(bytes: &[u8], strategy: CompressionStrategy) -> usize {
    steps::add(bytes.len());
    let flags = create_comp_flags_from_zip_params(DEFLATE_LEVEL.into(), RAW_WINDOW, strategy as i32);
    let mut length = 0;
    let count = |chunk: &[u8]| {
        length += chunk.len();
        true
    };
    compress_to_output(&mut CompressorOxide::new(flags), bytes, TDEFLFlush::Finish, count);
    length
}

/// Window bits of zlib. A negative value selects a stream without header.
const RAW_WINDOW: i32 = -15;
