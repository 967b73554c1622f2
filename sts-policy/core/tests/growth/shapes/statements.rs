//! Lists of statements.

use super::Shape;
use super::build::{budgeted, joined, list, object, one, policy, quoted, shape, under, word};

pub(crate) fn shapes() -> Vec<Shape> {
    fn list_of(statement: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
        move |n| policy(&joined(n, &statement))
    }
    let effect = |at: usize| quoted(if at.is_multiple_of(2) { "Allow" } else { "Deny" });
    vec![
        shape("equal statements", list_of(|_| one(&[]))),
        shape("statements with names", list_of(|at| one(&[("Sid", quoted(&format!("S{at}")))]))),
        shape("statements of one name", list_of(|_| one(&[("Sid", quoted("S"))]))),
        shape("statements of wrong names", list_of(|at| one(&[("Sid", quoted(&format!("S-{at}")))]))),
        shape(
            "statements that nearly collide",
            list_of(|at| one(&[("Resource", quoted(&format!("arn:aws:s3:::{}/zzzzzzz", word(1_000 + at))))])),
        ),
        shape(
            "statements in three partitions",
            list_of(|at| {
                let partition = ["aws", "aws-cn", "aws-us-gov"][at % 3];
                one(&[("Resource", quoted(&format!("arn:{partition}:s3:::{}", word(at))))])
            }),
        ),
        shape(
            "statements that pass roles",
            list_of(|_| one(&[("Action", quoted("iam:PassRole")), ("Resource", quoted("*"))])),
        ),
        shape(
            "statements that begin sessions",
            list_of(|at| {
                let keys = format!(r#"{{"aws:RequestTag/{}":"a"}}"#, word(at));
                one(&[("Action", quoted("sts:AssumeRole")), ("Condition", under("StringEquals", &keys))])
            }),
        ),
        shape("statements of IAM", list_of(|at| one(&[("Action", quoted(&format!("iam:Get{}", word(at))))]))),
        budgeted(
            "allow and deny",
            list_of(move |at| {
                one(&[("Effect", effect(at)), ("Resource", quoted(&format!("arn:aws:s3:::{}/*", word(at))))])
            }),
        ),
        budgeted(
            "allow and deny with patterns",
            list_of(move |at| {
                let actions = list(100, |other| quoted(&format!("s3:*{}*", word(other * 7 + at))));
                one(&[("Effect", effect(at)), ("NotAction", actions)])
            }),
        ),
        budgeted(
            "allow and deny with long values",
            list_of(move |at| {
                let values = list(200, |other| quoted(&word(other + if other > 30 { at } else { 0 })));
                let keys = format!(r#"{{"aws:PrincipalTag/a":{values}}}"#);
                one(&[("Effect", effect(at)), ("Condition", under("StringLike", &keys))])
            }),
        ),
        budgeted(
            "allow and deny with many keys",
            list_of(move |at| {
                let value = |other: usize| if other > 5 { word(at) } else { "x".to_owned() };
                let keys = object(200, |other| format!(r#""aws:PrincipalTag/{}":"{}""#, word(other), value(other)));
                one(&[("Effect", effect(at)), ("Condition", under("StringLike", &keys))])
            }),
        ),
        budgeted("one deny, and many that it may cover", |n| {
            let actions = list(n / 2, |at| quoted(&format!("s3:*{}*", word(at))));
            let allow = joined(n / 2, |at| one(&[("Resource", quoted(&format!("arn:aws:s3:::{}", word(at))))]));
            policy(&format!("{},{allow}", one(&[("Effect", quoted("Deny")), ("Action", actions)])))
        }),
    ]
}
