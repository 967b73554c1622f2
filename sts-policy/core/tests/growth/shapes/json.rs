//! JSON without the elements of a policy.

use super::Shape;
use super::build::{cased, joined, list, object, policy, quoted, shape, statement, under, word};

pub(crate) fn shapes() -> Vec<Shape> {
    vec![
        shape("white space", |n| " ".repeat(n) + &statement(&[])),
        shape("line breaks", |n| "\n".repeat(n) + "x"),
        shape("open brackets", |n| "[".repeat(n)),
        shape("an open string", |n| format!("\"{}", "\\".repeat(n))),
        shape("no JSON", |n| "x".repeat(n)),
        shape("empty objects", |n| list(n, |_| "{}".to_owned())),
        shape("empty objects as statements", |n| policy(&joined(n, |_| "{}".to_owned()))),
        shape("numbers", |n| list(n, |_| "1".to_owned())),
        shape("numbers as statements", |n| policy(&joined(n, |_| "1".to_owned()))),
        shape("arrays of one", |n| list(n, |_| "[1]".to_owned())),
        shape("deep arrays", |n| list(n, |_| "[".repeat(100) + &"]".repeat(100))),
        shape("deep arrays as statements", |n| policy(&joined(n, |_| "[".repeat(100) + &"]".repeat(100)))),
        shape("deep objects", |n| list(n, |_| "{\"\":".repeat(100) + "1" + &"}".repeat(100))),
        shape("one key again and again", |n| object(n, |_| r#""Version":"2012-10-17""#.to_owned())),
        shape("unknown elements", |n| {
            format!(r#"{{"Version":"2012-10-17",{}}}"#, joined(n, |at| format!(r#""Statemen{}":1"#, word(at))))
        }),
        shape("unknown elements of a statement", |n| policy(&object(n, |at| format!(r#""Actio{}":1"#, word(at))))),
        shape("an element in every case", |n| policy(&object(n, |at| format!(r#""{}":1"#, cased("notresource", at))))),
        shape("a long id", |n| format!(r#"{{"Version":"2012-10-17","Id":"{}","Statement":[]}}"#, "a".repeat(n))),
        shape("a long `Sid`", |n| statement(&[("Sid", quoted(&"a".repeat(n)))])),
        shape("a `Sid` of escapes", |n| statement(&[("Sid", format!("\"{}\"", "\\u0041".repeat(n / 6)))])),
        shape("a `Sid` beyond ASCII", |n| statement(&[("Sid", quoted(&"é".repeat(n / 2)))])),
        shape("a long number", |n| {
            statement(&[("Condition", under("NumericEquals", &format!(r#"{{"s3:max-keys":{}}}"#, "1".repeat(n))))])
        }),
        shape("a long fraction", |n| {
            statement(&[("Condition", under("NumericEquals", &format!(r#"{{"s3:max-keys":0.{}}}"#, "1".repeat(n))))])
        }),
        shape("a long key of bad statements", |n| {
            format!(r#"{{"{}":1,"Statement":[{}]}}"#, "K".repeat(n / 2), joined(n / 2, |_| "{}".to_owned()))
        }),
        shape("principals", |n| statement(&[("Principal", object(n, |at| format!(r#""AWS{at}":"x""#)))])),
    ]
}
