//! Common scopes of credentials, written with the macros. The policies have no findings.

use std::fmt::Write;
use std::time::{Duration, SystemTime};

use serde_json::Value;
use sts_policy::value::{AccountId, BucketName, IpNetwork, KeyPath, Partition, Pattern, Region, RoleName, Segment};
use sts_policy::{Checker, Policy, PolicyTemplate, RuleScope, SessionPolicy, policy, policy_file};

/// Asserts that a policy has no findings and is in canonical form. Returns it as indented JSON.
fn checked(policy: &SessionPolicy, checker: &Checker) -> String {
    let report = checker.check(policy.as_str());
    assert!(report.findings().is_empty(), "{report}");
    let read = Policy::from_json(policy.as_str()).unwrap();
    assert_eq!(read.to_json(), policy.as_str());
    read.to_json_pretty()
}

/// Checks a session policy and compares it with its snapshot.
macro_rules! assert_policy {
    ($policy:expr) => {
        insta::assert_snapshot!(checked(&$policy, &Checker::session()))
    };
}

/// Returns the policy of a template, which must not exceed its maximum length.
fn filled<T: PolicyTemplate<Policy = SessionPolicy>>(template: &T) -> SessionPolicy {
    let policy = template.to_policy();
    assert!(policy.as_str().len() <= T::MAX_BYTES, "{} > {}", policy.as_str().len(), T::MAX_BYTES);
    policy
}

fn ireland() -> Region {
    Region::new("eu-west-1").unwrap()
}

fn account() -> AccountId {
    AccountId::new("111122223333").unwrap()
}

fn bucket() -> BucketName {
    BucketName::new("reports-111122223333").unwrap()
}

fn tenant() -> Segment<36> {
    Segment::new("6f1c0e52-6a3b-4f0e-9b57-0a1d6d6a2f11").unwrap()
}

/// Read access to the folder of one tenant.
fn tenant_read(region: &Region, tenant: &Segment<36>) -> SessionPolicy {
    let partition = Partition::of(region);
    let bucket = bucket();
    policy! {
        Read: allow "s3:GetObject", "s3:GetObjectVersion"
            on "arn:{partition}:s3:::{bucket}/{tenant}/*";

        allow "s3:ListBucket"
            on "arn:{partition}:s3:::{bucket}"
            when StringLike "s3:prefix" = ["{tenant}/*", "shared/*"]
             and Bool "aws:SecureTransport" = true;

        deny except "s3:*" on * when StringNotEquals "aws:RequestedRegion" = "{region}";
    }
}

#[test]
fn s3_tenant_read() {
    assert_policy!(tenant_read(&ireland(), &tenant()));
}

#[test]
fn s3_tenant_read_in_china() {
    assert_policy!(tenant_read(&Region::new("cn-northwest-1").unwrap(), &tenant()));
}

#[test]
fn s3_tenant_read_in_govcloud() {
    assert_policy!(tenant_read(&Region::new("us-gov-west-1").unwrap(), &tenant()));
}

/// Hostile names are refused, or mean themselves and are one resource.
#[test]
fn s3_with_hostile_names() {
    let bucket = bucket();
    let mut shown = String::new();
    for name in [
        "*",
        "${aws:username}",
        "${*}",
        r#"","Resource":"*"#,
        r#"a","b"#,
        "..",
        "tenant-b/../tenant-c",
        "?\u{202e}\u{1f600}",
        r"\",
        "{tenant}",
        "a\u{0}b",
    ] {
        writeln!(shown, "{name:?}").unwrap();
        let as_segment = Segment::new(name).map(|tenant| tenant_read(&ireland(), &tenant));
        let as_path = KeyPath::new(name)
            .map(|folder| filled(&FolderWriter { partition: Partition::Aws, bucket: &bucket, folder }));
        for policy in [as_segment, as_path] {
            match policy {
                Ok(policy) => {
                    let read: Value = serde_json::from_str(&checked(&policy, &Checker::session())).unwrap();
                    assert_eq!(read["Statement"].as_array().unwrap().len(), 3);
                    writeln!(shown, "  {:?}", read["Statement"][0]["Resource"].as_str().unwrap()).unwrap();
                }
                Err(error) => writeln!(shown, "  {error}").unwrap(),
            }
        }
    }
    insta::assert_snapshot!(shown);
}

