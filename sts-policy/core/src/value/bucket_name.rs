use super::InvalidValue;
use super::text::text_value;
use crate::limits::BUCKET_NAME_BYTES;

const THING: &str = "bucket name";

/// How no name of a bucket starts.
const RESERVED_STARTS: [&str; 3] = ["xn--", "sthree-", "amzn-s3-demo-"];

/// What S3 keeps for itself at the end of names.
const RESERVED_ENDS: [(&str, &str); 5] = [
    ("-s3alias", "aliases of access points"),
    ("--ol-s3", "aliases of Object Lambda access points"),
    (".mrap", "multi-Region access points"),
    ("--x-s3", "directory buckets"),
    ("--table-s3", "table buckets"),
];

text_value! {
    /// The name of a general purpose bucket of S3 (S3 User Guide, "General purpose bucket naming rules"): 3 to 63 bytes of lower-case
    /// ASCII letters, digits, `.` and `-`; a letter or a digit at either end; no two dots side by side; no IPv4 address; and none of
    /// the starts and ends that S3 keeps for itself.
    ///
    /// Directory buckets have other names and ARNs. Buckets made in `us-east-1` before March 2018 may have names that these rules
    /// refuse: those fit into a [`Segment`](super::Segment), and so does a part of a name.
    ///
    /// ```
    /// use sts_policy_core::value::BucketName;
    ///
    /// assert!(BucketName::new("reports-111122223333").is_ok());
    /// assert!(BucketName::new("Reports").is_err());
    /// assert!(BucketName::new("s3://reports").is_err());
    /// ```
    pub struct BucketName;

    /// Takes the name of a bucket.
    ///
    /// # Errors
    ///
    /// When the text breaks one of the rules; the error says which one.
    check: check;

    MAX_BYTES: *BUCKET_NAME_BYTES.end(), written as literal
}

fn check(text: &str) -> Result<(), InvalidValue> {
    let refuse = |reason: String| Err(InvalidValue::new(text, THING, reason));
    let (least, most) = BUCKET_NAME_BYTES.into_inner();
    if text.contains(['/', ':']) {
        return refuse("it has a `/` or `:`, so it is more than a name; write the name of the bucket alone".into());
    }
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit();
    if text.bytes().any(|byte| !is_plain(byte) && !matches!(byte, b'.' | b'-')) {
        return refuse("names of buckets are lower-case letters, digits, `.` and `-`; write no others".into());
    }
    if !BUCKET_NAME_BYTES.contains(&text.len()) {
        return refuse(format!(
            "it has {} bytes, and names of buckets have {least} to {most}; write the name as S3 shows it",
            text.len()
        ));
    }
    if !(text.bytes().next().is_some_and(is_plain) && text.bytes().next_back().is_some_and(is_plain)) {
        return refuse("names of buckets begin and end with a letter or a digit; leave out what is there".into());
    }
    if text.contains("..") {
        return refuse("names of buckets have no two dots side by side; leave one out".into());
    }
    if has_form_of_address(text) {
        return refuse(
            "it has the form of an IP address, and no bucket has such a name; write the name of a bucket".into(),
        );
    }
    if let Some(start) = RESERVED_STARTS.into_iter().find(|start| text.starts_with(start)) {
        return refuse(format!("S3 lets no bucket be called `{start}…`; write the name of a bucket"));
    }
    if let Some((end, owner)) = RESERVED_ENDS.into_iter().find(|(end, _)| text.ends_with(end)) {
        return refuse(format!("S3 keeps `{end}` for {owner}; write the name of a general purpose bucket"));
    }
    Ok(())
}

/// Whether the text is four numbers with dots between.
fn has_form_of_address(text: &str) -> bool {
    text.split('.').count() == 4
        && text.split('.').all(|part| matches!(part.len(), 1..=3) && part.bytes().all(|byte| byte.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Hole;

    #[test]
    fn names() {
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
        assert_eq!(BucketName::new("b".repeat(63)).unwrap().to_policy_text().len(), BucketName::MAX_BYTES);
    }

    #[test]
    fn what_is_none() {
        let long = "b".repeat(64);
        let more = "it has a `/` or `:`, so it is more than a name; write the name of the bucket alone";
        let characters = "names of buckets are lower-case letters, digits, `.` and `-`; write no others";
        let ends = "names of buckets begin and end with a letter or a digit; leave out what is there";
        let address = "it has the form of an IP address, and no bucket has such a name; write the name of a bucket";
        for (text, reason) in [
            ("", "it has 0 bytes, and names of buckets have 3 to 63; write the name as S3 shows it"),
            ("ab", "it has 2 bytes, and names of buckets have 3 to 63; write the name as S3 shows it"),
            (&long, "it has 64 bytes, and names of buckets have 3 to 63; write the name as S3 shows it"),
            ("arn:aws:s3:::reports", more),
            ("reports/a", more),
            ("Reports", characters),
            ("re_ports", characters),
            ("reports*", characters),
            ("réports", characters),
            ("-reports", ends),
            ("reports.", ends),
            ("re..ports", "names of buckets have no two dots side by side; leave one out"),
            ("192.168.5.4", address),
            ("999.0.0.1", address),
            ("xn--reports", "S3 lets no bucket be called `xn--…`; write the name of a bucket"),
            ("sthree-reports", "S3 lets no bucket be called `sthree-…`; write the name of a bucket"),
            ("amzn-s3-demo-bucket", "S3 lets no bucket be called `amzn-s3-demo-…`; write the name of a bucket"),
            (
                "reports-s3alias",
                "S3 keeps `-s3alias` for aliases of access points; write the name of a general purpose bucket",
            ),
            (
                "reports--ol-s3",
                "S3 keeps `--ol-s3` for aliases of Object Lambda access points; write the name of a general purpose bucket",
            ),
            (
                "reports.mrap",
                "S3 keeps `.mrap` for multi-Region access points; write the name of a general purpose bucket",
            ),
            (
                "reports--usw2-az1--x-s3",
                "S3 keeps `--x-s3` for directory buckets; write the name of a general purpose bucket",
            ),
            (
                "reports--table-s3",
                "S3 keeps `--table-s3` for table buckets; write the name of a general purpose bucket",
            ),
        ] {
            let message = BucketName::new(text).unwrap_err().to_string();
            assert_eq!(message, format!("`{text}` is no bucket name: {reason}"));
        }
    }
}
