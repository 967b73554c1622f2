//! Measures lookups.
//!
//! `cargo bench -p sts-policy-reference --bench lookup`
//!
//! The lookups run in alternating rounds, and the best round counts, so that other load affects all of them alike.
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::hint::black_box;
use std::time::{Duration, Instant};

use sts_policy_reference::Reference;

/// Number of rounds of each lookup.
const ROUNDS: usize = 100;
/// Approximate duration of a round.
const ROUND: Duration = Duration::from_millis(2);

type Lookup<'a> = (&'static str, Box<dyn FnMut() + 'a>);

fn main() {
    let reference = Reference::embedded();
    let service = reference.service("ec2").unwrap();
    let run = reference.action("ec2", "RunInstances").unwrap();
    let tag = reference.action("ec2", "CreateTags").unwrap();
    let (last, never) =
        (service.condition_key("ec2:Vpc").unwrap(), service.condition_key("ec2:SourceInstanceARN").unwrap());
    let actions: Vec<(&str, &str)> = reference
        .services()
        .flat_map(|service| service.actions())
        .map(|action| (action.service().prefix(), action.name()))
        .collect();
    let mut each = actions.iter().cycle();
    let mut lookups: Vec<Lookup<'_>> = vec![
        lookup("a service", || reference.service(black_box("dynamodb"))),
        lookup("an action: service and action", || reference.action(black_box("ec2"), black_box("RunInstances"))),
        lookup("an action, each of all in turn", move || {
            let (prefix, name) = each.next().unwrap();
            reference.action(prefix, name)
        }),
        lookup("an action that is unknown", || reference.action(black_box("ec2"), black_box("RunInstance"))),
        lookup("a condition key", || service.condition_key(black_box("ec2:InstanceType"))),
        lookup("a condition key with a placeholder", || service.condition_key(black_box("ec2:ResourceTag/team"))),
        lookup("a condition key that is unknown", || service.condition_key(black_box("ec2:ResourceTags/team"))),
        lookup("a global condition key", || reference.global_condition_key(black_box("aws:VpcSourceIp"))),
        lookup("accepts: a key of RunInstances", || run.accepts(black_box(last))),
        lookup("accepts: unsupported key of CreateTags, 106 types", || tag.accepts(black_box(never))),
        lookup("a removed action", || reference.is_removed_action(black_box("iotevents"), black_box("ListInputs"))),
        lookup("the partition of a region", || reference.partition_of_region(black_box("us-gov-west-1"))),
    ];
    let times = measure(&mut lookups);
    println!("{:>8}  lookup", "ns");
    for ((name, _), time) in lookups.iter().zip(times) {
        println!("{time:>8.0}  {name}");
    }
}

fn lookup<'a, T>(name: &'static str, mut call: impl FnMut() -> T + 'a) -> Lookup<'a> {
    (name, Box::new(move || _ = black_box(call())))
}

/// Returns the nanoseconds of one call of each lookup.
fn measure(lookups: &mut [Lookup<'_>]) -> Vec<f64> {
    let calls: Vec<u32> = lookups
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
    let mut best = vec![f64::INFINITY; lookups.len()];
    for _ in 0..ROUNDS {
        for (((_, call), calls), best) in lookups.iter_mut().zip(&calls).zip(&mut best) {
            let start = Instant::now();
            for _ in 0..*calls {
                call();
            }
            *best = best.min(start.elapsed().as_nanos() as f64 / f64::from(*calls));
        }
    }
    best
}
