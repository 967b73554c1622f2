//! The table contains the facts of its source, in both directions.
#![cfg(feature = "json")]
#![expect(clippy::unwrap_used, clippy::indexing_slicing, reason = "a test may panic")]

use sts_policy_reference::source::{self, Source};
use sts_policy_reference::{AccessLevel, ConditionKey, ConditionType, ConditionTypes, Reference};

fn text() -> String {
    std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/source/iam-reference.json")).unwrap()
}

fn parsed_source() -> Source {
    Source::from_json(&text()).unwrap()
}

#[test]
fn the_embedded_table_is_compiled_from_the_source() {
    let compiled = parsed_source().compile().unwrap();
    assert!(
        compiled.as_bytes() == Reference::embedded().as_bytes(),
        "data/reference.bin differs from the source: run the example `generate`"
    );
}

#[test]
fn the_table_is_smaller_than_a_megabyte() {
    let bytes = Reference::embedded().as_bytes().len();
    assert!(bytes < 1_000_000, "{bytes} bytes");
}

#[test]
fn the_source_is_written_as_it_was_read() {
    assert!(parsed_source().to_json() == text());
}

/// Returns the types in the order of the table.
fn in_order(types: &[String]) -> Vec<String> {
    ConditionType::ALL
        .into_iter()
        .map(|value_type| value_type.as_str().to_owned())
        .filter(|name| types.contains(name))
        .collect()
}

#[test]
fn decompiling_returns_the_source() {
    let embedded = Reference::embedded();
    let back = Source::from_reference(embedded);
    assert!(back.compile().unwrap().as_bytes() == embedded.as_bytes());

    let mut given = parsed_source();
    given.sources.clear();
    for key in &mut given.global_condition_keys {
        key.types = in_order(&key.types);
    }
    for key in given.services.iter_mut().flat_map(|service| &mut service.condition_keys) {
        key.types = in_order(&key.types);
    }
    assert!(back == given);
}

#[test]
fn the_order_of_the_source_does_not_change_the_table() {
    let mut shuffled = parsed_source();
    shuffled.services.reverse();
    shuffled.global_condition_keys.reverse();
    shuffled.removed_actions.reverse();
    for service in &mut shuffled.services {
        service.actions.reverse();
        service.resources.reverse();
        service.condition_keys.reverse();
    }
    assert!(shuffled.compile().unwrap().as_bytes() == Reference::embedded().as_bytes());
}

#[test]
fn from_json_reads_the_source() {
    let embedded = Reference::embedded();
    let read = Reference::from_json(&text(), embedded, None).unwrap();
    assert!(read.as_bytes() == embedded.as_bytes());
}

fn types(names: &[String]) -> ConditionTypes {
    ConditionType::ALL.into_iter().filter(|value_type| names.iter().any(|name| name == value_type.as_str())).collect()
}

fn assert_keys<'a>(found: impl Iterator<Item = ConditionKey<'a>>, given: &[String], what: &str) {
    let found: Vec<&str> = found.map(|key| key.name()).collect();
    assert_eq!(found, given, "{what}");
}

fn alternating_case(name: &str) -> String {
    name.char_indices()
        .map(|(index, letter)| if index % 2 == 0 { letter.to_ascii_uppercase() } else { letter.to_ascii_lowercase() })
        .collect()
}

#[test]
fn finds_every_service() {
    let (given, reference) = (parsed_source(), Reference::embedded());
    assert_eq!(reference.services().len(), given.services.len());
    for (service, found) in given.services.iter().zip(reference.services()) {
        assert_eq!(found.prefix(), service.name);
        assert_eq!(found.display_name(), service.display_name);
        assert_eq!(reference.service(&service.name), Some(found));
        assert_eq!(reference.service(&alternating_case(&service.name)), Some(found));
        assert_eq!(found.actions().len(), service.actions.len());
        assert_eq!(found.resource_types().len(), service.resources.len());
        assert_eq!(found.condition_keys().len(), service.condition_keys.len());
        assert!(!reference.is_retired_service(&service.name));
    }
}

#[test]
fn finds_every_action() {
    let (given, reference) = (parsed_source(), Reference::embedded());
    for service in &given.services {
        for (action, listed) in service.actions.iter().zip(reference.service(&service.name).unwrap().actions()) {
            let what = format!("{}:{}", service.name, action.name);
            let found = reference.action(&service.name, &alternating_case(&action.name)).unwrap();
            assert_eq!(found, listed);
            assert_eq!(found.to_string(), what);
            assert_eq!(found.service().prefix(), service.name);
            assert_eq!(found.access_level().as_str(), action.access_level, "{what}");
            assert_eq!(found.is_permission_only(), action.permission_only, "{what}");
            assert_keys(found.condition_keys(), &action.action_condition_keys, &what);
            assert_eq!(found.resources().len(), action.resources.len(), "{what}");
            for (link, found) in action.resources.iter().zip(found.resources()) {
                assert_eq!(found.resource_type().name(), link.name, "{what}");
                assert_eq!(found.is_required(), link.required, "{what}");
                assert_keys(found.condition_keys(), &link.condition_keys, &what);
            }
            let dependents: Vec<String> = found.dependent_actions().map(|action| action.to_string()).collect();
            assert_eq!(dependents, action.dependent_actions, "{what}");
            assert!(!reference.is_removed_action(&service.name, &action.name));
        }
    }
}

