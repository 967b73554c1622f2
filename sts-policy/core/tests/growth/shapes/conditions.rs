//! Conditions.

use sts_policy_core::reference::Reference;

use super::Shape;
use super::build::{budgeted, cased, list, object, quoted, shape, statement, under, word};

const TAG: &str = "aws:PrincipalTag/a";

pub(crate) fn shapes() -> Vec<Shape> {
    let mut shapes = many_keys();
    shapes.extend(many_values());
    shapes.extend(long_values());
    shapes.extend(operators());
    shapes
}

/// A condition of one operator with a key for each number.
fn keys(operator: &'static str, key: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
    move |n| {
        let keys = object(n, |at| format!("{}:\"111122223333\"", quoted(&key(at))));
        statement(&[("Condition", under(operator, &keys))])
    }
}

/// A condition on one key with a value for each number.
fn values(
    operator: &'static str,
    key: &'static str,
    value: impl Fn(usize) -> String + 'static,
) -> impl Fn(usize) -> String {
    move |n| statement(&[("Condition", under(operator, &format!(r#"{{"{key}":{}}}"#, list(n, &value))))])
}

/// A condition with one long value.
fn long(
    operator: &'static str,
    key: &'static str,
    value: impl Fn(usize) -> String + 'static,
) -> impl Fn(usize) -> String {
    move |n| statement(&[("Condition", under(operator, &format!(r#"{{"{key}":{}}}"#, quoted(&value(n)))))])
}

fn many_keys() -> Vec<Shape> {
    let services = || Reference::embedded().services();
    let known: Vec<String> = services()
        .flat_map(|service| service.condition_keys())
        .map(|key| key.name().replace("${", "").replace('}', ""))
        .collect();
    vec![
        shape("keys of tags", keys("StringLike", |at| format!("aws:PrincipalTag/{}", word(at)))),
        shape(
            "known keys",
            keys("StringLike", move |at| {
                format!("{}{}", known[at * 7 % known.len()], if at < known.len() { String::new() } else { word(at) })
            }),
        ),
        shape("unknown global keys", keys("StringLike", |at| format!("aws:zz{}", word(at)))),
        shape("unknown keys of a service", keys("StringLike", |at| format!("s3:zz{}", word(at)))),
        shape("keys of unknown services", keys("StringLike", |at| format!("zz{}:x", word(at)))),
        shape("keys of identity providers", keys("StringLike", |at| format!("{}.:7", word(at)))),
        shape(
            "keys that nearly fit templates",
            keys("StringLike", |at| format!("token.actions.{}.ghe.com:act", word(at))),
        ),
        shape("keys of a retired service", keys("StringLike", |at| format!("deepracer:{}", word(at)))),
        shape("one key in every case", keys("StringLike", |at| cased("s3:existingobjecttag/abcdefgh", at))),
        shape("keys of some services", keys("StringLike", |at| cased("aws:VpceAccount", at))),
        shape("keys that need a partner", keys("IpAddress", |at| cased("aws:VpcSourceIp", at))),
        shape("withdrawn keys", keys("ArnLike", |at| cased("aws:ARN", at))),
        shape("attributes of tables", keys("StringLike", |at| cased("dynamodb:Attributes", at))),
        shape("no keys", keys("StringLike", word)),
        shape("a long key", |n| {
            statement(&[("Condition", under("StringLike", &format!(r#"{{"aws:{}":"x"}}"#, "a".repeat(n))))])
        }),
        shape("a long key that nearly fits templates", |n| {
            let key = format!("token.actions.{}", ".ghe.com:ac".repeat(n / 11));
            statement(&[("Condition", under("StringLike", &format!(r#"{{"{key}":"x"}}"#)))])
        }),
        shape("stars", |n| {
            let keys = object(n, |at| format!(r#""aws:PrincipalTag/{}":"*""#, word(at)));
            statement(&[("Condition", under("StringLike", &keys))])
        }),
    ]
}

fn many_values() -> Vec<Shape> {
    vec![
        shape("texts", values("StringEquals", TAG, |at| quoted(&word(at)))),
        shape("patterns", values("StringLike", TAG, |at| quoted(&format!("*{}*", word(at))))),
        shape("regions", values("StringLike", "aws:RequestedRegion", |at| quoted(&format!("*{}*", word(at % 5))))),
        shape("unknown regions as values", values("StringEquals", "aws:RequestedRegion", |at| quoted(&word(at)))),
        shape(
            "networks",
            values("IpAddress", "aws:SourceIp", |at| {
                quoted(&format!("{}.{}.{}.0/24", at >> 16 & 255, at >> 8 & 255, at & 255))
            }),
        ),
        shape("no networks", values("IpAddress", "aws:SourceIp", |at| quoted(&word(at)))),
        shape("numbers as values", values("NumericLessThan", "s3:max-keys", |at| at.to_string())),
        shape("dates", values("DateLessThan", "aws:CurrentTime", |_| quoted("2026-01-01T00:00:00Z"))),
        shape("moments", values("DateLessThan", "aws:CurrentTime", |at| quoted(&(1_700_000_000 + at).to_string()))),
        shape("booleans", values("Bool", "aws:SecureTransport", |_| quoted("true"))),
        shape("ARNs", values("ArnLike", "aws:PrincipalArn", |at| quoted(&format!("arn:aws:iam::*:role/{}", word(at))))),
        shape("principals as values", values("StringLike", "aws:userid", |at| quoted(&format!("*:{}", word(at))))),
        shape("accounts", values("StringLike", "aws:PrincipalAccount", |at| quoted(&format!("*{}", word(at))))),
        shape("vpcs", values("StringEquals", "aws:SourceVpc", |at| quoted(&word(at)))),
        shape("bytes", values("BinaryEquals", TAG, |_| quoted("aGVsbG8="))),
        shape("nulls", values("StringLike", TAG, |_| "null".to_owned())),
        shape("nested values", values("StringLike", TAG, |_| "[1]".to_owned())),
        shape("characters that STS refuses", values("StringLike", TAG, |_| quoted("租"))),
    ]
}

fn long_values() -> Vec<Shape> {
    vec![
        shape("a long value", long("StringLike", TAG, |n| "a".repeat(n))),
        shape("a long pattern", long("StringLike", TAG, |n| "*a".repeat(n / 2))),
        shape("a long region as value", long("StringLike", "aws:RequestedRegion", |n| "*a".repeat(n / 2))),
        shape("a long ARN", long("ArnLike", "aws:PrincipalArn", |n| format!("arn:aws:iam::*:{}", "*a".repeat(n / 2)))),
        shape("a long principal", long("StringLike", "aws:userid", |n| "${*}".repeat(n / 8) + &"a".repeat(n / 2))),
        shape("variables in a principal", long("StringLike", "aws:userid", |n| "${aws:userid}".repeat(n / 13))),
        shape(
            "variables in an account",
            long("StringLike", "aws:PrincipalAccount", |n| "${aws:PrincipalAccount}".repeat(n / 23)),
        ),
        shape("a long number as text", long("NumericEquals", "s3:max-keys", |n| "1".repeat(n))),
        shape("a long date", long("DateEquals", "aws:CurrentTime", |n| "1".repeat(n))),
        shape("a long network", long("IpAddress", "aws:SourceIp", |n| "1.".repeat(n / 2))),
        shape("long base64", long("BinaryEquals", TAG, |n| "aGVs".repeat(n / 4))),
        shape("spaces in a variable", long("StringLike", TAG, |n| format!("${{{}}}", " ".repeat(n)))),
        shape("open variables in a value", long("StringLike", TAG, |n| "${".repeat(n / 2) + "}")),
    ]
}

fn operators() -> Vec<Shape> {
    vec![
        shape("operators in every case", |n| {
            statement(&[(
                "Condition",
                object(n, |at| format!(r#""{}":{{"a:b":"x"}}"#, cased("StringLikeIfExists", at))),
            )])
        }),
        shape("unknown operators", |n| {
            statement(&[("Condition", object(n, |at| format!(r#""String{}":{{"a:b":"x"}}"#, word(at))))])
        }),
        shape("empty operators", |n| {
            statement(&[("Condition", object(n, |at| format!(r#""{}":{{}}"#, cased("nullifexists", at))))])
        }),
        budgeted("patterns of one key under two operators", |n| {
            let block = |operator: &str, start: &str| {
                let values = list(n / 2, |at| quoted(&format!("{start}{}", word(at))));
                format!(r#""{operator}":{{"{TAG}":{values}}}"#)
            };
            statement(&[("Condition", format!("{{{},{}}}", block("StringLike", "*a"), block("StringEquals", "b")))])
        }),
        budgeted("two long patterns of one key", |n| {
            let block = |operator: &str, text: &str| format!(r#""{operator}":{{"{TAG}":"{}"}}"#, text.repeat(n / 4));
            statement(&[("Condition", format!("{{{},{}}}", block("StringLike", "a*"), block("StringNotLike", "*a")))])
        }),
        budgeted("many keys under two operators", |n| {
            let block = |operator: &str| {
                let keys = object(n / 2, |at| format!(r#""aws:PrincipalTag/{}":"{operator}""#, word(at)));
                format!(r#""{operator}":{keys}"#)
            };
            statement(&[("Condition", format!("{{{},{}}}", block("StringLike"), block("StringEquals")))])
        }),
    ]
}
