//! Measures the checks of AWS's managed policies and of one policy with the most expensive shape.
//!
//! `cargo bench -p sts-policy-tests --bench managed_policies`
#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::collections::BTreeMap;
use std::hint::black_box;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use sts_policy::Checker;
use sts_policy_tests::managed_policies;

/// Number of checks of each policy. The shortest time counts.
const ROUNDS: usize = 20;

fn main() {
    let json = managed_policies(Path::new(env!("CARGO_TARGET_TMPDIR"))).unwrap();
    let policies: BTreeMap<String, Value> = serde_json::from_slice(&json).unwrap();
    let texts: Vec<(String, String)> =
        policies.into_iter().map(|(name, policy)| (name, policy.get("Document").unwrap().to_string())).collect();
    let checker = Checker::identity();
    let mut times: Vec<(Duration, &str, usize)> =
        texts.iter().map(|(name, text)| (time(&checker, text), name.as_str(), text.len())).collect();
    times.sort_unstable();
    let (median, ..) = times.get(times.len() / 2).unwrap();
    let (slowest, name, bytes) = times.last().unwrap();
    println!("{} managed policies: median {median:.1?}, slowest {slowest:.1?} ({name}, {bytes} bytes)", times.len());
    let text = pathological();
    println!("2,000 actions, 200 resources, 100 patterns, {} bytes: {:.1?}", text.len(), time(&checker, &text));
}

fn time(checker: &Checker, text: &str) -> Duration {
    let once = || {
        let start = Instant::now();
        black_box(checker.check(black_box(text)));
        start.elapsed()
    };
    (0..ROUNDS).map(|_| once()).min().unwrap()
}

/// Returns a policy with many actions and resources, many of them with several stars.
fn pathological() -> String {
    let reference = sts_policy::reference::Reference::embedded();
    let names = reference.services().flat_map(|service| service.actions()).step_by(11).take(2_000);
    let actions = names.map(|action| action.to_string());
    let patterns = (0..100).map(|number| format!("s3:*G*e*t*O*b*j*e*c*t*{number}*"));
    let resources = (0..200).map(|number| format!("arn:aws:s3:::*a*a*a*a*{number}*a*a*b/*a*a*a*a*a*b"));
    json!({
        "Version": "2012-10-17",
        "Statement": [
            { "Effect": "Allow", "Action": actions.chain(patterns).collect::<Vec<_>>(), "Resource": resources.clone().collect::<Vec<_>>() },
            { "Effect": "Deny", "Action": ["s3:*a*a*a*a*b", "ec2:*a*a*a*a*b"], "Resource": resources.collect::<Vec<_>>() },
        ],
    })
    .to_string()
}
