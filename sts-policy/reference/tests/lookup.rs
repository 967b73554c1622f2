//! What is found, and what is not.

use sts_policy_reference::{ConditionType, InvalidReference, Reference};

#[test]
fn what_is_not_there() {
    let reference = Reference::embedded();
    for prefix in ["", "s", "s33", "zzz", "S3 ", "é", "s3\0"] {
        assert!(reference.service(prefix).is_none(), "{prefix}");
    }
    for name in ["", "GetObject*", "Get", "getobjectx", "s3:GetObject", "zzz"] {
        assert!(reference.action("s3", name).is_none(), "{name}");
    }
    let s3 = reference.service("s3").unwrap();
    for name in ["", "s3:ExistingObjectTag/", "s3:ExistingObjectTag", "prefix", "s3:prefi", "aws:SourceIp"] {
        assert!(s3.condition_key(name).is_none(), "{name}");
    }
    for name in ["", "Bucket", "buckets"] {
        assert!(s3.resource_type(name).is_none(), "{name}");
    }
    for name in ["", "aws:RequestTag/", "aws:requesttag", "aws:Nothing", "s3:prefix"] {
        assert!(reference.global_condition_key(name).is_none(), "{name}");
    }
    assert!(reference.partition("AWS").is_none());
    assert!(!reference.is_removed_action("s3", "GetObject"));
    assert!(!reference.is_removed_action("", ""));
    assert!(!reference.is_removed_action("codestar:CreateProject", ""));
}

#[test]
fn regions() {
    let reference = Reference::embedded();
    for (region, partition) in [
        ("us-east-1", Some("aws")),
        ("eu-somewhere-17", Some("aws")),
        ("us-gov-west-1", Some("aws-us-gov")),
        ("us-gov-north-3", Some("aws-us-gov")),
        ("us-iso-north-1", Some("aws-iso")),
        ("us-isob-north-1", Some("aws-iso-b")),
        ("eusc-de-west-2", Some("aws-eusc")),
        ("eusc-fr-west-2", None),
        ("us-east-", None),
        ("us-east-1a", None),
        ("us--1", None),
        ("us-east", None),
        ("US-EAST-1", None),
        ("useast-1", None),
        ("", None),
    ] {
        assert_eq!(reference.partition_of_region(region).map(|partition| partition.id()), partition, "{region}");
    }
}

#[test]
fn keys_belong_to_their_service() {
    let reference = Reference::embedded();
    let own = |prefix: &str| reference.service(prefix).unwrap().condition_key("aws:ResourceTag/team").unwrap();
    assert_eq!(own("ec2").name(), own("sqs").name());
    assert_ne!(own("ec2"), own("sqs"));
    let start = reference.action("ec2", "StartInstances").unwrap();
    assert!(start.accepts(own("ec2")));
    assert!(!start.accepts(own("sqs")));
}

#[test]
fn types() {
    let reference = Reference::embedded();
    let tag_keys = reference.global_condition_key("aws:TagKeys").unwrap();
    assert!(tag_keys.is_multivalued());
    assert_eq!(tag_keys.types().iter().collect::<Vec<_>>(), [ConditionType::ArrayOfString]);
    assert_eq!(format!("{:?} {}", tag_keys.types(), tag_keys.types()), "{ArrayOfString} ArrayOfString");
}

#[test]
fn retired_services() {
    let reference = Reference::embedded();
    assert!(reference.is_retired_service("codestar") && reference.is_retired_service("IoTEvents"));
    assert_eq!(reference.retired_service("zocalo"), Some("Amazon Zocalo"));
    assert!(
        !reference.is_retired_service("s3")
            && !reference.is_retired_service("")
            && !reference.is_retired_service("codestars")
    );
}

#[test]
fn shown_short() {
    let reference = Reference::embedded();
    let shown = format!("{reference:?}");
    assert!(shown.starts_with("Reference { data_date: \"") && shown.len() < 120, "{shown}");
    let action = reference.action("s3", "GetObject").unwrap();
    assert_eq!(format!("{action:?} {:?}", action.service()), "Action(s3:GetObject) Service(s3)");
}

#[test]
fn bytes_that_are_none() {
    let given = Reference::embedded().as_bytes();
    let message = |bytes: Vec<u8>| Reference::from_bytes(bytes).unwrap_err().to_string();
    let none = "the bytes are no reference: they do not start as one";
    for length in [0, 7, 8, 24, 100] {
        assert_eq!(message(given[..length].to_vec()), none);
    }
    assert_eq!(message(b"{\"Format\":\"iam-reference/1\"}".repeat(10)), none);
    let mut newer = given.to_vec();
    newer[8] = 2;
    assert_eq!(message(newer), "the reference has version 2 of the layout, only 1 can be read: generate it again");
    let cut = given[..given.len() - 1].to_vec();
    assert_eq!(
        message(cut),
        format!(
            "the reference has {} bytes, but states {}: it was cut off or something was added",
            given.len() - 1,
            given.len()
        )
    );
    let mut changed = given.to_vec();
    changed[500_000] ^= 1;
    assert_eq!(message(changed), "the reference has a wrong checksum: its bytes were changed");
    let _: &dyn std::error::Error = &Reference::from_bytes(Vec::new()).unwrap_err() as &InvalidReference;
}
