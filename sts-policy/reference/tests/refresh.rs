//! Merging AWS's own documents into the reference.
#![cfg(feature = "json")]
#![expect(clippy::unwrap_used, reason = "a test may panic")]

use sts_policy_reference::source::Source;
use sts_policy_reference::{AccessLevel, ConditionType, Reference};

/// A document of version 1.4 with all of its fields.
const SQS: &str = r#"{
  "Name": "sqs",
  "Version": "v1.4",
  "Actions": [
    {
      "Name": "SendMessage",
      "ActionConditionKeys": ["sqs:Size", "aws:RequestTag/<key>"],
      "Annotations": {"Properties": {"IsList": false, "IsPermissionManagement": false, "IsTaggingOnly": false, "IsWrite": true}},
      "Resources": [{"Name": "queue", "ConditionKeys": ["sqs:ResourceTag/tag-key"]}],
      "SupportedBy": {"IAM Access Analyzer Policy Generation": false, "IAM Action Last Accessed": false}
    },
    {
      "Name": "TagQueue",
      "Annotations": {"Properties": {"IsList": false, "IsPermissionManagement": false, "IsTaggingOnly": true, "IsWrite": true}},
      "Resources": [{"Name": "queue"}, {"Name": "queue"}]
    },
    {
      "Name": "AddPermission",
      "Annotations": {"Properties": {"IsList": false, "IsPermissionManagement": true, "IsTaggingOnly": false, "IsWrite": true}},
      "Resources": [{"Name": "queue"}]
    },
    {
      "Name": "ListQueues",
      "Annotations": {"Properties": {"IsList": true, "IsPermissionManagement": false, "IsTaggingOnly": false, "IsWrite": false}}
    },
    {"Name": "PeekMessage", "Annotations": {"Properties": {"IsList": false, "IsWrite": false}}, "Resources": [{"Name": "topic"}]}
  ],
  "ConditionKeys": [
    {"Name": "sqs:Size", "Types": ["Numeric"]},
    {"Name": "sqs:ResourceTag/tag-key", "Types": ["String"]},
    {"Name": "sqs:ResourceTag/", "Types": ["ArrayOfString"]}
  ],
  "Operations": [{"Name": "SendMessage", "SDK": [{"Name": "sqs", "Method": "send_message", "Package": "Boto3"}]}],
  "Resources": [{"Name": "queue", "ARNFormats": ["arn:${Partition}:sqs:${Region}:${Account}:${QueueName}", "queue"]}]
}"#;

const NEW: &str = r#"{"Name": "brandnew", "Version": "v1.5", "Later": {}, "Actions": [{"Name": "Shine"}]}"#;

fn refreshed(documents: &[(&str, &str)]) -> (Reference, Vec<String>) {
    let mut source = Source::from_reference(Reference::embedded());
    let changes = source.refresh(documents.iter().copied(), "2027-02-03").unwrap();
    (source.compile().unwrap(), changes.remarks)
}

#[test]
fn a_document_replaces_its_service() {
    let before = Reference::embedded();
    let (after, remarks) = refreshed(&[("sqs.json", SQS)]);
    assert_eq!((after.data_date(), after.legacy_date()), ("2027-02-03", before.legacy_date()));
    assert_eq!(
        remarks,
        [
            "service `sqs`: ignored the invalid ARN format `queue` of resource type `queue`",
            "service `sqs`: resource type `topic` is used but not defined",
            "service `sqs`: condition key `aws:RequestTag/${TagKey}` is used but not defined: assumed type String",
        ]
    );

    let sqs = after.service("sqs").unwrap();
    assert_eq!(sqs.display_name(), before.service("sqs").unwrap().display_name());
    let levels: Vec<_> = sqs.actions().map(|action| (action.name(), action.access_level())).collect();
    assert_eq!(
        levels,
        [
            ("AddPermission", AccessLevel::PermissionsManagement),
            ("ListQueues", AccessLevel::List),
            ("PeekMessage", AccessLevel::Read),
            ("SendMessage", AccessLevel::Write),
            ("TagQueue", AccessLevel::Tagging),
        ]
    );

    let send = sqs.action("SendMessage").unwrap();
    assert!(send.resources().next().unwrap().is_required(), "required before the refresh");
    for name in ["sqs:Size", "aws:RequestTag/team", "sqs:ResourceTag/team"] {
        assert!(send.accepts(sqs.condition_key(name).unwrap()), "{name}");
    }
    assert_eq!(sqs.condition_key("sqs:ResourceTag/team").unwrap().types().to_string(), "String or ArrayOfString");
    assert!(sqs.condition_key("sqs:Size").unwrap().types().contains(ConditionType::Numeric));
    assert_eq!(sqs.action("TagQueue").unwrap().resources().len(), 1);
    let topic = sqs.action("PeekMessage").unwrap().resources().next().unwrap().resource_type();
    assert_eq!(topic.arn_formats().next().unwrap().to_string(), "arn:*:*:*:*:*");
}

