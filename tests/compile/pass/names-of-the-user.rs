//! Names of the user that must not collide with those of the expansions.

#![deny(warnings)]
#![forbid(clippy::too_many_arguments)]

use sts_policy::value::Segment;
use sts_policy::{PolicyTemplate, SessionPolicy, policy};

#[allow(non_upper_case_globals, dead_code)]
const __hole0: u8 = 0;
#[allow(non_camel_case_types, dead_code)]
struct usize;
#[allow(non_camel_case_types, dead_code)]
struct str;

#[derive(PolicyTemplate)]
#[policy { allow "s3:GetObject" on "arn:aws:s3:::reports/{a}/{b}/{c}/{d}/{e}/{f}/{g}/{h}/{i}"; }]
struct Nine {
    a: Segment<4>,
    b: Segment<4>,
    c: Segment<4>,
    d: Segment<4>,
    e: Segment<4>,
    f: Segment<4>,
    g: Segment<4>,
    h: Segment<4>,
    i: Segment<4>,
}

#[deprecated]
#[derive(PolicyTemplate)]
#[policy { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; }]
struct Old {
    #[deprecated]
    tenant: Segment<4>,
}

fn main() {
    let segment = |text: &'static ::core::primitive::str| Segment::<4>::new(text).unwrap();
    let __policy = segment("a");
    let of_variable: SessionPolicy = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{__policy}/*"; };
    assert!(of_variable.as_str().contains("reports/a/*"));
    let (a, b, c, d, e) = (segment("a"), segment("b"), segment("c"), segment("d"), segment("e"));
    let (f, g, h, i) = (segment("f"), segment("g"), segment("h"), segment("i"));
    let of_fields = Nine { a, b, c, d, e, f, g, h, i }.to_policy();
    assert!(of_fields.as_str().contains("reports/a/b/c/d/e/f/g/h/i"));
}
