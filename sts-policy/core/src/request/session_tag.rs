use std::collections::HashMap;
use std::fmt;
use std::ops::RangeInclusive;

use super::unicode_tables::is_letter_separator_or_number;
use crate::diagnostics::Quoted;
use crate::limits::{SESSION_TAGS, TAG_KEY_CHARACTERS, TAG_VALUE_CHARACTERS};

/// The prefix that AWS reserves.
const RESERVED: &str = "aws:";

/// `[\p{L}\p{Z}\p{N}_.:/=+\-@]`. Combining marks, such as the accent of a letter that is
/// written as two characters, are not accepted.
fn is_tag_character(character: char) -> bool {
    if character.is_ascii() {
        return character.is_ascii_alphanumeric() || " _.:/=+-@".contains(character);
    }
    is_letter_separator_or_number(character)
}

/// A session tag: an attribute of a session, which policies read as `aws:PrincipalTag/KEY`.
///
/// A key has 1 to 128 characters, a value 0 to 256: letters, digits, spaces and `_.:/=+-@` (service model, `tagKeyType` and
/// `tagValueType`). Neither begins with `aws:`, in upper or lower case (User Guide, "Pass session tags in AWS STS").
///
/// ```
/// use sts_policy_core::request::SessionTag;
///
/// let tag = SessionTag::new("tenant", "Zoë")?.transitive();
/// assert_eq!((tag.key(), tag.value(), tag.is_transitive()), ("tenant", "Zoë", true));
/// assert_eq!(
///     SessionTag::new("AWS:tenant", "a").unwrap_err().to_string(),
///     "invalid session tag key `AWS:tenant`: must not begin with `aws:`, which AWS reserves"
/// );
/// # Ok::<(), sts_policy_core::request::InvalidSessionTags>(())
/// ```
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SessionTag {
    key: String,
    value: String,
    transitive: bool,
}

impl SessionTag {
    /// Creates a tag.
    ///
    /// # Errors
    ///
    /// If STS would refuse the key or the value.
    pub fn new(key: impl Into<String>, value: impl Into<String>) -> Result<Self, InvalidSessionTags> {
        let (key, value) = (key.into(), value.into());
        check_text("session tag key", &key, &TAG_KEY_CHARACTERS)?;
        check_text("session tag value", &value, &TAG_VALUE_CHARACTERS)?;
        Ok(Self { key, value, transitive: false })
    }

    /// Makes the tag transitive: the session passes it on when it assumes another role. Only for `AssumeRole`.
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

    /// Returns true if the session passes the tag on when it assumes another role.
    pub fn is_transitive(&self) -> bool {
        self.transitive
    }
}

fn check_text(parameter: &'static str, text: &str, length: &RangeInclusive<usize>) -> Result<(), InvalidSessionTags> {
    let invalid = |problem| Err(InvalidSessionTags(Problem::Text { parameter, text: text.to_owned(), problem }));
    if let Some((index, character)) = text.chars().enumerate().find(|(_, character)| !is_tag_character(*character)) {
        return invalid(TextProblem::Character(index + 1, character));
    }
    let characters = text.chars().count();
    if !length.contains(&characters) {
        return invalid(TextProblem::Length(length.clone(), characters));
    }
    if text.get(..RESERVED.len()).is_some_and(|start| start.eq_ignore_ascii_case(RESERVED)) {
        return invalid(TextProblem::Reserved);
    }
    Ok(())
}

/// The session tags of a request: at most 50, whose keys differ in more than case.
///
/// ```
/// use sts_policy_core::request::SessionTags;
///
/// let tags = SessionTags::from_pairs([("tenant", "a"), ("stage", "test")])?;
/// assert_eq!(tags.len(), 2);
/// assert!(SessionTags::from_pairs([("Department", "a"), ("department", "b")]).is_err());
/// # Ok::<(), sts_policy_core::request::InvalidSessionTags>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct SessionTags(Vec<SessionTag>);

impl SessionTags {
    /// Collects tags and keeps their order.
    ///
    /// # Errors
    ///
    /// If there are more than 50 (service model, `tagListType`), or two keys that are equal when case is ignored (User Guide, "Pass session
    /// tags in AWS STS").
    pub fn new(tags: impl IntoIterator<Item = SessionTag>) -> Result<Self, InvalidSessionTags> {
        let tags: Vec<SessionTag> = tags.into_iter().collect();
        if tags.len() > SESSION_TAGS {
            return Err(InvalidSessionTags(Problem::TooMany(tags.len())));
        }
        let mut seen = HashMap::with_capacity(tags.len());
        for tag in &tags {
            if let Some(earlier) = seen.insert(tag.key.to_lowercase(), tag.key.as_str()) {
                return Err(InvalidSessionTags(Problem::Duplicate(earlier.to_owned(), tag.key.clone())));
            }
        }
        Ok(Self(tags))
    }

