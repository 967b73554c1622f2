//! Measures the compile time of the macros: `cargo check` of a crate with 1,000 functions that each build a policy of three statements,
//! compared with the same functions with `serde_json::json!`, with a misspelt action, and with an empty body.
//!
//! `cargo bench -p sts-policy-tests --bench macros`. The crates are checked in alternating rounds, without incremental compilation and in
//! the `dev` profile, where macros run unoptimized. The shortest time of each crate is printed.

#![expect(clippy::unwrap_used, reason = "a benchmark may panic")]

use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

/// Number of policies, and number of checks of each crate.
const POLICIES: usize = 1_000;
const ROUNDS: usize = 5;

const POLICY: &str = r#"policy! {
        Read@: allow "s3:GetObject", "s3:GetObjectVersion" on "arn:aws:s3:::{bucket}/{tenant}/@/*";
        allow "s3:ListBucket" on "arn:aws:s3:::{bucket}"
            when StringLike "s3:prefix" = ["{tenant}/@/*", "shared/*"] and Bool "aws:SecureTransport" = true;
        deny except "s3:*" on * when StringNotEquals "aws:RequestedRegion" = "eu-west-1";
    }"#;

const JSON: &str = r#"serde_json::json!({"Version": "2012-10-17", "Statement": [
        {"Sid": "Read@", "Effect": "Allow", "Action": ["s3:GetObject", "s3:GetObjectVersion"],
         "Resource": format!("arn:aws:s3:::{bucket}/{tenant}/@/*")},
        {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": format!("arn:aws:s3:::{bucket}"),
         "Condition": {"StringLike": {"s3:prefix": [format!("{tenant}/@/*"), "shared/*"]}, "Bool": {"aws:SecureTransport": true}}},
        {"Effect": "Deny", "NotAction": "s3:*", "Resource": "*",
         "Condition": {"StringNotEquals": {"aws:RequestedRegion": "eu-west-1"}}}
    ]})"#;

fn main() {
    let misspelt = POLICY.replace("GetObjectVersion", "GetObjectVersoin");
    let contenders = [
        ("nothing", "SessionPolicy", "loop {}"),
        ("policy", "SessionPolicy", POLICY),
        ("json", "serde_json::Value", JSON),
        ("misspelt", "SessionPolicy", &misspelt),
    ];
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("macros");
    for (name, returns, body) in contenders {
        write(&folder.join(name), name, returns, body);
    }
    let mut least = [Duration::MAX; 4];
    // The first round builds the dependencies.
    for round in 0..=ROUNDS {
        for ((name, ..), least) in contenders.iter().zip(&mut least) {
            let time = check(&folder.join(name), &folder.join("target"));
            if round > 0 {
                *least = time.min(*least);
            }
        }
    }
    println!("cargo check of {POLICIES} policies, the least of {ROUNDS} rounds:");
    for ((name, ..), time) in contenders.iter().zip(least) {
        println!(
            "{name:>10} {:>6.2} s, {:>6.2} s more than nothing",
            time.as_secs_f64(),
            (time.saturating_sub(least[0])).as_secs_f64()
        );
    }
}

/// Creates a crate of functions with this body, in which `@` is the number of the function.
fn write(folder: &Path, name: &str, returns: &str, body: &str) {
    let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
    let manifest = format!(
        "[package]\nname = {name:?}\nedition = \"2024\"\n\n[dependencies]\nserde_json = \"1\"\nsts-policy = {{ path = {:?} }}\n\n[workspace]\n",
        workspace.join("sts-policy")
    );
    let mut source = "#![allow(unused)]\nuse sts_policy::{*, value::*};\n".to_owned();
    for number in 0..POLICIES {
        let body = body.replace('@', &number.to_string());
        source +=
            &format!("pub fn f{number}(bucket: &BucketName, tenant: &Segment<36>) -> {returns} {{\n    {body}\n}}\n");
    }
    fs::create_dir_all(folder.join("src")).unwrap();
    fs::write(folder.join("Cargo.toml"), manifest).unwrap();
    fs::copy(workspace.join("Cargo.lock"), folder.join("Cargo.lock")).unwrap();
    fs::write(folder.join("src/lib.rs"), source).unwrap();
}

/// Returns the time of `cargo check` after a change of the source.
fn check(folder: &Path, target: &Path) -> Duration {
    let source = folder.join("src/lib.rs");
    fs::write(&source, fs::read(&source).unwrap()).unwrap();
    let start = Instant::now();
    Command::new(env!("CARGO"))
        .args(["check", "--offline", "--quiet"])
        .current_dir(folder)
        .env("CARGO_TARGET_DIR", target)
        .env("CARGO_INCREMENTAL", "0")
        .stderr(Stdio::null())
        .status()
        .unwrap();
    start.elapsed()
}
