//! The strings of a policy in a row, as the model compresses them: what STS is assumed to store.

use std::borrow::Cow;

use miniz_oxide::deflate::core::{
    CompressionStrategy, CompressorOxide, TDEFLFlush, compress_to_output, create_comp_flags_from_zip_params,
};

use super::contributor::Part;
use super::model::DEFLATE_LEVEL;
use crate::model::{ActionElement, ConditionValue, Policy, ResourceElement, Statement};
use crate::steps;

/// One string of a policy.
#[derive(Debug, Clone)]
pub(super) struct Text<'a> {
    pub(super) part: Part,
    pub(super) text: Cow<'a, str>,
}

/// The strings of a policy, statement by statement: its `Sid`, actions and resources, and for each condition its operator, key and
/// values. Effect, version, names of elements and punctuation are left out.
pub(super) fn texts(policy: &Policy) -> Vec<Vec<Text<'_>>> {
    policy
        .statements
        .iter()
        .map(|statement| {
            let mut texts = Vec::with_capacity(16);
            of_statement(statement, |part, text| texts.push(Text { part, text }));
            texts
        })
        .collect()
}

fn of_statement<'a>(statement: &'a Statement, mut push: impl FnMut(Part, Cow<'a, str>)) {
    if let Some(sid) = &statement.sid {
        push(Part::Sid, sid.as_str().into());
    }
    let (ActionElement::Action(actions) | ActionElement::NotAction(actions)) = &statement.action;
    for action in actions {
        push(Part::Action, action.as_str().into());
    }
    let (ResourceElement::Resource(resources) | ResourceElement::NotResource(resources)) = &statement.resource;
    for resource in resources {
        push(Part::Resource, resource.as_str().into());
    }
    let mut last = None;
    for (operator, key, values) in statement.condition.iter() {
        if last.replace(operator) != Some(operator) {
            push(Part::ConditionOperator, operator.to_string().into());
        }
        push(Part::ConditionKey, key.as_str().into());
        for value in values {
            push(
                Part::ConditionValue,
                match value {
                    ConditionValue::String(text) => text.as_str().into(),
                    ConditionValue::Number(number) => number.to_string().into(),
                    ConditionValue::Bool(value) => value.to_string().into(),
                },
            );
        }
    }
}

/// What is left out of the row of strings, to see what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum LeaveOut {
    Nothing,
    /// The statement of this index.
    Statement(usize),
    /// Of the statement of the first index, the string of the second.
    Text(usize, usize),
    /// All strings of this kind.
    Every(Part),
}

/// What the length of the strings compressed is never above.
pub(super) fn most_compressed_bytes(statements: &[Vec<Text<'_>>]) -> usize {
    // With its fixed tables, DEFLATE takes at most nine bits for a byte, and some for the head and the end of the stream.
    let bytes = blob(statements, LeaveOut::Nothing).len();
    bytes + bytes / 8 + 16
}

/// The length of the strings compressed.
pub(super) fn compressed_bytes(statements: &[Vec<Text<'_>>], leave_out: LeaveOut) -> usize {
    let blob = blob(statements, leave_out);
    let dynamic = deflated(&blob, CompressionStrategy::Default);
    // The model was fitted with an encoder that codes short texts with the tables that DEFLATE fixes, where those are shorter.
    // miniz_oxide leaves that choice to its caller.
    if blob.len() <= FIXED_TABLES_UP_TO { dynamic.min(deflated(&blob, CompressionStrategy::Fixed)) } else { dynamic }
}

/// The strings, each behind its length in one byte, each statement closed by a zero byte.
fn blob(statements: &[Vec<Text<'_>>], leave_out: LeaveOut) -> Vec<u8> {
    let mut blob = Vec::with_capacity(2_048);
    for (index, texts) in statements.iter().enumerate() {
        if leave_out == LeaveOut::Statement(index) {
            continue;
        }
        for (position, Text { part, text }) in texts.iter().enumerate() {
            if leave_out == LeaveOut::Text(index, position) || leave_out == LeaveOut::Every(*part) {
                continue;
            }
            blob.push(u8::try_from(text.len()).unwrap_or(u8::MAX));
            blob.extend_from_slice(text.as_bytes());
        }
        blob.push(0);
    }
    blob
}

/// Beyond so many bytes the fixed tables are never the shorter ones: 435 bytes is the longest policy for which they were, among
/// 1,582 managed policies of AWS's.
const FIXED_TABLES_UP_TO: usize = 512;

/// The length of the raw DEFLATE stream of the bytes.
fn deflated(bytes: &[u8], strategy: CompressionStrategy) -> usize {
    steps::add(bytes.len());
    let flags = create_comp_flags_from_zip_params(DEFLATE_LEVEL.into(), RAW, strategy as i32);
    let mut length = 0;
    let count = |part: &[u8]| {
        length += part.len();
        true
    };
    compress_to_output(&mut CompressorOxide::new(flags), bytes, TDEFLFlush::Finish, count);
    length
}

/// zlib's negative window: a stream without header.
const RAW: i32 = -15;
