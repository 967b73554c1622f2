//! Places where the macros are accepted, under strict lints.
#![deny(warnings, future_incompatible, nonstandard_style, rust_2018_idioms, unused, unused_qualifications)]
#![deny(elided_lifetimes_in_paths, explicit_outlives_requirements, missing_docs, single_use_lifetimes, trivial_casts)]
#![forbid(unsafe_code)]

use sts_policy::value::InResource;
use sts_policy::value::{BucketName, Segment};
use sts_policy::{Policy, PolicyTemplate, SessionPolicy, policy};

const FIXED: SessionPolicy = policy! {
    allow "s3:GetObject" on "arn:aws:s3:::reports/*";
};

/// Holes of generic types. The maximum length is known where the type is.
fn generic<T: InResource>(tenant: &T) -> SessionPolicy {
    policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
    }
}

macro_rules! read {
    ($($resource:expr),*) => {
        policy! {
            allow "s3:GetObject" on $($resource),*;
        }
    };
}

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::{bucket}/{tenant}/*";
}]
struct Reports<'a, T, const N: usize>
where
    T: Copy,
{
    bucket: &'a BucketName,
    tenant: T,
    #[expect(dead_code, reason = "not every field is a hole")]
    other: [u8; N],
}

#[derive(PolicyTemplate)]
#[policy {
    kind = identity;
    allow "s3:ListAllMyBuckets" on *;
}]
struct Unit;

fn main() {
    let tenant = Segment::<36>::new("a").unwrap();
    let expected = r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::reports/a/*"}]}"#;
    assert_eq!(generic(&tenant).as_str(), expected);
    assert_eq!(generic(&&tenant).as_str(), expected);

    assert_eq!(FIXED, read!("arn:aws:s3:::reports/*"));

    let r#type = &tenant;
    let raw = policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{r#type}/*"; };
    assert_eq!(raw.as_str(), expected);

    let bucket = BucketName::new("reports").unwrap();
    let template = Reports { bucket: &bucket, tenant: &tenant, other: [0; 3] };
    assert_eq!(template.to_policy().as_str(), expected);
    let _: Policy = Unit.to_policy();
}