/// Write access to one folder, with encryption.
#[derive(PolicyTemplate)]
#[policy {
    Objects: allow "s3:GetObject", "s3:DeleteObject", "s3:AbortMultipartUpload"
        on "arn:{partition}:s3:::{bucket}/{folder}/*";
    Encrypted: allow "s3:PutObject"
        on "arn:{partition}:s3:::{bucket}/{folder}/*"
        when StringEqualsIfExists "s3:x-amz-server-side-encryption" = ["aws:kms", "aws:kms:dsse"];
    Listing: allow "s3:ListBucket"
        on "arn:{partition}:s3:::{bucket}"
        when StringLike "s3:prefix" = ["{folder}", "{folder}/*"];
}]
struct FolderWriter<'a> {
    partition: Partition,
    bucket: &'a BucketName,
    folder: KeyPath<64>,
}

#[test]
fn s3_tenant_read_write() {
    let bucket = bucket();
    let folder = KeyPath::new("uploads/tenant-a").unwrap();
    assert_policy!(filled(&FolderWriter { partition: Partition::Aws, bucket: &bucket, folder }));
}

/// One table of a data catalogue, and the key that encrypts its files.
#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject", "s3:GetObjectVersion", "s3:PutObject", "s3:DeleteObject", "s3:AbortMultipartUpload"
        on "arn:{partition}:s3:::{bucket}/{table}/data/*", "arn:{partition}:s3:::{bucket}/{table}/metadata/*";
    allow "s3:ListBucket"
        on "arn:{partition}:s3:::{bucket}"
        when StringLike "s3:prefix" = "{table}/*";
    allow "s3:GetBucketLocation" on "arn:{partition}:s3:::{bucket}";
    allow "kms:Decrypt", "kms:GenerateDataKey"
        on "arn:{partition}:kms:{region}:{account}:key/{key}"
        when StringEquals "kms:ViaService" = "s3.{region}.amazonaws.com"
         and StringEquals "kms:EncryptionContext:aws:s3:arn" = "arn:{partition}:s3:::{bucket}";
}]
struct CatalogueTable {
    partition: Partition,
    region: Region,
    account: AccountId,
    bucket: BucketName,
    table: KeyPath<32>,
    key: Segment<36>,
}

#[test]
fn catalogue_table_with_kms() {
    let region = ireland();
    assert_policy!(filled(&CatalogueTable {
        partition: Partition::of(&region),
        region,
        account: account(),
        bucket: BucketName::new("lake").unwrap(),
        table: KeyPath::new("warehouse/sales.db/orders").unwrap(),
        key: Segment::new("1234abcd-12ab-34cd-56ef-1234567890ab").unwrap(),
    }));
}

#[test]
fn dynamodb_leading_keys() {
    let (region, account, tenant) = (ireland(), account(), tenant());
    assert_policy!(policy! {
        allow "dynamodb:GetItem", "dynamodb:BatchGetItem", "dynamodb:Query", "dynamodb:PutItem", "dynamodb:UpdateItem"
            on "arn:aws:dynamodb:{region}:{account}:table/orders"
            when ForAllValues:StringEquals "dynamodb:LeadingKeys" = "{tenant}"
             and Null "dynamodb:LeadingKeys" = false;
    });
}

#[test]
fn sqs_producer() {
    let (region, account) = (ireland(), account());
    let partition = Partition::of(&region);
    let tenant = Segment::<32>::new("tenant-a").unwrap();
    assert_policy!(policy_file!("policies/sqs-producer.json"));
}

#[test]
fn secrets_manager_by_tag() {
    let (region, account, tenant) = (ireland(), account(), tenant());
    let partition = Partition::of(&region);
    assert_policy!(policy! {
        allow "secretsmanager:GetSecretValue", "secretsmanager:DescribeSecret"
            on "arn:{partition}:secretsmanager:{region}:{account}:secret:{tenant}/*"
            when StringEquals "secretsmanager:ResourceTag/tenant" = "{tenant}";
    });
}

#[test]
fn ec2_describe_only() {
    let region = ireland();
    assert_policy!(policy! {
        allow "ec2:Describe*", "ec2:GetConsoleOutput" on * when StringEquals "aws:RequestedRegion" = "{region}";
    });
}

#[test]
fn ecr_pull() {
    let (region, account) = (ireland(), account());
    let partition = Partition::of(&region);
    let team = KeyPath::<64>::new("platform/base-images").unwrap();
    assert_policy!(policy_file!("policies/ecr-pull.json"));
}

