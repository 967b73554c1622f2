//! The work of reading and checking is linear in the length of the text, for all shapes of texts.
//!
//! Each shape is made in two sizes, the second four times as long as the first. The steps that loops count (feature `steps`) and the
//! allocated bytes may grow by a factor of at most five. The tests measure no time, so the result is the same on every machine.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "support/cases.rs"]
#[expect(dead_code, reason = "the tests here have sizes instead of cases")]
mod cases;
#[path = "growth/shapes/mod.rs"]
mod shapes;

use std::fmt::Write;

use cases::is_full;
use shapes::build::{list, quoted, statement, word};
use shapes::{Shape, actions, conditions, json, products, resources, statements};
use sts_policy_core::packed::Calibration;
use sts_policy_core::reference::Reference;
use sts_policy_core::request::{Operation, SessionRequest};
use sts_policy_core::{Checker, Policy, Report, SessionPolicy, limits, steps};

/// Bytes of a shape in its first size. In smaller sizes, some shapes do not reach the limits of their comparisons, and grow faster.
const SMALL: usize = 15_000;
/// Bytes of a shape in its second size, which is still checked as a session policy.
const LARGE: usize = 4 * SMALL;

/// Maximum growth of the work. Work that does not depend on the length, such as one lookup, reduces it below four.
const MAX_GROWTH: f64 = 5.0;

/// Maximum number of steps of the budgets for comparisons of patterns, statements and conditions. A shape may use little of them in its
/// first size and all in its second.
const BUDGETS: u64 = 3 << 24;

/// Maximum number of steps per byte without the budgets: each action with a wildcard may be compared with all actions of a service.
const MAX_STEPS_PER_BYTE: u64 = 5_000;

/// Maximum number of bytes allocated at one time: per byte of the text, and for the report.
const MAX_BYTES_PER_BYTE: u64 = 100;
const MAX_REPORT_BYTES: u64 = 3_000_000;

/// Maximum number of bytes compressed for the contributors of a request.
const MAX_COMPRESSED_BYTES: u64 = 3 << 19;

/// Steps or bytes per byte of the text that are not checked for growth: a longer list may take another path through the code.
const NEGLIGIBLE: f64 = 16.0;

#[derive(Debug, Clone, Copy)]
struct Work {
    steps: u64,
    /// Sum of all allocations, in bytes.
    allocated: u64,
    /// Maximum number of bytes allocated at one time.
    held: u64,
}

fn work(call: impl FnOnce()) -> Work {
    let before = steps::taken();
    let info = allocation_counter::measure(call);
    Work { steps: steps::taken() - before, allocated: info.bytes_total, held: info.bytes_max }
}

