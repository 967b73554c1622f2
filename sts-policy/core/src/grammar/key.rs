//! Condition keys that are called by a tag.
//!
//! Source: User Guide, "AWS global condition context keys".

use super::case;

/// Whether the key is that of a tag of what a request is about.
pub(crate) fn is_resource_tag(key: &str) -> bool {
    case::begins(key, "aws:ResourceTag/")
}

/// Whether the key is that of a tag that the request gives.
pub(crate) fn is_request_tag(key: &str) -> bool {
    case::begins(key, "aws:RequestTag/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_tags() {
        assert!(is_resource_tag("AWS:resourcetag/team"));
        assert!(!is_resource_tag("aws:ResourceTag"));
        assert!(!is_resource_tag("aws:RequestTag/team"));
        assert!(is_request_tag("aws:requestTag/team"));
        assert!(!is_request_tag("aws:PrincipalTag/team"));
    }
}
