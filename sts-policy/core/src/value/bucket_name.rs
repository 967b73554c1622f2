//! Names of S3 buckets.

use super::text_value::text_value;
use super::{InvalidValue, ValueKind};
use crate::limits::BUCKET_NAME_BYTES;

/// Prefixes that S3 does not accept.
const RESERVED_PREFIXES: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];

/// Suffixes that S3 reserves, with the message for each.
const RESERVED_SUFFIXES: [(&str, &str); 5] = [
    ("-s3alias", "must not end with `-s3alias`, which S3 reserves for access point aliases"),
    ("--ol-s3", "must not end with `--ol-s3`, which S3 reserves for Object Lambda access point aliases"),
    (".mrap", "must not end with `.mrap`, which S3 reserves for multi-Region access points"),
    ("--x-s3", "must not end with `--x-s3`, which S3 reserves for directory buckets"),
    ("--table-s3", "must not end with `--table-s3`, which S3 reserves for table buckets"),
];

text_value! {
    /// Name of a general purpose S3 bucket (S3 User Guide, "General purpose bucket naming rules").
    ///
    /// It has 3 to 63 bytes of lower-case ASCII letters, digits, `.` and `-`, with a letter or digit at each end. It has no `..`, is not
    /// an IPv4 address, and has none of the prefixes and suffixes that S3 reserves.
    ///
    /// Directory buckets have other names and ARNs. Buckets created in `us-east-1` before March 2018 may have names that these rules
    /// reject: use [`Segment`](super::Segment) for those, and for a part of a name.
    ///
    /// ```
    /// use sts_policy_core::value::BucketName;
    ///
    /// assert!(BucketName::new("reports-111122223333").is_ok());
    /// assert!(BucketName::new("Reports").is_err());
    /// assert!(BucketName::new("s3://reports").is_err());
    /// ```
    pub struct BucketName;

    /// Parses a bucket name.
    ///
    /// # Errors
    ///
    /// If the text breaks one of the rules. The error states the rule.
    check: check;

    MAX_BYTES: *BUCKET_NAME_BYTES.end(), written with push_literal
}

fn check(text: &str) -> Result<(), InvalidValue> {
    let invalid = |requirement: String| Err(InvalidValue::new(ValueKind::BucketName, text, requirement));
    let is_alphanumeric = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if text.contains(['/', ':']) {
        return invalid("must be the name alone, without `/` or `:`".to_owned());
    }
    if text.bytes().any(|byte| !is_alphanumeric(byte) && !matches!(byte, b'.' | b'-')) {
        return invalid("must consist of lower-case letters, digits, `.` and `-`".to_owned());
    }
    if !BUCKET_NAME_BYTES.contains(&text.len()) {
        let (min, max) = BUCKET_NAME_BYTES.into_inner();
        return invalid(format!("must be {min} to {max} bytes, not {}", text.len()));
    }
    if !(text.bytes().next().is_some_and(is_alphanumeric) && text.bytes().next_back().is_some_and(is_alphanumeric)) {
        return invalid("must begin and end with a letter or digit".to_owned());
    }
    if text.contains("..") {
        return invalid("must not contain `..`".to_owned());
    }
    if has_ipv4_form(text) {
        return invalid("must not have the form of an IP address".to_owned());
    }
    if let Some(prefix) = RESERVED_PREFIXES.into_iter().find(|prefix| text.starts_with(prefix)) {
        return invalid(format!("must not begin with `{prefix}`, which S3 reserves"));
    }
    if let Some((_, requirement)) = RESERVED_SUFFIXES.into_iter().find(|(suffix, _)| text.ends_with(suffix)) {
        return invalid(requirement.to_owned());
    }
    Ok(())
}

/// Checks whether the text is four numbers joined by dots.
fn has_ipv4_form(text: &str) -> bool {
    text.split('.').count() == 4
        && text.split('.').all(|part| matches!(part.len(), 1..=3) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    #[test]
    fn accepts_names() {
        for text in [
            "abc",
            "a.b",
            "0-0",
            "reports-111122223333-eu-west-1-an",
            "1.2.3",
            "1.2.3.4.5",
            "1.2.3.4444",
            "a--b",
            "a.-b",
        ] {
            assert_eq!(BucketName::new(text).unwrap().to_policy_text(), text);
        }
    }

    #[test]
    fn max_bytes_is_tight() {
        assert_eq!(BucketName::new("b".repeat(63)).unwrap().to_policy_text().len(), BucketName::MAX_BYTES);
    }

    #[test]
    fn rejects_invalid_text() {
        let long = "b".repeat(64);
        let separator = "must be the name alone, without `/` or `:`";
        let characters = "must consist of lower-case letters, digits, `.` and `-`";
        let ends = "must begin and end with a letter or digit";
        let address = "must not have the form of an IP address";
        for (text, requirement) in [
            ("", "must be 3 to 63 bytes, not 0"),
            ("ab", "must be 3 to 63 bytes, not 2"),
            (&long, "must be 3 to 63 bytes, not 64"),
            ("arn:aws:s3:::reports", separator),
            ("reports/a", separator),
            ("Reports", characters),
            ("re_ports", characters),
            ("reports*", characters),
            ("réports", characters),
            ("-reports", ends),
            ("reports.", ends),
            ("re..ports", "must not contain `..`"),
            ("192.168.5.4", address),
            ("999.0.0.1", address),
            ("xn--reports", "must not begin with `xn--`, which S3 reserves"),
            ("sthree-reports", "must not begin with `sthree-`, which S3 reserves"),
            ("amzn-s3-demo-bucket", "must not begin with `amzn-s3-demo-`, which S3 reserves"),
            ("reports-s3alias", "must not end with `-s3alias`, which S3 reserves for access point aliases"),
            ("reports--ol-s3", "must not end with `--ol-s3`, which S3 reserves for Object Lambda access point aliases"),
            ("reports.mrap", "must not end with `.mrap`, which S3 reserves for multi-Region access points"),
            ("reports--usw2-az1--x-s3", "must not end with `--x-s3`, which S3 reserves for directory buckets"),
            ("reports--table-s3", "must not end with `--table-s3`, which S3 reserves for table buckets"),
        ] {
            let message = BucketName::new(text).unwrap_err().to_string();
            assert_eq!(message, format!("invalid bucket name `{text}`: {requirement}"));
        }
    }

    #[test]
    fn each_reserved_suffix_is_in_its_message() {
        for (suffix, requirement) in RESERVED_SUFFIXES {
            assert!(requirement.starts_with(&format!("must not end with `{suffix}`, ")), "{suffix}");
        }
    }
}
