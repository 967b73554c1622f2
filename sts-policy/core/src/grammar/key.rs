//! Condition keys that contain the key of a tag.
//!
//! Source: User Guide, "AWS global condition context keys".

use super::case;

/// Returns true for a key of the tags of the resource.
pub(crate) fn is_resource_tag(key: &str) -> bool {
    case::starts_with(key, "aws:ResourceTag/")
}

/// Returns true for a key of the tags in the request.
pub(crate) fn is_request_tag(key: &str) -> bool {
    case::starts_with(key, "aws:RequestTag/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_prefixes_ignoring_case() {
        assert!(is_resource_tag("AWS:resourcetag/team"));
        assert!(!is_resource_tag("aws:ResourceTag"));
        assert!(!is_resource_tag("aws:RequestTag/team"));
        assert!(is_request_tag("aws:requestTag/team"));
        assert!(!is_request_tag("aws:PrincipalTag/team"));
    }
}