#[test]
fn actions_that_are_no_longer_listed_are_removed() {
    let before = Reference::embedded();
    let (after, _) = refreshed(&[("sqs.json", SQS)]);
    assert!(after.action("sqs", "ReceiveMessage").is_none() && after.is_removed_action("sqs", "ReceiveMessage"));
    assert!(!after.is_removed_action("sqs", "SendMessage") && !after.is_removed_action("sqs", "PeekMessage"));
    for action in before.removed_actions() {
        let (prefix, name) = action.split_once(':').unwrap();
        assert!(after.is_removed_action(prefix, name), "{action}");
    }
    let depends = |reference: &Reference| {
        let actions = reference.services().flat_map(|service| service.actions());
        actions.flat_map(|action| action.dependent_actions()).any(|needed| needed.to_string() == "sqs:ReceiveMessage")
    };
    assert!(!depends(&after));

    // A later document lists the action again.
    let mut source = Source::from_reference(&after);
    let text = SQS.replace("PeekMessage", "ReceiveMessage");
    let changes = source.refresh([("sqs.json", text.as_str())], "2027-02-04").unwrap();
    assert_eq!(changes.added_actions, ["sqs:ReceiveMessage"]);
    assert_eq!(changes.removed_actions, ["sqs:PeekMessage"]);
    let again = source.compile().unwrap();
    assert!(!again.is_removed_action("sqs", "ReceiveMessage") && again.is_removed_action("sqs", "PeekMessage"));
}

#[test]
fn other_services_stay_unchanged() {
    let before = Source::from_reference(Reference::embedded());
    let mut after = before.clone();
    let changes = after.refresh([("sqs.json", SQS), ("new.json", NEW)], "2027-02-03").unwrap();
    assert_eq!(changes.services, ["brandnew", "sqs"]);
    let others = |source: &Source| {
        let mut services = source.services.clone();
        services.retain(|service| service.name != "sqs" && service.name != "brandnew");
        for action in services.iter_mut().flat_map(|service| &mut service.actions) {
            action.dependent_actions.retain(|needed| !needed.starts_with("sqs:"));
        }
        services
    };
    assert!(others(&before) == others(&after));
    assert_eq!(before.partitions, after.partitions);
    assert_eq!(before.global_condition_keys, after.global_condition_keys);
    assert_eq!(before.condition_operators, after.condition_operators);

    let after = after.compile().unwrap();
    assert_eq!(after.services().len(), before.services.len() + 1);
    assert_eq!(after.service("brandnew").unwrap().display_name(), "brandnew");
    assert!(after.action("BrandNew", "shine").is_some());
}

#[test]
fn a_repeated_refresh_changes_nothing() {
    let (once, _) = refreshed(&[("sqs.json", SQS), ("new.json", NEW)]);
    let (again, _) = refreshed(&[("new.json", NEW), ("sqs.json", SQS)]);
    assert!(once.as_bytes() == again.as_bytes(), "the order of the files does not matter");
    let twice = Reference::from_json(SQS, &once, Some("2027-02-03")).unwrap();
    assert!(once.as_bytes() == twice.as_bytes());
}

#[test]
fn lists_of_services_are_skipped() {
    let list = r#"[{"service": "sqs", "url": "v1/sqs/sqs.json"}]"#;
    let mapping = r#"{"boto3": {"sqs": ["sqs"]}}"#;
    let (after, remarks) = refreshed(&[("service-list.json", list), ("mapping.json", mapping)]);
    assert!(remarks.is_empty());
    assert_eq!(after.services().len(), Reference::embedded().services().len());
}

#[test]
fn reads_one_document_and_arrays_of_documents() {
    let base = Reference::embedded();
    let one = Reference::from_json(SQS, base, Some("2027-02-03")).unwrap();
    assert!(one.action("sqs", "PeekMessage").is_some());
    let alone = Reference::from_json(&format!("[{SQS}]"), base, Some("2027-02-03")).unwrap();
    assert!(alone.as_bytes() == one.as_bytes());
    let two = Reference::from_json(&format!("[{SQS},{NEW}]"), base, Some("2027-02-03")).unwrap();
    assert!(two.action("sqs", "PeekMessage").is_some() && two.action("brandnew", "Shine").is_some());
}

#[test]
fn rejects_invalid_documents() {
    let base = Reference::embedded();
    let message = |text: &str, date: Option<&str>| Reference::from_json(text, base, date).unwrap_err().to_string();
    let date = Some("2027-02-03");
    assert_eq!(message(SQS, None), "the date of AWS's documents is missing: must be the date at which AWS served them");
    assert_eq!(message(SQS, Some("3.2.2027")), "invalid date `3.2.2027`: must have the form `2026-10-27`");
    assert_eq!(message("{}", date), "the JSON is not a service document of AWS: must have a `Name`");
    for text in ["7", "", "Name"] {
        assert_eq!(message(text, date), "the text is not a reference: must start with a JSON object or array");
    }
    let nothing = "the JSON is not a reference: must have the format `iam-reference/1` or be a service document of AWS with actions";
    assert_eq!(message("[]", date), nothing);
    assert_eq!(message(r#"[{"service": "sqs", "url": "x"}]"#, date), nothing);
    assert_eq!(message(r#"{"Name": "sqs", "Actions": []}"#, date), nothing);
    assert!(message("{", date).starts_with("the JSON is not JSON: EOF"));
    assert!(
        message(r#"{"Name": "sqs", "Actions": 7}"#, date)
            .starts_with("the JSON is not a service document of AWS: invalid type")
    );
    assert_eq!(
        message(&SQS.replace("Numeric", "Complex"), date),
        "unknown type `Complex` of condition key `sqs:Size` in the JSON"
    );
    assert_eq!(message(&format!("[{SQS},{SQS}]"), date), "duplicate service `sqs` in the JSON");
}
