//! Lookups, and the messages for invalid bytes.

use sts_policy_reference::{AccessLevel, ConditionType, InvalidReference, Reference};

#[test]
fn unknown_names_are_not_found() {
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
fn finds_the_partition_of_listed_and_new_regions() {
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
fn an_action_rejects_keys_of_other_services() {
    let reference = Reference::embedded();
    let own = |prefix: &str| reference.service(prefix).unwrap().condition_key("aws:ResourceTag/team").unwrap();
    assert_eq!(own("ec2").name(), own("sqs").name());
    assert_ne!(own("ec2"), own("sqs"));
    let start = reference.action("ec2", "StartInstances").unwrap();
    assert!(start.accepts(own("ec2")));
    assert!(!start.accepts(own("sqs")));
}

#[test]
fn a_multivalued_key_has_an_array_type() {
    let reference = Reference::embedded();
    let tag_keys = reference.global_condition_key("aws:TagKeys").unwrap();
    assert!(tag_keys.is_multivalued());
    assert_eq!(tag_keys.types().iter().collect::<Vec<_>>(), [ConditionType::ArrayOfString]);
    assert_eq!(format!("{:?} {}", tag_keys.types(), tag_keys.types()), "{ArrayOfString} ArrayOfString");
}

#[test]
fn finds_retired_services() {
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
fn debug_output_is_short() {
    let reference = Reference::embedded();
    let shown = format!("{reference:?}");
    assert!(shown.starts_with("Reference { data_date: \"") && shown.len() < 120, "{shown}");
    let action = reference.action("s3", "GetObject").unwrap();
    assert_eq!(format!("{action:?} {:?}", action.service()), "Action(s3:GetObject) Service(s3)");
}

#[test]
fn rejects_invalid_bytes() {
    let given = Reference::embedded().as_bytes();
    let message = |bytes: Vec<u8>| Reference::from_bytes(bytes).unwrap_err().to_string();
    let no_header = "the bytes are not a reference: the header is missing";
    for length in [0, 7, 8, 24, 100] {
        assert_eq!(message(given[..length].to_vec()), no_header);
    }
    assert_eq!(message(b"{\"Format\":\"iam-reference/1\"}".repeat(10)), no_header);
    let mut newer = given.to_vec();
    newer[8] = 2;
    assert_eq!(message(newer), "unsupported layout version 2 of the reference: must be 1");
    let cut = given[..given.len() - 1].to_vec();
    assert_eq!(
        message(cut),
        format!(
            "the reference has {} bytes: must be {}, the length that its header states",
            given.len() - 1,
            given.len()
        )
    );
    let mut changed = given.to_vec();
    changed[500_000] ^= 1;
    assert_eq!(message(changed), "the checksum of the reference does not match its bytes");
    let _: &dyn std::error::Error = &Reference::from_bytes(Vec::new()).unwrap_err() as &InvalidReference;
}

#[test]
fn enumerations_parse_their_own_text() {
    for level in AccessLevel::ALL {
        assert_eq!(level.to_string().parse(), Ok(level));
    }
    for value_type in ConditionType::ALL {
        assert_eq!(value_type.to_string().parse(), Ok(value_type));
    }
    assert_eq!(
        "Magic".parse::<AccessLevel>().unwrap_err().to_string(),
        "unknown access level: must be one of `List`, `Read`, `Write`, `Tagging`, `Permissions management`"
    );
    let error = "".parse::<ConditionType>().unwrap_err().to_string();
    assert!(error.starts_with("unknown condition type: must be one of `String`, `ArrayOfString`, `ARN`,"), "{error}");
}
