use std::collections::HashMap;

use sts_policy::Quoted;
use sts_policy::limits::{SESSION_TAGS, TAG_KEY_CHARACTERS, TAG_VALUE_CHARACTERS};

use super::InvalidParameter;
use super::rule::TextRule;
use super::words::is_word;

const CHARACTERS: &str = "letters, digits, blanks and `_.:/=+-@`";

const KEY: TextRule = TextRule {
    what: "session tag key",
    length: TAG_KEY_CHARACTERS,
    takes: is_tag_character,
    characters: CHARACTERS,
    or: "",
    secret: false,
};

const VALUE: TextRule = TextRule { what: "session tag value", length: TAG_VALUE_CHARACTERS, ..KEY };

/// What AWS keeps for itself.
const RESERVED: &str = "aws:";

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`: marks, such as the accent of a letter that is written as two characters, are not among them.
fn is_tag_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric()
            || matches!(character, ' ' | '_' | '.' | ':' | '/' | '=' | '+' | '-' | '@');
    }
    is_word(character)
}

/// A session tag: an attribute of the session, which policies see as `aws:PrincipalTag/KEY`.
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
///     "session tag key `AWS:tenant` begins with `aws:`, which AWS keeps for itself; choose another beginning"
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
    /// Takes key and value as they are.
    ///
    /// # Errors
    ///
    /// When STS would refuse one of them.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Result<Self, InvalidParameter> {
        let (key, value) = (key.into(), value.into());
        for (rule, text) in [(&KEY, &key), (&VALUE, &value)] {
            rule.check(text)?;
            if text.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
                return Err(InvalidParameter::new(
                    rule.what,
                    format!(
                        "{} {} begins with `aws:`, which AWS keeps for itself; choose another beginning",
                        rule.what,
                        Quoted(text)
                    ),
                ));
            }
        }
        Ok(Self { key, value, transitive: false })
    }

    /// Lets the tag go along when the session assumes another role; only for `AssumeRole`.
    #[must_use = "the changed tag is returned"]
    pub fn transitive(mut self) -> Self {
        self.transitive = true;
        self
    }

    /// The key.
    pub fn key(&self) -> &str {
        &self.key
    }

    /// The value.
    pub fn value(&self) -> &str {
        &self.value
    }

    /// Whether the tag goes along when the session assumes another role.
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
    /// Takes the tags in their order.
    ///
    /// # Errors
    ///
    /// When there are more than 50 (service model, `tagListType`), or two keys that STS takes for equal: it does not regard their
    /// case (User Guide, "Pass session tags in AWS STS").
    pub fn new(tags: impl IntoIterator<Item = SessionTag>) -> Result<Self, InvalidParameter> {
        let tags: Vec<SessionTag> = tags.into_iter().collect();
        let refuse = |message: String| Err(InvalidParameter::new("session tags", message));
        if tags.len() > SESSION_TAGS {
            return refuse(format!(
                "{} session tags are too many, and STS takes {SESSION_TAGS} in one request; leave {} out",
                tags.len(),
                tags.len() - SESSION_TAGS
            ));
        }
        let mut seen = HashMap::with_capacity(tags.len());
        for tag in &tags {
            if let Some(earlier) = seen.insert(tag.key.to_lowercase(), tag.key.as_str()) {
                let (one, other) = (Quoted(earlier), Quoted(&tag.key));
                return refuse(if earlier == tag.key {
                    format!(
                        "session tag key {one} is given twice, and STS takes each key once; leave one of the tags out"
                    )
                } else {
                    format!(
                        "session tag keys {one} and {other} differ only in case, and STS takes them for equal; leave one of the \
                         tags out"
                    )
                });
            }
        }
        Ok(Self(tags))
    }

    /// Makes tags of keys and values.
    ///
    /// # Errors
    ///
    /// As [`SessionTag::new`] and [`SessionTags::new`].
    pub fn from_pairs<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, InvalidParameter> {
        let tags: Result<Vec<_>, _> = pairs.into_iter().map(|(key, value)| SessionTag::new(key, value)).collect();
        Self::new(tags?)
    }

    /// The tags.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &SessionTag> {
        self.0.iter()
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use super::super::rule::assert_is;
    use super::*;

    #[test]
    fn the_checks_are_the_published_patterns() {
        let class = r"[\p{L}\p{Z}\p{N}_.:/=+\-@]";
        assert_is(&KEY, |key| SessionTag::new(key, "").is_ok(), class, TAG_KEY_CHARACTERS);
        assert_is(&VALUE, |value| SessionTag::new("key", value).is_ok(), class, TAG_VALUE_CHARACTERS);
    }

    #[test]
    fn keys_and_values_at_the_edges() {
        assert!(SessionTag::new("k".repeat(128), "v".repeat(256)).is_ok());
        assert!(SessionTag::new("租".repeat(128), "租".repeat(256)).is_ok());
        assert!(SessionTag::new("k", "").is_ok());
        let (key, value) = ("k".repeat(129), "v".repeat(257));
        for ((key, value), message) in [
            (("", "v"), "session tag key `` has 0 characters, and STS takes 1 to 128; lengthen it".to_owned()),
            (
                (key.as_str(), "v"),
                format!("session tag key `{}…` has 129 characters, and STS takes 1 to 128; shorten it", "k".repeat(96)),
            ),
            (
                ("k", value.as_str()),
                format!("session tag value `{}…` has 257 characters, and STS takes 0 to 256; shorten it", "v".repeat(96)),
            ),
            (
                ("a*b", "v"),
                "session tag key `a*b` holds `*` at character 2, and STS takes only letters, digits, blanks and \
                 `_.:/=+-@`; leave it out"
                    .to_owned(),
            ),
            (
                ("k", "e\u{301}"),
                "session tag value `e\u{301}` holds `\u{301}` at character 2, and STS takes only letters, digits, blanks and \
                 `_.:/=+-@`; leave it out"
                    .to_owned(),
            ),
            (
                ("aws:k", "v"),
                "session tag key `aws:k` begins with `aws:`, which AWS keeps for itself; choose another beginning".to_owned(),
            ),
            (
                ("k", "aWs:v"),
                "session tag value `aWs:v` begins with `aws:`, which AWS keeps for itself; choose another beginning".to_owned(),
            ),
        ] {
            assert_eq!(SessionTag::new(key, value).unwrap_err().to_string(), message);
        }
        assert!(SessionTag::new("aws", "aws").is_ok());
        assert!(SessionTag::new("awsé", "awsé").is_ok());
    }

    #[test]
    fn fifty_and_no_more() {
        let tags = |count: usize| SessionTags::from_pairs((0..count).map(|index| (format!("k{index}"), "v")));
        assert_eq!(tags(50).unwrap().len(), 50);
        assert_eq!(
            tags(51).unwrap_err().to_string(),
            "51 session tags are too many, and STS takes 50 in one request; leave 1 out"
        );
    }

    #[test]
    fn keys_differ_in_more_than_case() {
        assert_eq!(
            SessionTags::from_pairs([("Department", "a"), ("department", "b")]).unwrap_err().to_string(),
            "session tag keys `Department` and `department` differ only in case, and STS takes them for equal; leave one of the \
             tags out"
        );
        assert_eq!(
            SessionTags::from_pairs([("team", "a"), ("team", "a")]).unwrap_err().to_string(),
            "session tag key `team` is given twice, and STS takes each key once; leave one of the tags out"
        );
    }
}
