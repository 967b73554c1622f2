//! The work of reading and checking is linear in the length of the text, for all shapes of texts.
//!
//! Each shape is made in two sizes, the second four times as long as the first. The steps that loops count (feature `steps`) and the
//! allocated bytes may grow by a factor of at most five. The tests measure no time, so the result is the same on every machine.
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

#[path = "support/cases.rs"]
#[expect(dead_code, reason = "the tests here have sizes instead of cases")]
mod cases;

use std::fmt::Write;

use cases::is_full;
use sts_policy_core::packed::{Calibration, Operation, PackedRequest};
use sts_policy_core::reference::Reference;
use sts_policy_core::{Checker, Policy, Report, SessionPolicy, limits, steps};

/// Bytes of a shape in its first size. A session policy of four times this length is still checked.
fn small_bytes() -> usize {
    if is_full() { 15_000 } else { 5_000 }
}

/// Bytes of a shape in its second size.
fn large_bytes() -> usize {
    4 * small_bytes()
}

/// Maximum growth of the work. Work that does not depend on the length, such as one lookup, reduces it below four.
const MAX_GROWTH: f64 = 5.0;

/// Maximum number of steps of the budgets for comparisons of patterns, statements and conditions. A shape may use little of them in its
/// first size and all in its second.
const BUDGETS: u64 = 3 << 24;

/// Maximum number of steps per byte without the budgets: each action with a wildcard may be compared with all actions of a service.
const MAX_STEPS_PER_BYTE: u64 = 5_000;

/// Maximum number of bytes allocated at one time: per byte of the text, and for the report.
const MAX_BYTES_PER_BYTE: u64 = 100;
const MAX_REPORT_BYTES: u64 = 3_000_000;

/// Maximum number of bytes compressed for the contributors of a request.
const MAX_COMPRESSED_BYTES: u64 = 3 << 19;

/// Steps or bytes per byte of the text that are not checked for growth: a longer list may take another path through the code.
const NEGLIGIBLE: f64 = 16.0;

#[derive(Debug, Clone, Copy)]
struct Work {
    steps: u64,
    /// Sum of all allocations, in bytes.
    allocated: u64,
    /// Maximum number of bytes allocated at one time.
    held: u64,
}

fn work(call: impl FnOnce()) -> Work {
    let before = steps::taken();
    let info = allocation_counter::measure(call);
    Work { steps: steps::taken() - before, allocated: info.bytes_total, held: info.bytes_max }
}

struct Shape {
    name: &'static str,
    /// True if the shape uses a budget.
    is_budgeted: bool,
    make: Box<dyn Fn(usize) -> String>,
}