#[test]
fn every_action_accepts_the_keys_of_its_source() {
    let (given, reference) = (parsed_source(), Reference::embedded());
    for service in &given.services {
        let found = reference.service(&service.name).unwrap();
        for action in &service.actions {
            let linked = |name: &String| {
                action.resources.iter().any(|link| {
                    link.condition_keys.contains(name)
                        || service
                            .resources
                            .iter()
                            .any(|resource| resource.name == link.name && resource.condition_keys.contains(name))
                })
            };
            let found_action = found.action(&action.name).unwrap();
            for key in &service.condition_keys {
                let expected = action.action_condition_keys.contains(&key.name) || linked(&key.name);
                let found_key = found.condition_key(&key.name).unwrap();
                assert_eq!(found_action.accepts(found_key), expected, "{found_action} {}", key.name);
            }
        }
    }
}

#[test]
fn finds_every_resource_type() {
    let (given, reference) = (parsed_source(), Reference::embedded());
    for service in &given.services {
        let found_service = reference.service(&service.name).unwrap();
        for resource_type in &service.resources {
            let found = found_service.resource_type(&resource_type.name).unwrap();
            assert_eq!(found.name(), resource_type.name);
            assert_eq!(found.service(), found_service);
            let formats: Vec<String> = found.arn_formats().map(|format| format.to_string()).collect();
            assert_eq!(formats, resource_type.arn_formats);
            for (format, found) in resource_type.arn_formats.iter().zip(found.arn_formats()) {
                let fields: Vec<&str> = format.splitn(6, ':').skip(1).collect();
                let found = [found.partition(), found.service(), found.region(), found.account(), found.resource()];
                assert_eq!(found.as_slice(), fields);
            }
            assert_keys(found.condition_keys(), &resource_type.condition_keys, &resource_type.name);
            let other_case = alternating_case(&resource_type.name);
            assert_eq!(found_service.resource_type(&other_case).is_some(), other_case == resource_type.name);
        }
    }
}

#[test]
fn finds_every_condition_key() {
    let (given, reference) = (parsed_source(), Reference::embedded());
    for service in &given.services {
        let found_service = reference.service(&service.name).unwrap();
        for key in &service.condition_keys {
            for name in [key.name.clone(), filled(&key.name, "x"), alternating_case(&filled(&key.name, "some-Value"))] {
                let found = found_service.condition_key(&name).unwrap_or_else(|| panic!("{name}"));
                assert_eq!(found.name(), key.name);
                assert_eq!(found.types(), types(&key.types), "{name}");
                assert_eq!(found.is_multivalued(), key.types.iter().any(|name| name.starts_with("ArrayOf")), "{name}");
                assert_eq!(found.service(), found_service);
            }
            let empty = filled(&key.name, "");
            assert!(
                empty == key.name || found_service.condition_key(&empty).is_none_or(|found| found.name() != key.name)
            );
        }
    }
}

/// Replaces the placeholder of the name by the value.
fn filled(name: &str, value: &str) -> String {
    match name.split_once("${").and_then(|(start, rest)| Some((start, rest.split_once('}')?.1))) {
        Some((start, end)) => format!("{start}{value}{end}"),
        None => name.to_owned(),
    }
}

#[test]
fn finds_every_global_key_partition_and_operator() {
    let (given, reference) = (parsed_source(), Reference::embedded());
    assert_eq!((reference.data_date(), reference.legacy_date()), (&*given.data_date, &*given.legacy_date));

    assert_eq!(reference.global_condition_keys().len(), given.global_condition_keys.len());
    for key in &given.global_condition_keys {
        let source::GlobalConditionKey { name, category, sensitive, deprecated, .. } = key;
        for name in [name.clone(), alternating_case(name), filled(name, "team")] {
            let found = reference.global_condition_key(&name).unwrap();
            assert_eq!((found.name(), found.category()), (&*key.name, &**category));
            assert_eq!((found.is_sensitive(), found.is_deprecated()), (*sensitive, *deprecated));
            assert_eq!(found.types(), types(&key.types));
        }
    }

    assert_eq!(reference.condition_operators().len(), given.condition_operators.len());
    for (operator, found) in given.condition_operators.iter().zip(reference.condition_operators()) {
        let source::ConditionOperator { name, value_type, negated, wildcards, if_exists, set, .. } = operator;
        assert_eq!(found.name(), name);
        assert_eq!(found.value_type().map_or("Null", ConditionType::as_str), value_type);
        assert_eq!((found.is_negated(), found.takes_wildcards()), (*negated, *wildcards));
        assert_eq!((found.takes_if_exists(), found.takes_set_operator()), (*if_exists, *set));
    }

    assert_eq!(reference.partitions().len(), given.partitions.len());
    for partition in &given.partitions {
        let found = reference.partition(&partition.id).unwrap();
        assert_eq!((found.id(), found.dns_suffix()), (&*partition.id, &*partition.dns_suffix));
        assert_eq!(found.regions().collect::<Vec<_>>(), partition.regions);
        for region in &partition.regions {
            assert!(found.has_region(region) && found.may_have_region(region), "{region}");
            assert_eq!(reference.partition_of_region(region).unwrap().id(), partition.id);
        }
    }

    assert_eq!(reference.removed_actions().len(), given.removed_actions.len());
    for action in &given.removed_actions {
        let (prefix, name) = action.split_once(':').unwrap();
        assert!(
            reference.is_removed_action(prefix, name)
                && reference.is_removed_action(&alternating_case(prefix), &alternating_case(name))
        );
    }
}

