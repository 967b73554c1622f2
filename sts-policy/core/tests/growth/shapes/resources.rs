//! Lists of resources and long resources.

use sts_policy_core::reference::Reference;

use super::Shape;
use super::build::{budgeted, joined, list, quoted, shape, statement, word};

pub(crate) fn shapes() -> Vec<Shape> {
    fn list_of(item: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
        move |n| statement(&[("Resource", list(n, |at| quoted(&item(at))))])
    }
    fn long(item: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
        move |n| statement(&[("Resource", quoted(&item(n)))])
    }
    let services: Vec<String> = Reference::embedded().arn_services().map(str::to_owned).collect();
    vec![
        shape("one resource again and again", list_of(|_| "arn:aws:s3:::b/*".to_owned())),
        shape("resources", list_of(|at| format!("arn:aws:s3:::{}/*", word(at)))),
        budgeted("patterns of resources", list_of(|at| format!("arn:aws:s3:::*{}*", word(at)))),
        budgeted("patterns of partitions", list_of(|at| format!("arn:*{}:s3:::x", word(at)))),
        shape("resources of all services", list_of(move |at| format!("arn:aws:{}:::b", services[at % services.len()]))),
        shape("resources of unknown services", list_of(|at| format!("arn:aws:z{}:::b", word(at)))),
        shape("unknown regions", list_of(|at| format!("arn:aws:sqs:us-{}-1:111122223333:q", word(at)))),
        shape("unknown variables", list_of(|at| format!("arn:aws:s3:::${{qz{}:a}}", word(at)))),
        shape("no resources", list_of(word)),
        shape("a pattern of stars", long(|n| format!("arn:aws:s3:::{}", "*a".repeat(n / 2)))),
        shape("a pattern for many forms", long(|n| format!("arn:aws:ec2:*:*:*{}", "z*".repeat(n / 2)))),
        shape("a long service", long(|n| format!("arn:aws:{}:::x", "a*".repeat(n / 2)))),
        shape("a long partition", long(|n| format!("arn:{}:s3:::x", "*a".repeat(n / 2)))),
        shape("a long region", long(|n| format!("arn:aws:s3:{}::x", "*a".repeat(n / 2)))),
        shape("a long account", long(|n| format!("arn:aws:s3::{}:x", "1-".repeat(n / 2)))),
        shape("question marks in a resource", long(|n| format!("arn:aws:s3:::{}*", "?".repeat(n)))),
        shape("colons", long(|n| format!("arn:aws:s3:::{}", ":".repeat(n)))),
        shape("slashes", long(|n| format!("arn:aws:s3:::{}", "/".repeat(n)))),
        shape("quotes", long(|n| format!("arn:aws:s3:::{}", "'".repeat(n)))),
        shape("dollars", long(|n| format!("arn:aws:s3:::{}", "$".repeat(n)))),
        shape("open variables", long(|n| format!("arn:aws:s3:::{}}}", "${".repeat(n / 2)))),
        shape("open variables with quotes", long(|n| format!("arn:aws:s3:::{}}}", "${a'".repeat(n / 4)))),
        shape("escapes", long(|n| format!("arn:aws:s3:::{}", "${*}".repeat(n / 4)))),
        shape("one variable again and again", long(|n| format!("arn:aws:s3:::{}", "${saml:aud}".repeat(n / 11)))),
        shape("different variables", |n| {
            let variables = joined(n, |at| format!("${{aws:PrincipalTag/{}}}", word(at)));
            statement(&[("Resource", quoted(&format!("arn:aws:s3:::{variables}")))])
        }),
        shape("not resources", |n| {
            statement(&[("NotResource", list(n, |at| quoted(&format!("arn:aws:s3:::{}/*", word(at)))))])
        }),
    ]
}
