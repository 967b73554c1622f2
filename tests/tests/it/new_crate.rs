//! What somebody has who begins: a crate of their own, with `sts-policy` as its only dependency.

use std::process::Output;

use crate::outside::Crate;

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

/// Something is read: this, in the crate's file.
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

fn printed(new: &Crate) -> String {
    let Output { status, stdout, stderr } = new.cargo("run");
    assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
    String::from_utf8(stdout).unwrap()
}

/// It compiles and prints its policies. When the file of one changes, it is built again, with what the file now says, or not at all.
#[test]
fn prints_its_policies_as_they_are_now() {
    let new = Crate::new("new-crate");
    new.write("src/main.rs", PROGRAM);
    new.write("policies/reader.json", &reader("s3:GetObject"));
    let first = printed(&new);

    new.write("policies/reader.json", &reader("s3:GetObjectTagging"));
    let second = printed(&new);

    new.write("policies/reader.json", &reader("s3:GetObjectTaging"));
    let Output { status, stderr, .. } = new.cargo("run");
    assert!(!status.success());
    let third = String::from_utf8(stderr).unwrap();

    insta::assert_snapshot!(format!("{first}\nThe file changed:\n{second}\nThe file is wrong:\n{third}"));
}
