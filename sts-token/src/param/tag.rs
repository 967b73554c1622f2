use std::collections::HashMap;

use sts_policy::Quoted;

use super::InvalidParameter;
use super::text_rule::TextRule;
use super::unicode_tables::is_letter_separator_or_number;
use crate::limits::{MAX_SESSION_TAGS, TAG_KEY_CHARACTERS, TAG_VALUE_CHARACTERS};

const KEY: TextRule = TextRule {
    parameter: "session tag key",
    length: TAG_KEY_CHARACTERS,
    accepts: is_tag_character,
    characters: "letters, digits, blanks and `_.:/=+-@`",
    help: None,
    is_secret: false,
};

const VALUE: TextRule = TextRule { parameter: "session tag value", length: TAG_VALUE_CHARACTERS, ..KEY };

/// The prefix that AWS reserves for its own tags.
const RESERVED: &str = "aws:";

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`. Combining marks, such as a separate accent, are not accepted.
fn is_tag_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric()
            || matches!(character, ' ' | '_' | '.' | ':' | '/' | '=' | '+' | '-' | '@');
    }
    is_letter_separator_or_number(character)
}

/// A session tag: an attribute of the session, which policies can read as `aws:PrincipalTag/KEY`.
///
/// Keys have 1 to 128 characters and values 0 to 256: letters, digits, blanks and `_.:/=+-@` (service model, `tagKeyType` and
/// `tagValueType`). Neither may begin with `aws:`, in any case (User Guide, "Pass session tags in AWS STS").
///
/// ```
/// use sts_token::SessionTag;
///
/// let tag = SessionTag::new("tenant", "Zoë & Söhne".replace('&', "+"))?.transitive();
/// assert_eq!((tag.key(), tag.value()), ("tenant", "Zoë + Söhne"));
/// assert_eq!(
///     SessionTag::new("AWS:tenant", "a").unwrap_err().to_string(),
///     "invalid session tag key `AWS:tenant`: must not begin with `aws:`"
/// );
/// # Ok::<(), sts_token::InvalidParameter>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct SessionTag {
    key: String,
    value: String,
    transitive: bool,
}

impl SessionTag {
    /// Checks a key and a value.
    ///
    /// # Errors
    ///
    /// Fails if STS would reject the key or the value.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Result<Self, InvalidParameter> {
        let (key, value) = (key.into(), value.into());
        for (rule, text) in [(&KEY, &key), (&VALUE, &value)] {
            rule.check(text)?;
            if text.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
                return Err(InvalidParameter::new(
                    rule.parameter,
                    format!("invalid {} {}: must not begin with `{RESERVED}`", rule.parameter, Quoted(text)),
                ));
            }
        }
        Ok(Self { key, value, transitive: false })
    }

    /// Makes the tag transitive: sessions of roles that the session assumes get it too. Only `AssumeRole` accepts transitive tags.
    #[must_use = "the changed tag is returned"]
    pub fn transitive(mut self) -> Self {
        self.transitive = true;
        self
    }

    /// Returns the key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// Returns the value.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Returns true if the tag is transitive.
    pub fn is_transitive(&self) -> bool {
        self.transitive
    }
}

/// The session tags of one request: at most 50, with keys that differ in more than case.
///
/// ```
/// use sts_token::{SessionTag, SessionTags};
///
/// let tags = SessionTags::new([SessionTag::new("tenant", "a")?, SessionTag::new("stage", "test")?])?;
/// assert_eq!(tags.len(), 2);
/// assert!(SessionTags::from_pairs([("Department", "a"), ("department", "b")]).is_err());
/// # Ok::<(), sts_token::InvalidParameter>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SessionTags(Vec<SessionTag>);

