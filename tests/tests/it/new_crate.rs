//! What somebody has who begins: a crate of their own, with `sts-policy` as its only dependency.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

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

/// A crate on the disk.
struct Crate(PathBuf);

impl Crate {
    fn new() -> Self {
        let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("new-crate");
        let workspace = Path::new(env!("CARGO_MANIFEST_DIR")).parent().unwrap();
        let ours = workspace.join("sts-policy");
        let manifest = format!(
            "[package]\nname = \"new-crate\"\nedition = \"2024\"\n\n[dependencies]\nsts-policy = {{ path = {ours:?} }}\n\n[workspace]\n"
        );
        let new = Self(folder);
        new.write("Cargo.toml", &manifest);
        // The versions that were fetched for us: it needs no network.
        new.write("Cargo.lock", &fs::read_to_string(workspace.join("Cargo.lock")).unwrap());
        new.write("src/main.rs", PROGRAM);
        new
    }

    fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    fn run(&self) -> Output {
        Command::new(env!("CARGO"))
            .args(["run", "--offline", "--quiet"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.join("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .unwrap()
    }

    fn printed(&self) -> String {
        let Output { status, stdout, stderr } = self.run();
        assert!(status.success(), "{}", String::from_utf8_lossy(&stderr));
        String::from_utf8(stdout).unwrap()
    }
}

/// It compiles and prints its policies. When the file of one changes, it is built again, with what the file now says, or not at all.
#[test]
fn prints_its_policies_as_they_are_now() {
    let new = Crate::new();
    new.write("policies/reader.json", &reader("s3:GetObject"));
    let first = new.printed();

    new.write("policies/reader.json", &reader("s3:GetObjectTagging"));
    let second = new.printed();

    new.write("policies/reader.json", &reader("s3:GetObjectTaging"));
    let Output { status, stderr, .. } = new.run();
    assert!(!status.success());
    let third = String::from_utf8(stderr).unwrap();

    insta::assert_snapshot!(format!("{first}\nThe file changed:\n{second}\nThe file is wrong:\n{third}"));
}
