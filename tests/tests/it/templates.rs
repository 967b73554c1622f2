//! Templates with any values: the policy is valid, and means its values.

use std::fmt::Debug;

use proptest::prelude::*;
use sts_policy::pattern::Pattern;
use sts_policy::value::{AccountId, BucketName, KeyPath, Partition, Region, RoleName, Segment, Text};
use sts_policy::{PolicyTemplate, SessionPolicy, policy, policy_file};

#[derive(Debug, PolicyTemplate)]
#[policy {
    Read: allow "s3:GetObject" on "arn:aws:s3:::{bucket}/{tenant}/{folder}/*";
    allow "s3:ListBucket" on "arn:aws:s3:::{bucket}"
        when StringLike "s3:prefix" = ["{tenant}/{folder}/*", "shared/*"] and StringEquals "aws:PrincipalTag/team" = "{team}";
    allow "sts:AssumeRole" on "arn:aws:iam::{account}:role/{role}";
    deny except "s3:*", "sts:*" on * when NumericGreaterThan "aws:MultiFactorAuthAge" = "{age}";
}]
struct Everything {
    bucket: BucketName,
    tenant: Segment<24>,
    folder: KeyPath<24>,
    team: Text<12>,
    account: AccountId,
    role: RoleName,
    age: u32,
}

/// Text with special meanings in policies, JSON or Rust, and any other text.
fn hostile() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        prop::sample::select(vec![
            "*",
            "?",
            "$",
            "${",
            "}",
            "${*}",
            "${aws:username}",
            "\"",
            "\\",
            "\",\"Resource\":\"*",
            ":",
            "/",
            "//",
            "..",
            "../",
            ".",
            " ",
            "\u{202e}",
            "\u{f0000}",
            "é",
            "租",
            "😀",
            "a",
            "tenant-b",
            "@",
            "=",
            "{",
            "{tenant}",
        ])
        .prop_map(str::to_owned),
        "[a-z0-9]{1,4}",
        any::<char>().prop_map(String::from),
    ];
    prop::collection::vec(piece, 1..6).prop_map(|pieces| pieces.concat())
}

/// Values of a type, from the texts that it accepts.
fn value<T: TryFrom<String> + Debug>(text: impl Strategy<Value = String>) -> impl Strategy<Value = T> {
    text.prop_filter_map("not of the type", |text| T::try_from(text).ok())
}

fn everything() -> impl Strategy<Value = Everything> {
    let names = (value("[a-z0-9][a-z0-9-]{1,20}[a-z0-9]"), value(hostile()), value(hostile()), value(hostile()));
    let numbers = (value("[0-9]{12}"), value("[A-Za-z0-9_+=,.@-]{1,64}"), any::<u32>());
    (names, numbers).prop_map(|((bucket, tenant, folder, team), (account, role, age))| Everything {
        bucket,
        tenant,
        folder,
        team,
        account,
        role,
        age,
    })
}

/// Returns the texts of an element.
fn texts(policy: &SessionPolicy, pointer: &str) -> Vec<String> {
    let policy: serde_json::Value = serde_json::from_str(policy.as_str()).unwrap();
    let found = policy.pointer(pointer).unwrap();
    let list = found.as_array().cloned().unwrap_or_else(|| vec![found.clone()]);
    list.iter().map(|text| text.as_str().unwrap().to_owned()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn any_values_give_a_valid_policy_that_matches_only_them(values in everything(), other in hostile()) {
        let policy = values.to_policy();
        prop_assert!(policy.as_str().len() <= Everything::MAX_BYTES);
        prop_assert_eq!(&SessionPolicy::from_json(policy.as_str()).unwrap(), &policy);

        let (bucket, tenant, folder) = (values.bucket.as_str(), values.tenant.as_str(), values.folder.as_str());
        let [resource] = texts(&policy, "/Statement/0/Resource").try_into().unwrap();
        let own = format!("arn:aws:s3:::{bucket}/{tenant}/{folder}/2026");
        prop_assert!(Pattern::resource(&resource).matches(&own), "{} {}", resource, own);
        let prefixes = texts(&policy, "/Statement/1/Condition/StringLike/s3:prefix");
        let own = format!("{tenant}/{folder}/2026");
        prop_assert!(Pattern::resource(&prefixes[0]).matches(&own), "{} {}", prefixes[0], own);
        let team = texts(&policy, "/Statement/1/Condition/StringEquals/aws:PrincipalTag~1team");
        prop_assert!(Pattern::resource(&team[0]).matches(values.team.as_str()));
        // The policy covers no other folder.
        for stranger in [format!("{other}/{folder}/2026"), format!("{tenant}/{other}/2026")] {
            if !stranger.starts_with(&format!("{tenant}/{folder}/")) {
                let stranger = format!("arn:aws:s3:::{bucket}/{stranger}");
                prop_assert!(!Pattern::resource(&resource).matches(&stranger), "{} {}", resource, stranger);
            }
        }
        let [role] = texts(&policy, "/Statement/2/Resource").try_into().unwrap();
        prop_assert_eq!(role, format!("arn:aws:iam::{}:role/{}", values.account.as_str(), values.role.as_str()));
    }

    #[test]
    fn a_file_and_an_expression_give_the_same_policy(account in value::<AccountId>("[0-9]{12}"), tenant in value::<Segment<36>>(hostile())) {
        let region = Region::new("cn-north-1").unwrap();
        let partition = Partition::of(&region);
        let read: SessionPolicy = policy_file!("policies/sqs-producer.json");
        let written = policy! {
            Produce: allow "sqs:SendMessage", "sqs:GetQueueUrl" on "arn:{partition}:sqs:{region}:{account}:orders-{tenant}";
        };
        prop_assert_eq!(&read, &written);
        prop_assert_eq!(&SessionPolicy::from_json(read.as_str()).unwrap(), &read);
    }
}
