//! What judging a policy costs, beside `serde_json::from_str::<Value>` of the same text.
//!
//! `cargo bench -p sts-policy-core --bench check`
//!
//! The figures of interest are ratios, so the contenders take turns, round by round, and each is given the time of its best
//! round: whatever else the machine does then hits them alike. (The harnesses at hand measure one contender after the other.)
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use serde_json::Value;
use sts_policy_core::packed::{Operation, PackedRequest};
use sts_policy_core::{Checker, Policy, SessionPolicy, check};

/// Rounds of each contender; the best counts.
const ROUNDS: usize = 60;
/// How long a round takes, about.
const ROUND: Duration = Duration::from_millis(10);

type Contender<'a> = (&'static str, Box<dyn FnMut() + 'a>);

fn main() {
    println!("{:>9} {:>10} {:>10} {:>8} {:>9}  contender", "bytes", "ns", "ns/byte", "ratio", "of 1.3KB");
    let base = four_statements();
    let mut per_byte_at_base = None;
    let with_packed = Checker::session().packed_size(Operation::AssumeRole);
    for text in [small(), base.clone(), repeated(&base, 10_000), repeated(&base, 100_000)] {
        let mut contenders: Vec<Contender<'_>> = vec![
            (
                "serde_json::from_str::<Value>",
                Box::new(|| drop(black_box(serde_json::from_str::<Value>(black_box(&text))))),
            ),
            ("check (read, all checks, limits)", Box::new(|| drop(black_box(check(black_box(&text)))))),
            ("Policy::from_json", Box::new(|| drop(black_box(Policy::from_json(black_box(&text)))))),
            ("check with the packed size", Box::new(|| drop(black_box(with_packed.check(black_box(&text)))))),
            ("SessionPolicy::from_json", Box::new(|| drop(black_box(SessionPolicy::from_json(black_box(&text)))))),
        ];
        let times = measure(&mut contenders);
        let reference = times.first().copied().unwrap_or(1.0);
        if text == base {
            per_byte_at_base = Some(times.iter().map(|time| time / base.len() as f64).collect::<Vec<_>>());
        }
        for (index, ((name, _), time)) in contenders.iter().zip(&times).enumerate() {
            let per_byte = time / text.len() as f64;
            let growth = per_byte_at_base
                .as_ref()
                .and_then(|base| base.get(index))
                .map_or(String::new(), |base| format!("{:.2}", per_byte / base));
            println!("{:>9} {time:>10.0} {per_byte:>10.2} {:>8.2} {growth:>9}  {name}", text.len(), time / reference);
        }
        println!();
    }
    packed_sizes();
}

/// What an estimate of the packed size costs by itself.
fn packed_sizes() {
    println!("{:>9} {:>10}  estimate of the packed size", "bytes", "ns");
    for text in [small(), four_statements()] {
        let policy = Policy::from_json(&text).unwrap();
        let request = PackedRequest::new(Operation::AssumeRole).policy(&policy);
        let times = measure(&mut [("estimate", Box::new(|| drop(black_box(black_box(&request).estimate()))))]);
        println!("{:>9} {:>10.0}  of a policy", text.len(), times.first().copied().unwrap_or_default());
    }
    let request = PackedRequest::new(Operation::AssumeRole).tag("team", "analytics").tag("project", "lake");
    let times = measure(&mut [("estimate", Box::new(|| drop(black_box(black_box(&request).estimate()))))]);
    println!("{:>9} {:>10.0}  of two tags alone", 0, times.first().copied().unwrap_or_default());
}

/// Nanoseconds of one call of each contender.
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

/// A policy of four statements as people write it, of 1.3 KB: the example of a catalogue's table.
fn four_statements() -> String {
    include_str!("../../../examples/policies/catalogue-table.json").to_owned()
}

/// The statements of a policy again and again, as they are written but with names of their own, until the text has so many
/// bytes.
fn repeated(text: &str, bytes: usize) -> String {
    let (head, rest) = text.split_once('[').unwrap();
    let (statements, tail) = rest.rsplit_once(']').unwrap();
    let mut repeated = format!("{head}[{statements}");
    for round in 0.. {
        if repeated.len() >= bytes {
            break;
        }
        repeated.push(',');
        repeated.push_str(&statements.replace("\"Sid\": \"", &format!("\"Sid\": \"R{round}")));
    }
    format!("{repeated}]{tail}")
}
