//! The time of a check, compared with `serde_json::from_str::<Value>` of the same text.
//!
//! `cargo bench -p sts-policy-core --bench check`
//!
//! The results are ratios. All contenders run in turns, and the time of a contender is that of its best round, so that other load on the
//! machine affects all of them alike. (criterion and divan measure one contender after the other.)
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::Value;
use sts_policy_core::request::{Operation, SessionRequest, SessionTags};
use sts_policy_core::{Checker, Policy, SessionPolicy, check};

/// Number of rounds of each contender.
const ROUNDS: usize = 50;
/// Approximate duration of a round.
const ROUND: Duration = Duration::from_millis(10);

type Contender<'a> = (&'static str, Box<dyn FnMut() + 'a>);

fn main() {
    let texts =
        [small(), four_statements(), repeated(&four_statements(), 10_000), repeated(&four_statements(), 60_000)];
    let with_packed = Checker::session().estimate_packed_size();
    let tags = SessionRequest::new(Operation::AssumeRole)
        .tags(SessionTags::from_pairs([("team", "analytics"), ("project", "lake")]).unwrap());
    let request = |text: &String| SessionRequest::new(Operation::AssumeRole).policy(Policy::from_json(text).unwrap());
    let requests: Vec<SessionRequest> = texts.iter().map(request).collect();
    let mut contenders: Vec<Contender<'_>> = Vec::new();
    for (text, request) in texts.iter().zip(&requests) {
        contenders.extend([
            contender("serde_json::from_str::<Value>", move || {
                drop(black_box(serde_json::from_str::<Value>(black_box(text))))
            }),
            contender("check: read, all rules, limits", move || drop(black_box(check(black_box(text))))),
            contender("Policy::from_json", move || drop(black_box(Policy::from_json(black_box(text))))),
            contender("SessionPolicy::from_json", move || drop(black_box(SessionPolicy::from_json(black_box(text))))),
            contender("check with the packed size", || drop(black_box(with_packed.check(black_box(text))))),
            contender("the packed size alone", move || {
                drop(black_box(black_box(request).packed_size()));
            }),
        ]);
    }
    contenders.push(contender("the packed size of two tags", || drop(black_box(black_box(&tags).packed_size()))));

    let times = measure(&mut contenders);
    let per_text = contenders.len() / texts.len();
    println!("{:>9} {:>10} {:>9} {:>9} {:>10}  contender", "bytes", "ns", "ns/byte", "of Value", "of 1.3 KB");
    for (index, ((name, _), time)) in contenders.iter().zip(&times).enumerate() {
        let Some(text) = texts.get(index / per_text) else {
            println!("{:>9} {time:>10.0} {:>9} {:>9} {:>10}  {name}", "", "", "", "");
            continue;
        };
        let value = times.get(index - index % per_text).unwrap();
        let per_byte = time / text.len() as f64;
        // The second text is the base of the comparison.
        let base = times.get(per_text + index % per_text).unwrap() / texts.get(1).unwrap().len() as f64;
        let (ratio, growth) = (time / value, per_byte / base);
        println!("{:>9} {time:>10.0} {per_byte:>9.2} {ratio:>9.2} {growth:>10.2}  {name}", text.len());
    }
}

fn contender<'a>(name: &'static str, call: impl FnMut() + 'a) -> Contender<'a> {
    (name, Box::new(call))
}

/// Returns the nanoseconds of one call of each contender.
fn measure(contenders: &mut [Contender<'_>]) -> Vec<f64> {
    let calls: Vec<u32> = contenders
        .iter_mut()
        .map(|(_, call)| {
            let start = Instant::now();
            let mut calls = 0;
            while start.elapsed() < ROUND {
                call();
                calls += 1;
            }
            calls
        })
        .collect();
    let mut best = vec![f64::INFINITY; contenders.len()];
    for _ in 0..ROUNDS {
        for (((_, call), calls), best) in contenders.iter_mut().zip(&calls).zip(&mut best) {
            let start = Instant::now();
            for _ in 0..*calls {
                call();
            }
            *best = best.min(start.elapsed().as_nanos() as f64 / f64::from(*calls));
        }
    }
    best
}

fn small() -> String {
    r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::b/*"}}"#
        .to_owned()
}

/// Returns a typical policy of four statements and 1.3 KB.
fn four_statements() -> String {
    include_str!("../../../examples/policies/catalogue-table.json").to_owned()
}

/// Repeats the statements of a policy, with different `Sid`s and resources, until the text has this number of bytes.
fn repeated(text: &str, bytes: usize) -> String {
    let (head, rest) = text.split_once('[').unwrap();
    let (statements, tail) = rest.rsplit_once(']').unwrap();
    let mut repeated = format!("{head}[{statements}");
    for round in 0.. {
        if repeated.len() >= bytes {
            break;
        }
        repeated.push(',');
        let statements = statements.replace("\"Sid\": \"", &format!("\"Sid\": \"R{round}"));
        repeated.push_str(&statements.replace("lake", &format!("lake{round}")));
    }
    format!("{repeated}]{tail}")
}
