//! Generated crates that use the macros.

use std::process::Output;

use crate::external_crate::Crate;

const PROGRAM: &str = r#"use sts_policy::value::{BucketName, Partition, Region, Segment};
use sts_policy::{SessionPolicy, policy, policy_file};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let region = Region::new("eu-west-1")?;
    let partition = Partition::of(&region);
    let bucket = BucketName::new("reports")?;
    let tenant = Segment::<36>::new("tenant-a")?;

    let policy: SessionPolicy = policy! {
        Read: allow "s3:GetObject", "s3:GetObjectVersion"
            on "arn:{partition}:s3:::{bucket}/{tenant}/*";

        allow "s3:ListBucket"
            on "arn:{partition}:s3:::{bucket}"
            when StringLike "s3:prefix" = ["{tenant}/*", "shared/*"]
             and Bool "aws:SecureTransport" = true;

        deny except "s3:*" on * when StringNotEquals "aws:RequestedRegion" = "{region}";
    };
    println!("{policy}");
    println!("{}", policy_file!("policies/reader.json"));
    Ok(())
}
"#;

/// Returns a policy file with this action.
fn reader(action: &str) -> String {
    format!(
        r#"{{
  "Version": "2012-10-17",
  "Statement": {{
    "Effect": "Allow",
    "Action": "{action}",
    "Resource": "arn:{{partition}}:s3:::{{bucket}}/{{tenant}}/*"
  }}
}}
"#
    )
}

/// Runs a crate and returns its output.
fn run_output(program: &Crate) -> String {
    let Output { status, stdout, stderr } = program.cargo("run");
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

#[test]
fn a_changed_policy_file_is_recompiled() {
    let program = Crate::new("new-crate");
    program.write("src/main.rs", PROGRAM);
    program.write("policies/reader.json", &reader("s3:GetObject"));
    let first = run_output(&program);

    program.write("policies/reader.json", &reader("s3:GetObjectTagging"));
    let second = run_output(&program);

    program.write("policies/reader.json", &reader("s3:GetObjectTaging"));
    let Output { status, stderr, .. } = program.cargo("run");
    assert!(!status.success());
    let third = String::from_utf8(stderr).unwrap();

    insta::assert_snapshot!(format!("{first}\nThe file changed:\n{second}\nThe file is wrong:\n{third}"));
}

/// A library that re-exports the macros and has a macro of its own.
const REEXPORTS: &str = r#"pub use sts_policy;
pub use sts_policy::{PolicyTemplate, policy};

/// The literal comes from the caller, and so do the names in it.
#[macro_export]
macro_rules! reader {
    ($resource:literal) => {
        $crate::policy! { allow "s3:GetObject" on $resource; }
    };
}
"#;

const USES_REEXPORTS: &str = r#"use renamed::PolicyTemplate as _;
use renamed::value::Segment;

#[derive(renamed::PolicyTemplate)]
#[policy(crate = renamed)]
#[policy { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; }]
struct Renamed {
    tenant: Segment<8>,
}

#[derive(reexports::PolicyTemplate)]
#[policy(crate = reexports::sts_policy)]
#[policy { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; }]
struct Reexported {
    tenant: Segment<8>,
}

fn main() {
    let tenant = Segment::<8>::new("a").unwrap();
    let renamed = renamed::policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; };
    let reexported = reexports::policy! { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; };
    assert_eq!(renamed, reexported);
    assert_eq!(renamed, reexports::reader!("arn:aws:s3:::reports/{tenant}/*"));
    assert_eq!(renamed, Renamed { tenant: tenant.clone() }.to_policy());
    assert_eq!(renamed, Reexported { tenant }.to_policy());
    println!("{renamed}");
}
"#;

#[test]
fn the_macros_work_under_another_name() {
    let ours = Crate::sts_policy();
    let library = Crate::new("reexports");
    library.write("src/lib.rs", REEXPORTS);
    let dependencies =
        format!("renamed = {{ package = \"sts-policy\", path = {ours:?} }}\nreexports = {{ path = \"../reexports\" }}");
    let program = Crate::with_dependencies("uses-reexports", &dependencies);
    program.write("src/main.rs", USES_REEXPORTS);
    assert!(run_output(&program).contains("arn:aws:s3:::reports/a/*"));
}