#[test]
fn code_artifact_read() {
    let (region, account) = (ireland(), account());
    let repository = Segment::<64>::new("crates").unwrap();
    assert_policy!(policy! {
        Token: allow "codeartifact:GetAuthorizationToken"
            on "arn:aws:codeartifact:{region}:{account}:domain/build";
        Bearer: allow "sts:GetServiceBearerToken"
            on *
            when StringEquals "sts:AWSServiceName" = "codeartifact.amazonaws.com";
        Read: allow "codeartifact:GetRepositoryEndpoint", "codeartifact:ReadFromRepository"
            on "arn:aws:codeartifact:{region}:{account}:repository/build/{repository}";
    });
}

#[test]
fn lambda_invoke() {
    let (region, account) = (ireland(), account());
    let function = Segment::<64>::new("render-report").unwrap();
    assert_policy!(policy! {
        allow "lambda:InvokeFunction"
            on "arn:aws:lambda:{region}:{account}:function:{function}",
               "arn:aws:lambda:{region}:{account}:function:{function}:*";
    });
}

#[test]
fn sts_chain() {
    let account = account();
    let role = RoleName::new("reader@reports").unwrap();
    let external_id = Segment::<64>::new("4f0e9b57").unwrap();
    assert_policy!(policy! {
        allow "sts:AssumeRole"
            on "arn:aws:iam::{account}:role/partners/{role}"
            when StringEquals "sts:ExternalId" = "{external_id}";
    });
}

#[test]
fn federation_policy() {
    let office: IpNetwork = "203.0.113.0/24".parse().unwrap();
    let policy = policy! {
        kind = federation;
        allow "ec2:DescribeInstances", "cloudwatch:GetMetricData"
            on *
            when IpAddress "aws:SourceIp" = "{office}";
    };
    insta::assert_snapshot!(checked(&policy, &Checker::for_scope(RuleScope::Federation)));
}

#[test]
fn identity_policy() {
    let account = account();
    let policy: Policy = policy! {
        kind = identity;
        Own: allow "iam:ChangePassword", "iam:GetUser" on "arn:aws:iam::{account}:user/${aws:username}";
        allow "s3:ListAllMyBuckets" on *;
    };
    let report = Checker::identity().check(&policy.to_json());
    assert!(report.findings().is_empty(), "{report}");
    insta::assert_snapshot!(policy.to_json_pretty());
}

/// Names that are newer than the service reference.
#[test]
fn unchecked_names() {
    let policy = policy! {
        allow "s3:GetObject", unchecked "s3:GetObjectOfTomorrow"
            on "arn:aws:s3:::reports/*"
            when StringEquals unchecked "s3:colour-of-the-object" = "green";
    };
    let report = Checker::session().without_reference().check(policy.as_str());
    assert!(report.findings().is_empty(), "{report}");
    insta::assert_snapshot!(Policy::from_json(policy.as_str()).unwrap().to_json_pretty());
}

#[test]
fn identity_policy_from_a_file() {
    let bucket = bucket();
    let policy: Policy = policy_file!("policies/user.json", kind = identity, unchecked "s3:GetObjectOfTomorrow");
    let report = Checker::identity().without_reference().check(&policy.to_json());
    assert!(report.findings().is_empty(), "{report}");
    insta::assert_snapshot!(policy.to_json_pretty());
}

#[test]
fn conditions_of_every_type() {
    let (bucket, office) = (bucket(), "2001:db8::/32".parse::<IpNetwork>().unwrap());
    let end = SystemTime::UNIX_EPOCH + Duration::from_secs(1_893_456_000);
    let (most, months, secure) = (100_u16, Pattern::<20>::new("2026-??/*").unwrap(), true);
    assert_policy!(policy! {
        allow "s3:ListBucket"
            on "arn:aws:s3:::{bucket}"
            when NumericLessThanEquals "s3:max-keys" = "{most}"
             and StringLike "s3:prefix" = ["{months}", "${aws:PrincipalTag/team}/*"]
             and IpAddress "aws:SourceIp" = ["{office}", "203.0.113.7/32"]
             and DateLessThan "aws:CurrentTime" = "{end}"
             and Bool "aws:SecureTransport" = "{secure}";
    });
}

#[test]
fn exceptions() {
    let (account, team) = (account(), Segment::<20>::new("team-a").unwrap());
    assert_policy!(policy! {
        Instances: allow "ec2:StartInstances", "ec2:StopInstances"
            on "arn:aws:ec2:*:{account}:instance/*"
            when ArnLike "aws:PrincipalArn" = "arn:aws:iam::{account}:role/operators/*";
        deny "ec2:CreateTags"
            on except "arn:aws:ec2:*:{account}:instance/*"
            when ForAnyValue:StringNotLikeIfExists "aws:TagKeys" = ["{team}", "cost-*"];
        deny except "ec2:*" on *;
    });
}
