//! Two lists that grow together.

use sts_policy_core::reference::Reference;

use super::Shape;
use super::build::{budgeted, cased, known_actions, list, object, quoted, shape, statement, under, word};

pub(crate) fn shapes() -> Vec<Shape> {
    let mut shapes = actions_and_keys();
    shapes.extend(actions_and_resources());
    shapes.extend(conditions());
    shapes
}

/// A statement with an action and a condition key for each number.
fn product_of(
    action: impl Fn(usize) -> String + 'static,
    key: impl Fn(usize) -> String + 'static,
) -> impl Fn(usize) -> String {
    move |n| {
        let keys = object(n / 2, |at| format!("{}:\"111122223333\"", quoted(&key(at))));
        let actions = list(n / 2, |at| quoted(&action(at)));
        statement(&[("Action", actions), ("Condition", under("StringLike", &keys))])
    }
}

fn first_150_actions(start: &str) -> Vec<String> {
    known_actions().into_iter().filter(|action| action.starts_with(start)).take(150).collect()
}

/// Returns the first action of each of 150 services.
fn first_actions() -> Vec<String> {
    let services = Reference::embedded().services();
    services.filter_map(|service| service.actions().next()).map(|action| action.to_string()).take(150).collect()
}

fn actions_and_keys() -> Vec<Shape> {
    let all = known_actions();
    let first = first_actions();
    let (firsts, firsts_too) = (first.clone(), first.clone());
    let ec2 = first_150_actions("ec2:");
    let ec2_too = ec2.clone();
    vec![
        budgeted(
            "all of sts, and keys of identity providers",
            product_of(|_| "sts:*".to_owned(), |at| format!("{}.:7", word(at))),
        ),
        shape(
            "one action, and tags of another service",
            product_of(|_| "s3:GetObject".to_owned(), |at| format!("ec2:ResourceTag/{}", word(at))),
        ),
        shape(
            "actions of one service, and its tags",
            product_of(move |at| ec2[at % ec2.len()].clone(), |at| format!("ec2:ResourceTag/{}", word(at))),
        ),
        shape(
            "actions of one service, and tags of another",
            product_of(
                move |at| ec2_too[at % ec2_too.len()].clone(),
                |at| format!("s3:ExistingObjectTag/{}", word(at)),
            ),
        ),
        shape(
            "actions of all services, and tags of one",
            product_of(move |at| all[(at * 7) % all.len()].clone(), |at| format!("s3:ExistingObjectTag/{}", word(at))),
        ),
        shape(
            "all services, and tags of one",
            product_of(move |at| first[at % first.len()].clone(), |at| format!("s3:ExistingObjectTag/{}", word(at))),
        ),
        shape(
            "all services, and tags of all",
            product_of(move |at| firsts[at % firsts.len()].clone(), |at| format!("aws:ResourceTag/{}", word(at))),
        ),
        shape(
            "all services, and contexts of one",
            product_of(
                move |at| firsts_too[at % firsts_too.len()].clone(),
                |at| format!("kms:EncryptionContext:{}", word(at)),
            ),
        ),
        budgeted(
            "patterns of actions, and tags",
            product_of(|at| format!("ec2:*{}*", word(at % 5)), |at| format!("aws:ResourceTag/{}", word(at))),
        ),
        shape(
            "actions, and keys of some services",
            product_of(|_| "s3:GetObject".to_owned(), |at| cased("aws:VpceAccount", at)),
        ),
        shape(
            "actions, and attributes of tables",
            product_of(|_| "dynamodb:PutItem".to_owned(), |at| cased("dynamodb:Attributes", at)),
        ),
    ]
}

fn actions_and_resources() -> Vec<Shape> {
    let known = known_actions();
    let ec2_again = first_150_actions("ec2:");
    vec![
        shape("actions, and resources", move |n| {
            let actions = list(n / 2, |at| quoted(&known[(at * 7) % known.len()]));
            let resources = list(n / 2, |at| quoted(&format!("arn:aws:s3:::{}/*", word(at))));
            statement(&[("Action", actions), ("Resource", resources)])
        }),
        budgeted("actions of one service, and patterns of its resources", move |n| {
            let actions = list(n / 2, |at| quoted(&ec2_again[at % ec2_again.len()]));
            let resources = list(n / 2, |at| quoted(&format!("arn:aws:ec2:*:*:*{}", word(at))));
            statement(&[("Action", actions), ("Resource", resources)])
        }),
        budgeted("patterns of actions, and an ARN that fits none", |n| {
            let actions = list(n, |at| quoted(&format!("ec2:*{}{}*", word(at % 5), word(at / 5 % 26))));
            statement(&[("Action", actions), ("Resource", quoted("arn:aws:s3:::zzz"))])
        }),
        budgeted("patterns of everything, and an ARN that fits none", |n| {
            let actions = list(n, |at| quoted(&format!("ec2:{}*", "?".repeat(at % 6))));
            statement(&[("Action", actions), ("Resource", quoted("arn:aws:s3:::zzz"))])
        }),
        budgeted("patterns of actions, and resources", |n| {
            let actions = list(n / 2, |at| quoted(&format!("ec2:*{}*", word(at))));
            let resources = list(n / 2, |at| quoted(&format!("arn:aws:s3:::{}/*", word(at))));
            statement(&[("Action", actions), ("Resource", resources)])
        }),
    ]
}

fn conditions() -> Vec<Shape> {
    vec![
        shape("a long key, and values that STS refuses", |n| {
            let key = format!("aws:PrincipalTag/{}", "k".repeat(n / 2));
            let values = list(n / 2, |_| quoted("租"));
            statement(&[("Condition", under("StringLike", &format!(r#"{{"{key}":{values}}}"#)))])
        }),
        shape("a long key, and values that are wrong", |n| {
            let key = format!("aws:PrincipalTag/{}", "k".repeat(n / 2));
            let values = list(n / 2, |_| quoted("x"));
            statement(&[("Condition", under("IpAddress", &format!(r#"{{"{key}":{values}}}"#)))])
        }),
        shape("operators with stars, and a long list", |n| {
            let operators = ["StringNotLike", "StringLikeIfExists", "StringNotLikeIfExists", "ForAnyValue:StringLike"];
            let stars = operators.map(|operator| format!(r#""{operator}":{{"aws:PrincipalTag/b":"*"}}"#)).join(",");
            let values = list(n, |at| quoted(&format!("a{}", word(at))));
            statement(&[("Condition", format!(r#"{{"StringLike":{{"aws:PrincipalTag/a":{values}}},{stars}}}"#))])
        }),
    ]
}