impl SessionTags {
    /// Checks the tags of a request. Their order is kept.
    ///
    /// # Errors
    ///
    /// Fails for more than 50 tags (service model, `tagListType`), and for keys that differ only in case, which STS treats as equal
    /// (User Guide, "Pass session tags in AWS STS").
    pub fn new(tags: impl IntoIterator<Item = SessionTag>) -> Result<Self, InvalidParameter> {
        let tags: Vec<SessionTag> = tags.into_iter().collect();
        let invalid = |message: String| Err(InvalidParameter::new("session tags", message));
        if tags.len() > MAX_SESSION_TAGS {
            return invalid(format!("{} session tags: must be at most {MAX_SESSION_TAGS}", tags.len()));
        }
        let mut seen = HashMap::with_capacity(tags.len());
        for tag in &tags {
            let Some(earlier) = seen.insert(tag.key.to_lowercase(), tag.key.as_str()) else { continue };
            return invalid(if earlier == tag.key {
                format!("duplicate session tag key {}", Quoted(&tag.key))
            } else {
                format!(
                    "duplicate session tag key {}: must differ from {} in more than case",
                    Quoted(&tag.key),
                    Quoted(earlier)
                )
            });
        }
        Ok(Self(tags))
    }

    /// Creates tags from pairs of a key and a value.
    ///
    /// # Errors
    ///
    /// Fails like [`SessionTag::new`] and [`SessionTags::new`].
    pub fn from_pairs<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, InvalidParameter> {
        let tags: Result<Vec<_>, _> = pairs.into_iter().map(|(key, value)| SessionTag::new(key, value)).collect();
        Self::new(tags?)
    }

    /// Iterates over the tags.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &SessionTag> {
        self.0.iter()
    }

    /// Returns the number of tags.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true without tags.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::text_rule::assert_matches_pattern;
    use super::*;

    #[test]
    fn matches_the_published_patterns() {
        let class = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]";
        assert_matches_pattern(&KEY, |key| SessionTag::new(key, "").is_ok(), class, TAG_KEY_CHARACTERS);
        assert_matches_pattern(&VALUE, |value| SessionTag::new("key", value).is_ok(), class, TAG_VALUE_CHARACTERS);
    }

    #[test]
    fn accepts_keys_and_values_of_the_maximum_length() {
        assert!(SessionTag::new("k".repeat(128), "v".repeat(256)).is_ok());
        assert!(SessionTag::new("租".repeat(128), "租".repeat(256)).is_ok());
        assert!(SessionTag::new("k", "").is_ok());
        assert!(SessionTag::new("aws", "aws").is_ok());
        assert!(SessionTag::new("awsé", "awsé").is_ok());
    }

    #[test]
    fn messages_state_the_rule() {
        let (key, value) = ("k".repeat(129), "v".repeat(257));
        for ((key, value), message) in [
            (("", "v"), "invalid session tag key ``: must be 1 to 128 characters, but has 0".to_owned()),
            (
                (key.as_str(), "v"),
                format!("invalid session tag key `{}…`: must be 1 to 128 characters, but has 129", "k".repeat(96)),
            ),
            (
                ("k", value.as_str()),
                format!("invalid session tag value `{}…`: must be 0 to 256 characters, but has 257", "v".repeat(96)),
            ),
            (
                ("a*b", "v"),
                "invalid session tag key `a*b`: must contain only letters, digits, blanks and `_.:/=+-@`, but character 2 is `*`"
                    .to_owned(),
            ),
            (
                ("k", "e\u{301}"),
                "invalid session tag value `e\u{301}`: must contain only letters, digits, blanks and `_.:/=+-@`, but character 2 \
                 is `\u{301}`"
                    .to_owned(),
            ),
            (("aws:k", "v"), "invalid session tag key `aws:k`: must not begin with `aws:`".to_owned()),
            (("k", "aWs:v"), "invalid session tag value `aWs:v`: must not begin with `aws:`".to_owned()),
        ] {
            assert_eq!(SessionTag::new(key, value).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn accepts_at_most_50_tags() {
        let tags = |count: usize| SessionTags::from_pairs((0..count).map(|index| (format!("k{index}"), "v")));
        assert_eq!(tags(50).unwrap().len(), 50);
        assert_eq!(tags(51).unwrap_err().to_string(), "51 session tags: must be at most 50");
    }

    #[test]
    fn rejects_keys_that_differ_only_in_case() {
        assert_eq!(
            SessionTags::from_pairs([("Department", "a"), ("department", "b")]).unwrap_err().to_string(),
            "duplicate session tag key `department`: must differ from `Department` in more than case"
        );
        assert_eq!(
            SessionTags::from_pairs([("team", "a"), ("team", "a")]).unwrap_err().to_string(),
            "duplicate session tag key `team`"
        );
    }
}