#[test]
fn the_source_states_the_number_of_actions_per_level() {
    let counted = AccessLevel::ALL.map(|level| {
        let actions = Reference::embedded().services().flat_map(|service| service.actions());
        actions.filter(|action| action.access_level() == level).count()
    });
    let stated: serde_json::Value = serde_json::from_str(&text()).unwrap();
    let stated =
        AccessLevel::ALL.map(|level| stated.pointer(&format!("/Counts/ByAccessLevel/{level}")).unwrap().clone());
    assert_eq!(counted.map(serde_json::Value::from), stated);
}

type Change = fn(&mut Source);

/// Changes that make a source invalid, and a part of the message.
const INVALID: [(Change, &str); 11] = [
    (|source| source.data_date = "today".into(), "invalid date `today`: must have the form `2026-10-27`"),
    (
        |source| source.services[0].actions[0].access_level = "Magic".into(),
        "unknown access level `Magic` of `AssumeRole` in service `sts`",
    ),
    (
        |source| source.services[0].actions[1].name = "assumerole".into(),
        "duplicate name `assumerole` in the list of actions of service `sts`",
    ),
    (
        |source| source.services[0].actions[0].dependent_actions = vec!["sts:Nothing".into()],
        "unknown dependent action `sts:Nothing` of `AssumeRole` in service `sts`",
    ),
    (
        |source| source.services[0].actions[0].resources[0].name = "rule".into(),
        "unknown resource type `rule` of `AssumeRole` in service `sts`",
    ),
    (
        |source| source.services[0].actions[0].action_condition_keys = vec!["sts:x".into()],
        "unknown condition key `sts:x` of `AssumeRole` in service `sts`",
    ),
    (|source| source.services[0].condition_keys[0].name = "n".repeat(256), "the reference has 256 bytes in the name"),
    (
        |source| source.services[0].resources[0].arn_formats = vec!["arn:aws".into()],
        "invalid ARN format `arn:aws` of resource type",
    ),
    (
        |source| source.partitions[0].region_regex = "^.*$".into(),
        "unsupported expression `^.*$` for the regions of partition `aws`: must have the form `^(us|eu)\\-\\w+\\-\\d+$`",
    ),
    (
        |source| source.condition_operators[0].value_type = "Text".into(),
        "unknown type `Text` of condition operator `StringEquals`",
    ),
    (
        |source| {
            let service = source.services[0].clone();
            for index in 0..3_000 {
                let mut service = service.clone();
                service.name = format!("s{index}");
                source.services.push(service);
            }
        },
        ": must be at most 65535",
    ),
];

/// Returns the source of one service, which compiles quickly.
fn small() -> Source {
    let mut source = parsed_source();
    source.services.retain(|service| service.name == "sts");
    for action in source.services.iter_mut().flat_map(|service| &mut service.actions) {
        action.dependent_actions.clear();
    }
    source
}

#[test]
fn rejects_invalid_sources() {
    assert!(small().compile().is_ok());
    for (change, expected) in INVALID {
        let mut source = small();
        change(&mut source);
        let error = source.compile().unwrap_err().to_string();
        assert!(error.contains(expected), "{error}\n{expected}");
    }
    let error = Source::from_json(&text().replace("iam-reference/1", "iam-reference/2")).unwrap_err();
    assert_eq!(error.to_string(), "unknown format `iam-reference/2` of the reference: must be `iam-reference/1`");
}

#[test]
fn arn_services_list_every_format_once() {
    let reference = Reference::embedded();
    let mut found = 0;
    for service in reference.arn_services() {
        let formats = reference.arn_formats(service);
        assert!(formats.len() > 0 && formats.clone().all(|format| format.service() == service), "{service}");
        found += formats.len();
    }
    let source = parsed_source();
    let resource_types = source.services.iter().flat_map(|service| &service.resources);
    let mut formats: Vec<String> = resource_types.flat_map(|resource| resource.arn_formats.clone()).collect();
    formats.sort_unstable();
    formats.dedup();
    assert_eq!(found, formats.len());
    assert_eq!(reference.arn_formats("nonsense").len(), 0);
    // Another service defines this format.
    assert!(reference.arn_formats("ec2").any(|format| format.resource().starts_with("vpc-endpoint-service/")));
}