/// A name, and a function that reads or checks a text.
type Job = (&'static str, fn(&str));

/// All ways to read or check the text of a policy.
const JOBS: [Job; 6] = [
    ("session", |text| drop(Checker::session().check(text).locate(text))),
    ("federation", |text| drop(Checker::federation().packed_size(Operation::AssumeRole).check(text))),
    ("identity", |text| drop(Checker::identity().check(text))),
    ("without reference", |text| drop(Checker::session().without_reference().check(text))),
    ("SessionPolicy", |text| drop(SessionPolicy::from_json(text))),
    ("Policy", |text| drop(Policy::from_json(text).map(|policy| policy.to_json()))),
];

/// Asserts that the work for each shape is linear in its length.
fn assert_linear(shapes: Vec<Shape>) {
    // The first calls also initialize what a process has once.
    let text = statement(&[("Condition", r#"{"StringLike":{"zz:a":"b"}}"#.to_owned())]);
    JOBS.iter().for_each(|(_, job)| job(&text));
    let mut failures = String::new();
    for shape in shapes {
        let (small, large) = ((shape.make)(small_bytes()), (shape.make)(large_bytes()));
        assert!(small.len() >= small_bytes() - 200, "{}", shape.name);
        assert!(large.len() <= limits::MAX_CHECKED_SESSION_POLICY_BYTES, "{}", shape.name);
        let ratio = large.len() as f64 / small.len() as f64;
        assert!((3.8..4.2).contains(&ratio), "{}: {ratio}", shape.name);
        // The budgets are the same for all kinds of policy, and using them up takes time.
        let jobs = if shape.is_budgeted { &JOBS[..1] } else { &JOBS[..] };
        for (name, job) in jobs {
            let (first, second) = (work(|| job(&small)), work(|| job(&large)));
            if !is_linear(&shape, (small.len(), first), (large.len(), second)) {
                writeln!(failures, "{} ({name}): {first:?} became {second:?}", shape.name).unwrap();
            }
        }
    }
    assert!(failures.is_empty(), "\n{failures}");
}

fn is_linear(shape: &Shape, (small_bytes, first): (usize, Work), (large_bytes, second): (usize, Work)) -> bool {
    let growth = |first: u64, second: u64| second as f64 / (first as f64).max(NEGLIGIBLE * small_bytes as f64);
    let steps = if shape.is_budgeted { second.steps.saturating_sub(BUDGETS) } else { second.steps };
    let bytes = large_bytes as u64;
    growth(first.steps, steps) <= MAX_GROWTH
        && growth(first.allocated, second.allocated) <= MAX_GROWTH
        && growth(first.held, second.held) <= MAX_GROWTH
        && steps <= MAX_STEPS_PER_BYTE * bytes
        && second.held <= MAX_BYTES_PER_BYTE * bytes + MAX_REPORT_BYTES
}

// One test per group, so that several threads share the work.

#[test]
fn work_is_linear_for_json() {
    assert_linear(json());
}

#[test]
fn work_is_linear_for_actions() {
    assert_linear(actions());
}

#[test]
fn work_is_linear_for_resources() {
    assert_linear(resources());
}

#[test]
fn work_is_linear_for_conditions() {
    assert_linear(conditions());
}

#[test]
fn work_is_linear_for_products() {
    assert_linear(products());
}

#[test]
fn work_is_linear_for_statements() {
    assert_linear(statements());
}

/// Also for policies that are too long to be sent.
#[test]
fn contributors_compress_a_bounded_number_of_bytes() {
    let piece = |index: usize| if index.is_multiple_of(3) { "ab" } else { "ba" }.to_owned();
    for shape in [&piece as &dyn Fn(usize) -> String, &|index| format!("s3:{}", word(index)), &|_| "a".repeat(500)] {
        for bytes in [3_000, 12_000] {
            let text = statement(&[("Action", list(bytes, |index| quoted(&shape(index))))]);
            let policy = Policy::from_json(&text).unwrap();
            let request = PackedRequest::new(Operation::AssumeRole).policy(Some(&policy));
            let work = work(|| drop(request.contributors(&Calibration::new())));
            assert!(work.steps <= MAX_COMPRESSED_BYTES, "{bytes} bytes: {work:?}");
        }
    }
}

/// The steps of a lookup in the reference are logarithmic in its length, or linear in one record.
#[test]
fn a_lookup_takes_a_bounded_number_of_steps() {
    let reference = Reference::embedded();
    reference.condition_keys("first");
    let long = "a".repeat(10_000);
    let mut largest = 0;
    for name in ["s3:prefix", "zz:zz", "aws:ResourceTag/a", "token.actions.x.ghe.com:actor", &long] {
        let lookups: [&dyn Fn(); 4] = [
            &|| assert!(reference.condition_keys(name).len() < 1_000),
            &|| assert!(reference.global_condition_key(name).is_none_or(|key| !key.name().is_empty())),
            &|| assert!(reference.service(name).is_none()),
            &|| assert!(!reference.is_removed_action(name, name)),
        ];
        for lookup in lookups {
            largest = largest.max(work(lookup).steps);
        }
    }
    for action in reference.services().flat_map(|service| service.actions()) {
        let key = action.service().condition_keys().next();
        let accepts = work(|| assert!(key.is_none_or(|key| action.accepts(key) || key.service() == action.service())));
        largest = largest.max(accepts.steps);
    }
    assert!(largest < 20_000, "{largest}");
}

#[test]
fn findings_and_their_pointers_are_bounded() {
    for shape in shapes() {
        let text = (shape.make)(large_bytes());
        let report = Checker::identity().check(&text);
        assert!(report.findings().len() <= Report::MAX_FINDINGS, "{}", shape.name);
        let bytes: usize = report.findings().iter().map(|finding| finding.pointer().as_str().len()).sum();
        assert!(bytes <= 1_000_000 + large_bytes(), "{}: {bytes}", shape.name);
    }
}

// Builders of shapes.

fn quoted(text: &str) -> String {
    serde_json::to_string(text).unwrap()
}

/// Returns a different short word for each number.
fn word(mut index: usize) -> String {
    let mut word = String::new();
    loop {
        word.insert(0, char::from(b'a' + u8::try_from(index % 26).unwrap()));
        index /= 26;
        if index == 0 {
            return word;
        }
    }
}

/// Returns the word with different letters in upper case for each number.
fn cased(word: &str, mut index: usize) -> String {
    word.chars()
        .map(|character| {
            if !character.is_ascii_alphabetic() {
                return character;
            }
            let is_upper = index & 1 == 1;
            index >>= 1;
            if is_upper { character.to_ascii_uppercase() } else { character.to_ascii_lowercase() }
        })
        .collect()
}

/// Concatenates items up to this many bytes.
fn joined(bytes: usize, item: impl Fn(usize) -> String) -> String {
    let mut joined = String::new();
    for index in 0.. {
        if joined.len() >= bytes {
            break;
        }
        if index > 0 {
            joined.push(',');
        }
        joined.push_str(&item(index));
    }
    joined
}

fn list(bytes: usize, item: impl Fn(usize) -> String) -> String {
    format!("[{}]", joined(bytes, item))
}

fn object(bytes: usize, member: impl Fn(usize) -> String) -> String {
    format!("{{{}}}", joined(bytes, member))
}

fn policy(statements: &str) -> String {
    format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#)
}

/// Returns a statement with these elements and the missing required ones.
fn one(elements: &[(&str, String)]) -> String {
    let mut members: Vec<String> = elements.iter().map(|(name, value)| format!(r#""{name}":{value}"#)).collect();
    let has = |names: &[&str]| elements.iter().any(|(name, _)| names.contains(name));
    for (names, value) in [
        (&["Effect"][..], r#""Allow""#),
        (&["Action", "NotAction"], r#""s3:GetObject""#),
        (&["Resource", "NotResource"], r#""arn:aws:s3:::b/*""#),
    ] {
        if !has(names) {
            members.push(format!(r#""{}":{value}"#, names[0]));
        }
    }
    format!("{{{}}}", members.join(","))
}

fn statement(elements: &[(&str, String)]) -> String {
    policy(&one(elements))
}

fn under(operator: &str, keys: &str) -> String {
    format!(r#"{{"{operator}":{keys}}}"#)
}

fn known_actions() -> Vec<String> {
    let services = Reference::embedded().services();
    services.flat_map(|service| service.actions()).map(|action| action.to_string()).collect()
}

fn shape(name: &'static str, make: impl Fn(usize) -> String + 'static) -> Shape {
    Shape { name, is_budgeted: false, make: Box::new(make) }
}

fn budgeted(name: &'static str, make: impl Fn(usize) -> String + 'static) -> Shape {
    Shape { name, is_budgeted: true, make: Box::new(make) }
}

fn shapes() -> Vec<Shape> {
    let mut shapes = json();
    shapes.extend(actions());
    shapes.extend(resources());
    shapes.extend(conditions());
    shapes.extend(products());
    shapes.extend(statements());
    shapes
}

fn json() -> Vec<Shape> {
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
        shape("a long sid", |n| statement(&[("Sid", quoted(&"a".repeat(n)))])),
        shape("a sid of escapes", |n| statement(&[("Sid", format!("\"{}\"", "\\u0041".repeat(n / 6)))])),
        shape("a sid beyond ASCII", |n| statement(&[("Sid", quoted(&"é".repeat(n / 2)))])),
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

fn actions() -> Vec<Shape> {
    fn of(item: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
        move |n| statement(&[("Action", list(n, |at| quoted(&item(at))))])
    }
    let known = known_actions();
    vec![
        shape("one action again and again", of(|_| "s3:GetObject".to_owned())),
        shape("known actions", of(move |at| known[(at * 7) % known.len()].clone())),
        shape("unknown actions", of(|at| format!("s3:Gett{}", word(at)))),
        shape("actions of unknown services", of(|at| format!("zz{}:Get", word(at)))),
        shape("no actions", of(word)),
        budgeted("patterns of no action", of(|at| format!("ec2:*zq{}*", word(at)))),
        budgeted("patterns of some actions", of(|at| format!("ec2:*{}*", word(at)))),
        budgeted("patterns that begin alike", of(|at| format!("s3:*{}", word(at)))),
        budgeted("question marks", of(|at| format!("s3:{}*", "?".repeat(at % 40)))),
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

fn resources() -> Vec<Shape> {
    fn of(item: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
        move |n| statement(&[("Resource", list(n, |at| quoted(&item(at))))])
    }
    fn long(item: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
        move |n| statement(&[("Resource", quoted(&item(n)))])
    }
    let services: Vec<String> = Reference::embedded().arn_services().map(str::to_owned).collect();
    vec![
        shape("one resource again and again", of(|_| "arn:aws:s3:::b/*".to_owned())),
        shape("resources", of(|at| format!("arn:aws:s3:::{}/*", word(at)))),
        budgeted("patterns of resources", of(|at| format!("arn:aws:s3:::*{}*", word(at)))),
        budgeted("patterns of partitions", of(|at| format!("arn:*{}:s3:::x", word(at)))),
        shape("resources of all services", of(move |at| format!("arn:aws:{}:::b", services[at % services.len()]))),
        shape("resources of unknown services", of(|at| format!("arn:aws:z{}:::b", word(at)))),
        shape("unknown regions", of(|at| format!("arn:aws:sqs:us-{}-1:111122223333:q", word(at)))),
        shape("unknown variables", of(|at| format!("arn:aws:s3:::${{qz{}:a}}", word(at)))),
        shape("no resources", of(word)),
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

fn conditions() -> Vec<Shape> {
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
    const TAG: &str = "aws:PrincipalTag/a";
    let services = || Reference::embedded().services();
    let known: Vec<String> = services()
        .flat_map(|service| service.condition_keys())
        .map(|key| key.name().replace("${", "").replace('}', ""))
        .collect();
    let mut shapes = vec![
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
    ];
    shapes.extend([
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
    ]);
    shapes
}

/// Shapes in which two lists grow.
fn products() -> Vec<Shape> {
    fn of(
        action: impl Fn(usize) -> String + 'static,
        key: impl Fn(usize) -> String + 'static,
    ) -> impl Fn(usize) -> String {
        move |n| {
            let keys = object(n / 2, |at| format!("{}:\"111122223333\"", quoted(&key(at))));
            let actions = list(n / 2, |at| quoted(&action(at)));
            statement(&[("Action", actions), ("Condition", under("StringLike", &keys))])
        }
    }
    let known = known_actions();
    let all = known.clone();
    let first: Vec<String> = Reference::embedded()
        .services()
        .filter_map(|service| service.actions().next())
        .map(|action| action.to_string())
        .take(150)
        .collect();
    let firsts = first.clone();
    let firsts_too = first.clone();
    let ec2: Vec<String> = known.iter().filter(|action| action.starts_with("ec2:")).take(150).cloned().collect();
    let (ec2_too, ec2_again) = (ec2.clone(), ec2.clone());
    vec![
        budgeted(
            "all of sts, and keys of identity providers",
            of(|_| "sts:*".to_owned(), |at| format!("{}.:7", word(at))),
        ),
        shape(
            "one action, and tags of another service",
            of(|_| "s3:GetObject".to_owned(), |at| format!("ec2:ResourceTag/{}", word(at))),
        ),
        shape(
            "actions of one service, and its tags",
            of(move |at| ec2[at % ec2.len()].clone(), |at| format!("ec2:ResourceTag/{}", word(at))),
        ),
        shape(
            "actions of one service, and tags of another",
            of(move |at| ec2_too[at % ec2_too.len()].clone(), |at| format!("s3:ExistingObjectTag/{}", word(at))),
        ),
        shape(
            "actions of all services, and tags of one",
            of(move |at| all[(at * 7) % all.len()].clone(), |at| format!("s3:ExistingObjectTag/{}", word(at))),
        ),
        shape(
            "all services, and tags of one",
            of(move |at| first[at % first.len()].clone(), |at| format!("s3:ExistingObjectTag/{}", word(at))),
        ),
        shape(
            "all services, and tags of all",
            of(move |at| firsts[at % firsts.len()].clone(), |at| format!("aws:ResourceTag/{}", word(at))),
        ),
        shape(
            "all services, and contexts of one",
            of(move |at| firsts_too[at % firsts_too.len()].clone(), |at| format!("kms:EncryptionContext:{}", word(at))),
        ),
        budgeted(
            "patterns of actions, and tags",
            of(|at| format!("ec2:*{}*", word(at % 5)), |at| format!("aws:ResourceTag/{}", word(at))),
        ),
        shape(
            "actions, and keys of some services",
            of(|_| "s3:GetObject".to_owned(), |at| cased("aws:VpceAccount", at)),
        ),
        shape(
            "actions, and attributes of tables",
            of(|_| "dynamodb:PutItem".to_owned(), |at| cased("dynamodb:Attributes", at)),
        ),
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

fn statements() -> Vec<Shape> {
    fn of(statement: impl Fn(usize) -> String + 'static) -> impl Fn(usize) -> String {
        move |n| policy(&joined(n, &statement))
    }
    let effect = |at: usize| quoted(if at.is_multiple_of(2) { "Allow" } else { "Deny" });
    vec![
        shape("equal statements", of(|_| one(&[]))),
        shape("statements with names", of(|at| one(&[("Sid", quoted(&format!("S{at}")))]))),
        shape("statements of one name", of(|_| one(&[("Sid", quoted("S"))]))),
        shape("statements of wrong names", of(|at| one(&[("Sid", quoted(&format!("S-{at}")))]))),
        shape(
            "statements that nearly collide",
            of(|at| one(&[("Resource", quoted(&format!("arn:aws:s3:::{}/zzzzzzz", word(1_000 + at))))])),
        ),
        shape(
            "statements in three partitions",
            of(|at| {
                let partition = ["aws", "aws-cn", "aws-us-gov"][at % 3];
                one(&[("Resource", quoted(&format!("arn:{partition}:s3:::{}", word(at))))])
            }),
        ),
        shape(
            "statements that pass roles",
            of(|_| one(&[("Action", quoted("iam:PassRole")), ("Resource", quoted("*"))])),
        ),
        shape(
            "statements that begin sessions",
            of(|at| {
                let keys = format!(r#"{{"aws:RequestTag/{}":"a"}}"#, word(at));
                one(&[("Action", quoted("sts:AssumeRole")), ("Condition", under("StringEquals", &keys))])
            }),
        ),
        shape("statements of IAM", of(|at| one(&[("Action", quoted(&format!("iam:Get{}", word(at))))]))),
        budgeted(
            "allow and deny",
            of(move |at| one(&[("Effect", effect(at)), ("Resource", quoted(&format!("arn:aws:s3:::{}/*", word(at))))])),
        ),
        budgeted(
            "allow and deny with patterns",
            of(move |at| {
                let actions = list(100, |other| quoted(&format!("s3:*{}*", word(other * 7 + at))));
                one(&[("Effect", effect(at)), ("NotAction", actions)])
            }),
        ),
        budgeted(
            "allow and deny with long values",
            of(move |at| {
                let values = list(200, |other| quoted(&word(other + if other > 30 { at } else { 0 })));
                let keys = format!(r#"{{"aws:PrincipalTag/a":{values}}}"#);
                one(&[("Effect", effect(at)), ("Condition", under("StringLike", &keys))])
            }),
        ),
        budgeted(
            "allow and deny with many keys",
            of(move |at| {
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

/// The memory of the findings is not counted.
#[test]
fn reading_takes_a_bounded_number_of_bytes_per_byte() {
    const BYTES: usize = 1_000_000;
    const MAX_BYTES_PER_BYTE: u64 = 30;
    for shape in json() {
        let text = (shape.make)(BYTES);
        let held = work(|| drop(Policy::from_json(&text))).held;
        assert!(held <= MAX_BYTES_PER_BYTE * BYTES as u64, "{}: {} bytes per byte", shape.name, held / BYTES as u64);
    }
}
