//! Lists of actions.

use super::Shape;
use super::build::{budgeted, joined, known_actions, list, one, policy, quoted, shape, statement, word};

pub(crate) fn shapes() -> Vec<Shape> {
    fn list_of(item: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
        move |n| statement(&[("Action", list(n, |at| quoted(&item(at))))])
    }
    let known = known_actions();
    vec![
        shape("one action again and again", list_of(|_| "s3:GetObject".to_owned())),
        shape("known actions", list_of(move |at| known[(at * 7) % known.len()].clone())),
        shape("unknown actions", list_of(|at| format!("s3:Gett{}", word(at)))),
        shape("actions of unknown services", list_of(|at| format!("zz{}:Get", word(at)))),
        shape("no actions", list_of(word)),
        budgeted("patterns of no action", list_of(|at| format!("ec2:*zq{}*", word(at)))),
        budgeted("patterns of some actions", list_of(|at| format!("ec2:*{}*", word(at)))),
        budgeted("patterns that begin alike", list_of(|at| format!("s3:*{}", word(at)))),
        budgeted("question marks", list_of(|at| format!("s3:{}*", "?".repeat(at % 40)))),
        shape("one long pattern", |n| statement(&[("Action", quoted(&format!("s3:{}", "*a".repeat(n / 2))))])),
        budgeted("two long patterns", |n| {
            let long = |end: &str| quoted(&format!("s3:*{}{end}*", "a".repeat(n / 2)));
            statement(&[("Action", format!("[{},{}]", long("b"), long("")))])
        }),
        budgeted("twenty long patterns", |n| {
            let long = |at: usize| quoted(&format!("s3:*{}{}*", "a?".repeat(n / 40), "b".repeat(at % 2)));
            statement(&[("Action", format!("[{}]", (0..20).map(long).collect::<Vec<_>>().join(",")))])
        }),
        budgeted("statements of long patterns", |n| {
            let long = |end: &str| quoted(&format!("s3:*{}{end}*", "a".repeat(400)));
            let two = one(&[("Action", format!("[{},{}]", long("b"), long("")))]);
            policy(&joined(n, |_| two.clone()))
        }),
        shape("not actions", |n| statement(&[("NotAction", list(n, |at| quoted(&format!("s3:Get{}", word(at)))))])),
    ]
}
