//! Names of condition keys, which are also the names of policy variables.

use sts_policy_reference::{GlobalConditionKey, Reference};

use crate::diagnostics::closest;

/// Prefixes of keys that credential providers of services set. They are not service prefixes. Source: AWS IoT Core Developer Guide,
/// "Authorizing direct calls to AWS services using AWS IoT Core credential provider".
const UNLISTED_PREFIXES: [&str; 1] = ["credentials-iot"];

/// Returns true if names with this prefix may exist although the service reference does not list them.
pub(crate) fn may_exist_unlisted(prefix: &str, reference: &Reference) -> bool {
    // Keys of identity providers begin with the address of the provider.
    prefix.contains(['.', '/'])
        || UNLISTED_PREFIXES.iter().any(|known| known.eq_ignore_ascii_case(prefix))
        || reference.is_retired_service(prefix)
}

/// The part of a name before its placeholder: `aws:RequestTag/` for `aws:RequestTag/${TagKey}`.
pub(crate) fn before_placeholder(name: &str) -> &str {
    name.split("${").next().unwrap_or_default()
}

/// A name without its placeholder and the slash before it, to be compared with a misspelt name.
pub(crate) fn without_placeholder(name: &str) -> &str {
    before_placeholder(name).trim_end_matches('/')
}

/// The global key that is closest to a misspelt one, with the tag key of the text.
pub(crate) fn closest_global(text: &str, reference: &Reference) -> Option<String> {
    let (head, tag) = text.split_once('/').map_or((text, None), |(head, tag)| (head, Some(tag)));
    let near = closest(head, reference.global_condition_keys().map(GlobalConditionKey::name).map(without_placeholder))?;
    Some(match tag {
        Some(tag) => format!("{near}/{tag}"),
        None => near.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn suggests_global_keys_with_their_tag_keys() {
        let closest = |text| closest_global(text, Reference::embedded());
        assert_eq!(closest("aws:usrid").as_deref(), Some("aws:userid"));
        assert_eq!(closest("aws:PrincipalTags/team/a").as_deref(), Some("aws:PrincipalTag/team/a"));
        assert_eq!(closest("aws:nothing-of-the-kind/team"), None);
    }

    #[test]
    fn accepts_known_prefixes_outside_of_the_reference() {
        let may_exist_unlisted = |prefix| may_exist_unlisted(prefix, Reference::embedded());
        for prefix in ["Credentials-IoT", "idp.example.com", "idp.example.com/id/1", "deepracer"] {
            assert!(may_exist_unlisted(prefix), "{prefix}");
        }
        for prefix in ["s3", "s4", "aws", ""] {
            assert!(!may_exist_unlisted(prefix), "{prefix}");
        }
    }

    #[test]
    fn removes_placeholders() {
        assert_eq!(before_placeholder("aws:RequestTag/${TagKey}"), "aws:RequestTag/");
        assert_eq!(without_placeholder("aws:RequestTag/${TagKey}"), "aws:RequestTag");
        assert_eq!(without_placeholder("aws:userid"), "aws:userid");
    }
}
