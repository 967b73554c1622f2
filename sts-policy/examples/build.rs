//! Builds a policy whose shape is known only at run time: one statement for each table in the arguments.
//!
//! `cargo run -p sts-policy --example build -- orders customers`

use std::error::Error;

use sts_policy::policy::Operator;
use sts_policy::request::{Operation, SessionRequest, SessionTags};
use sts_policy::value::{Hole, Segment};
use sts_policy::{Checker, Policy, Statement};

fn main() -> Result<(), Box<dyn Error>> {
    let mut builder = Policy::builder();
    for table in std::env::args().skip(1) {
        // A table named `*` is one table.
        let folder = format!("sales/{}/*", Segment::<64>::new(table)?.to_element_text());
        builder = builder
            .statement(Statement::allow(["s3:ListBucket"]).resources(["arn:aws:s3:::lake"]).condition(
                Operator::StringLike,
                "s3:prefix",
                [folder.clone()],
            ))
            .statement(Statement::allow(["s3:GetObject"]).resources([format!("arn:aws:s3:::lake/{folder}")]));
    }
    let request = SessionRequest::new(Operation::AssumeRole).tags(SessionTags::from_pairs([("team", "analytics")])?);
    let checker = Checker::for_request(request).estimate_packed_size();
    let (policy, report) = checker.session_policy(&builder.build()?.to_json())?;
    println!("{policy}");
    println!("{} bytes", report.bytes());
    if let Some(size) = report.packed_size() {
        println!("packed size {size}");
    }
    Ok(())
}
