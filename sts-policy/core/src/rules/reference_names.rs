//! The names of condition keys, by which policy variables are called too.

use sts_policy_reference::{GlobalConditionKey, Reference};

use crate::diagnostics::closest;

/// What the credential providers of services say of a session: the prefixes are no service's. Source: AWS IoT Core Developer Guide,
/// "Authorizing direct calls to AWS services using AWS IoT Core credential provider".
const UNLISTED_PREFIXES: [&str; 1] = ["credentials-iot"];

/// Whether names of this prefix are not for the reference to know, though there may be such.
pub(crate) fn is_of_others(prefix: &str, reference: &Reference) -> bool {
    // The names of identity providers begin with the address of the provider, whichever it is.
    prefix.contains(['.', '/'])
        || UNLISTED_PREFIXES.iter().any(|known| known.eq_ignore_ascii_case(prefix))
        || reference.is_retired_service(prefix)
}

/// A name up to its placeholder: `aws:RequestTag/` of `aws:RequestTag/${TagKey}`.
pub(crate) fn before_placeholder(name: &str) -> &str {
    name.split("${").next().unwrap_or_default()
}

/// A name without its placeholder, to be compared with a misspelt one.
pub(crate) fn plain(name: &str) -> &str {
    before_placeholder(name).trim_end_matches('/')
}

/// The global key that was meant by a misspelt one, with the tag that the text names.
pub(crate) fn closest_global(text: &str, reference: &Reference) -> Option<String> {
    let (head, tag) = text.split_once('/').map_or((text, None), |(head, tag)| (head, Some(tag)));
    let near = closest(head, reference.global_condition_keys().map(GlobalConditionKey::name).map(plain))?;
    Some(match tag {
        Some(tag) => format!("{near}/{tag}"),
        None => near.to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn global_keys_and_their_tags() {
        let closest = |text| closest_global(text, Reference::embedded());
        assert_eq!(closest("aws:usrid").as_deref(), Some("aws:userid"));
        assert_eq!(closest("aws:PrincipalTags/team/a").as_deref(), Some("aws:PrincipalTag/team/a"));
        assert_eq!(closest("aws:nothing-of-the-kind/team"), None);
    }

    #[test]
    fn prefixes_of_others() {
        let is_of_others = |prefix| is_of_others(prefix, Reference::embedded());
        for prefix in ["Credentials-IoT", "idp.example.com", "idp.example.com/id/1", "deepracer"] {
            assert!(is_of_others(prefix), "{prefix}");
        }
        for prefix in ["s3", "s4", "aws", ""] {
            assert!(!is_of_others(prefix), "{prefix}");
        }
    }

    #[test]
    fn placeholders() {
        assert_eq!(before_placeholder("aws:RequestTag/${TagKey}"), "aws:RequestTag/");
        assert_eq!(plain("aws:RequestTag/${TagKey}"), "aws:RequestTag");
        assert_eq!(plain("aws:userid"), "aws:userid");
    }
}