/// A name, and a function that reads or checks a text.
type Job = (&'static str, fn(&str));

/// All ways to read or check the text of a policy.
const JOBS: [Job; 6] = [
    ("session", |text| drop(Checker::session().check(text).locate(text))),
    ("federation", |text| {
        let request = SessionRequest::new(Operation::GetFederationToken);
        drop(Checker::for_request(request).estimate_packed_size().check(text));
    }),
    ("identity", |text| drop(Checker::identity().check(text))),
    ("without reference", |text| drop(Checker::session().without_reference().check(text))),
    ("SessionPolicy", |text| drop(SessionPolicy::from_json(text))),
    ("Policy", |text| drop(Policy::from_json(text).map(|policy| policy.to_json()))),
];

/// Returns all shapes in full mode, otherwise one in four.
fn sample(shapes: Vec<Shape>) -> impl Iterator<Item = Shape> {
    shapes.into_iter().step_by(if is_full() { 1 } else { 4 })
}

/// Asserts that the work for each shape is linear in its length.
fn assert_linear(shapes: Vec<Shape>) {
    // The first calls also initialize what a process has once.
    let text = statement(&[("Condition", r#"{"StringLike":{"zz:a":"b"}}"#.to_owned())]);
    JOBS.iter().for_each(|(_, job)| job(&text));
    let mut failures = String::new();
    for shape in sample(shapes) {
        let (small, large) = ((shape.make)(SMALL), (shape.make)(LARGE));
        assert!(small.len() >= SMALL - 200, "{}", shape.name);
        assert!(large.len() <= limits::MAX_CHECKED_SESSION_POLICY_BYTES, "{}", shape.name);
        let ratio = large.len() as f64 / small.len() as f64;
        assert!((3.8..4.2).contains(&ratio), "{}: {ratio}", shape.name);
        // The budgets are the same for all kinds of policy, and using them up takes time.
        let jobs = match (shape.is_budgeted, is_full()) {
            (true, _) => &JOBS[..1],
            (false, true) => &JOBS[..],
            (false, false) => &JOBS[..2],
        };
        for (name, job) in jobs {
            let (first, second) = (work(|| job(&small)), work(|| job(&large)));
            if !is_linear(&shape, (small.len(), first), (large.len(), second)) {
                writeln!(failures, "{} ({name}): {first:?} became {second:?}", shape.name).unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn is_linear(shape: &Shape, (small_bytes, first): (usize, Work), (large_bytes, second): (usize, Work)) -> bool {
    let growth = |first: u64, second: u64| second as f64 / (first as f64).max(NEGLIGIBLE * small_bytes as f64);
    let steps = if shape.is_budgeted { second.steps.saturating_sub(BUDGETS) } else { second.steps };
    let bytes = large_bytes as u64;
    growth(first.steps, steps) <= MAX_GROWTH
        && growth(first.allocated, second.allocated) <= MAX_GROWTH
        && growth(first.held, second.held) <= MAX_GROWTH
        && steps <= MAX_STEPS_PER_BYTE * bytes
        && second.held <= MAX_BYTES_PER_BYTE * bytes + MAX_REPORT_BYTES
}

// One test per group, so that several threads share the work.

#[test]
fn work_is_linear_for_json() {
    assert_linear(json::shapes());
}

#[test]
fn work_is_linear_for_actions() {
    assert_linear(actions::shapes());
}

#[test]
fn work_is_linear_for_resources() {
    assert_linear(resources::shapes());
}

#[test]
fn work_is_linear_for_conditions() {
    assert_linear(conditions::shapes());
}

#[test]
fn work_is_linear_for_products() {
    assert_linear(products::shapes());
}

#[test]
fn work_is_linear_for_statements() {
    assert_linear(statements::shapes());
}

/// Also for policies that are too long to be sent.
#[test]
fn contributors_compress_a_bounded_number_of_bytes() {
    let piece = |index: usize| if index.is_multiple_of(3) { "ab" } else { "ba" }.to_owned();
    for shape in [&piece as &dyn Fn(usize) -> String, &|index| format!("s3:{}", word(index)), &|_| "a".repeat(500)] {
        for bytes in [3_000, 12_000] {
            let text = statement(&[("Action", list(bytes, |index| quoted(&shape(index))))]);
            let policy = Policy::from_json(&text).unwrap();
            let request = SessionRequest::new(Operation::AssumeRole).policy(policy);
            let work = work(|| drop(request.contributors(&Calibration::new())));
            assert!(work.steps <= MAX_COMPRESSED_BYTES, "{bytes} bytes: {work:?}");
        }
    }
}

/// The steps of a lookup in the reference are logarithmic in its length, or linear in one record.
#[test]
fn a_lookup_takes_a_bounded_number_of_steps() {
    let reference = Reference::embedded();
    reference.condition_keys("first");
    let long = "a".repeat(10_000);
    let mut largest = 0;
    for name in ["s3:prefix", "zz:zz", "aws:ResourceTag/a", "token.actions.x.ghe.com:actor", &long] {
        let lookups: [&dyn Fn(); 4] = [
            &|| assert!(reference.condition_keys(name).len() < 1_000),
            &|| assert!(reference.global_condition_key(name).is_none_or(|key| !key.name().is_empty())),
            &|| assert!(reference.service(name).is_none()),
            &|| assert!(!reference.is_removed_action(name, name)),
        ];
        for lookup in lookups {
            largest = largest.max(work(lookup).steps);
        }
    }
    for action in reference.services().flat_map(|service| service.actions()) {
        let key = action.service().condition_keys().next();
        let accepts = work(|| assert!(key.is_none_or(|key| action.accepts(key) || key.service() == action.service())));
        largest = largest.max(accepts.steps);
    }
    assert!(largest < 20_000, "{largest}");
}

#[test]
fn findings_and_their_pointers_are_bounded() {
    let length = if is_full() { LARGE } else { SMALL };
    for shape in sample(shapes::all()) {
        let text = (shape.make)(length);
        let report = Checker::identity().check(&text);
        assert!(report.findings().len() <= Report::MAX_FINDINGS, "{}", shape.name);
        let bytes: usize = report.findings().iter().map(|finding| finding.pointer().as_str().len()).sum();
        assert!(bytes <= 1_000_000 + length, "{}: {bytes}", shape.name);
    }
}

/// The memory of the findings is not counted.
#[test]
fn reading_takes_a_bounded_number_of_bytes_per_byte() {
    const BYTES: usize = 1_000_000;
    const MAX_BYTES_PER_BYTE: u64 = 30;
    for shape in json::shapes() {
        let text = (shape.make)(BYTES);
        let held = work(|| drop(Policy::from_json(&text))).held;
        assert!(held <= MAX_BYTES_PER_BYTE * BYTES as u64, "{}: {} bytes per byte", shape.name, held / BYTES as u64);
    }
}
