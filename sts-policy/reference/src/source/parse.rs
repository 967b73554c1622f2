//! Parses dates, ARN formats and expressions for regions.

use crate::error::InvalidReference;

/// Checks that the text is a date, such as `2026-10-27`.
pub(super) fn check_date(date: &str) -> Result<(), InvalidReference> {
    let has_form = date.len() == 10
        && date.bytes().enumerate().all(
            |(index, byte)| {
                if matches!(index, 4 | 7) { byte == b'-' } else { byte.is_ascii_digit() }
            },
        );
    let number = |range| date.get(range).and_then(|digits: &str| digits.parse::<u8>().ok()).unwrap_or(0);
    let is_day = || (1..=12).contains(&number(5..7)) && (1..=31).contains(&number(8..10));
    if has_form && is_day() {
        Ok(())
    } else {
        Err(InvalidReference::new(format!("invalid date `{date}`: must have the form `2026-10-27`")))
    }
}

/// Returns `prefix:name` in lower case, for comparisons.
pub(super) fn qualified(prefix: &str, name: &str) -> String {
    format!("{prefix}:{name}").to_ascii_lowercase()
}

/// Returns the five fields after `arn:`.
pub(super) fn arn_fields(arn: &str) -> Option<[&str; 5]> {
    let mut fields = arn.strip_prefix("arn:")?.splitn(5, ':');
    let fields = [fields.next()?, fields.next()?, fields.next()?, fields.next()?, fields.next()?];
    Some(fields)
}

/// Returns the prefixes of region names in AWS's expression for them: `us` and `eu` for `^(us|eu)\-\w+\-\d+$`, `us-gov` for
/// `^us\-gov\-\w+\-\d+$`. A word and a number always follow.
pub(super) fn region_prefixes(regex: &str) -> Option<Vec<String>> {
    let start = regex.strip_prefix('^')?.strip_suffix(r"\-\w+\-\d+$")?.replace(r"\-", "-");
    let prefixes: Vec<String> = match start.split_once('(') {
        Some((before, rest)) => {
            let (alternatives, after) = rest.split_once(')')?;
            alternatives.split('|').map(|alternative| format!("{before}{alternative}{after}")).collect()
        }
        None => vec![start],
    };
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-';
    prefixes.iter().all(|prefix| !prefix.is_empty() && prefix.bytes().all(is_plain)).then_some(prefixes)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_region_prefixes_of_known_expressions() {
        assert_eq!(region_prefixes(r"^(us|eu)\-\w+\-\d+$"), Some(vec!["us".to_owned(), "eu".to_owned()]));
        assert_eq!(region_prefixes(r"^us\-gov\-\w+\-\d+$"), Some(vec!["us-gov".to_owned()]));
        assert_eq!(region_prefixes(r"^eusc\-(de)\-\w+\-\d+$"), Some(vec!["eusc-de".to_owned()]));
        for unknown in [r"^us\-\w+$", r"^.*\-\w+\-\d+$", r"^(us|)\-\w+\-\d+$", r"^(a|b)(c)\-\w+\-\d+$", ""] {
            assert_eq!(region_prefixes(unknown), None, "{unknown}");
        }
    }

    #[test]
    fn splits_arns_into_five_fields() {
        assert_eq!(arn_fields("arn:a:b:c:d:e:f"), Some(["a", "b", "c", "d", "e:f"]));
        assert_eq!(arn_fields("arn:a:b:c:d"), None);
    }
}