    /// Creates tags from pairs of key and value.
    ///
    /// # Errors
    ///
    /// As [`SessionTag::new`] and [`SessionTags::new`].
    pub fn from_pairs<K: Into<String>, V: Into<String>>(
        pairs: impl IntoIterator<Item = (K, V)>,
    ) -> Result<Self, InvalidSessionTags> {
        let tags: Result<Vec<_>, _> = pairs.into_iter().map(|(key, value)| SessionTag::new(key, value)).collect();
        Self::new(tags?)
    }

    /// The tags.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &SessionTag> {
        self.0.iter()
    }

    /// Number of tags.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

/// A session tag, or a list of them, that STS would refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidSessionTags(Problem);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    Text { parameter: &'static str, text: String, problem: TextProblem },
    TooMany(usize),
    Duplicate(String, String),
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum TextProblem {
    /// A character that is not allowed, with its position from 1.
    Character(usize, char),
    Length(RangeInclusive<usize>, usize),
    Reserved,
}

impl InvalidSessionTags {
    /// The invalid parameter: `session tag key`, `session tag value` or `session tags`.
    pub fn parameter(&self) -> &'static str {
        match &self.0 {
            Problem::Text { parameter, .. } => parameter,
            Problem::TooMany(_) | Problem::Duplicate(..) => "session tags",
        }
    }
}

impl fmt::Display for InvalidSessionTags {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::Text { parameter, text, problem } => {
                write!(formatter, "invalid {parameter} {}: {problem}", Quoted(text))
            }
            Problem::TooMany(count) => {
                write!(formatter, "too many session tags: a request has at most {SESSION_TAGS}, got {count}")
            }
            Problem::Duplicate(first, second) if first == second => {
                write!(formatter, "duplicate session tag key {}", Quoted(first))
            }
            Problem::Duplicate(first, second) => write!(
                formatter,
                "duplicate session tag key {}: STS ignores case, and {} is given too",
                Quoted(second),
                Quoted(first)
            ),
        }
    }
}

impl fmt::Display for TextProblem {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            TextProblem::Character(position, character) => write!(
                formatter,
                "must contain only letters, digits, spaces and `_.:/=+-@`, not {} at character {position}",
                Quoted(character.encode_utf8(&mut [0; 4]))
            ),
            TextProblem::Length(length, characters) => {
                write!(formatter, "must have {} to {} characters, has {characters}", length.start(), length.end())
            }
            TextProblem::Reserved => formatter.write_str("must not begin with `aws:`, which AWS reserves"),
        }
    }
}

impl std::error::Error for InvalidSessionTags {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cases::cases;

    #[test]
    fn characters_are_those_of_the_published_pattern() {
        let class = regex::Regex::new(r"^[\p{L}\p{Z}\p{N}_.:/=+\-@]$").unwrap();
        let is_full = cases(20) == 20;
        let last = if is_full { char::MAX } else { '\u{3000}' };
        for character in '\0'..=last {
            let mut buffer = [0; 4];
            let text = character.encode_utf8(&mut buffer);
            let is_allowed = class.is_match(text);
            assert_eq!(is_tag_character(character), is_allowed, "U+{:04X}", u32::from(character));
            assert_eq!(SessionTag::new(&*text, &*text).is_ok(), is_allowed, "U+{:04X}", u32::from(character));
        }
    }

    #[test]
    fn accepts_the_longest_and_the_shortest_texts() {
        assert!(SessionTag::new("k".repeat(128), "v".repeat(256)).is_ok());
        assert!(SessionTag::new("租".repeat(128), "租".repeat(256)).is_ok());
        assert!(SessionTag::new("k", "").is_ok());
        assert!(SessionTag::new("aws", "aws").is_ok());
        assert!(SessionTag::new("awsé", "awsé").is_ok());
    }

    #[test]
    fn rejects_invalid_texts() {
        let (key, value) = ("k".repeat(129), "v".repeat(257));
        let errors: Vec<String> = [
            ("", "v"),
            (key.as_str(), "v"),
            ("k", value.as_str()),
            ("a*b", "v"),
            ("k", "e\u{301}"),
            ("aws:k", "v"),
            ("k", "aWs:v"),
        ]
        .map(|(key, value)| SessionTag::new(key, value).unwrap_err().to_string())
        .into();
        insta::assert_snapshot!(errors.join("\n"));
    }

    #[test]
    fn rejects_the_fifty_first_tag() {
        let tags = |count: usize| SessionTags::from_pairs((0..count).map(|index| (format!("k{index}"), "v")));
        assert_eq!(tags(50).unwrap().len(), 50);
        assert_eq!(tags(51).unwrap_err().to_string(), "too many session tags: a request has at most 50, got 51");
    }

    #[test]
    fn rejects_keys_that_differ_at_most_in_case() {
        let error = |pairs: [(&str, &str); 2]| SessionTags::from_pairs(pairs).unwrap_err().to_string();
        assert_eq!(error([("team", "a"), ("team", "a")]), "duplicate session tag key `team`");
        assert_eq!(
            error([("Department", "a"), ("department", "b")]),
            "duplicate session tag key `department`: STS ignores case, and `Department` is given too"
        );
    }
}
