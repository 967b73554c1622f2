//! Places of elements: paths during the walk over a document, JSON Pointers in findings.

use std::borrow::Cow;
use std::fmt;

/// The keys and indexes from the root of a document to an element, as links on the stack. A path allocates nothing.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Path<'p> {
    parent: Option<&'p Path<'p>>,
    step: Step<'p>,
}

#[derive(Debug, Clone, Copy)]
enum Step<'p> {
    Root,
    Key(&'p str),
    Index(usize),
}

impl<'p> Path<'p> {
    pub(crate) const ROOT: Path<'static> = Path { parent: None, step: Step::Root };

    pub(crate) fn key(&'p self, key: &'p str) -> Path<'p> {
        Path { parent: Some(self), step: Step::Key(key) }
    }

    pub(crate) fn index(&'p self, index: usize) -> Path<'p> {
        Path { parent: Some(self), step: Step::Index(index) }
    }

    /// The path of an item of a list. A single value that stands for a list has no index.
    pub(crate) fn item(&'p self, index: Option<usize>) -> Path<'p> {
        match index {
            Some(index) => self.index(index),
            None => *self,
        }
    }

    /// The path of the element that contains this one.
    pub(crate) fn parent(&self) -> Path<'p> {
        self.parent.copied().unwrap_or(Path::ROOT)
    }

    pub(crate) fn pointer(&self) -> Pointer {
        let mut text = String::new();
        self.write(&mut text);
        Pointer(text)
    }

    fn write(&self, text: &mut String) {
        if let Some(parent) = self.parent {
            parent.write(text);
        }
        match self.step {
            Step::Root => {}
            Step::Key(key) => {
                text.push('/');
                push_token(text, key);
            }
            Step::Index(index) => {
                text.push('/');
                text.push_str(&index.to_string());
            }
        }
    }
}

fn push_token(text: &mut String, token: &str) {
    for character in token.chars() {
        match character {
            '~' => text.push_str("~0"),
            '/' => text.push_str("~1"),
            other => text.push(other),
        }
    }
}

/// A JSON Pointer ([RFC 6901](https://www.rfc-editor.org/rfc/rfc6901)): the path of an element in a document, such as
/// `/Statement/0/Action/1`. The empty pointer is the whole document.
///
/// If an object has a key twice, the pointer leads to the last one.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pointer(String);

impl Pointer {
    /// Returns the text of the pointer.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Returns the unescaped keys and indexes from the root to the element.
    ///
    /// ```
    /// let report = sts_policy_core::check(r#"{"Version":"2012-10-17","Statement":[]}"#);
    /// let pointer = report.findings()[0].pointer();
    /// assert_eq!(pointer.as_str(), "/Statement");
    /// assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["Statement"]);
    /// ```
    pub fn tokens(&self) -> impl Iterator<Item = Cow<'_, str>> {
        self.0.split('/').skip(1).map(|token| {
            if token.contains('~') {
                Cow::Owned(token.replace("~1", "/").replace("~0", "~"))
            } else {
                Cow::Borrowed(token)
            }
        })
    }

    pub(crate) fn child(&self, token: &str) -> Pointer {
        let mut text = self.0.clone();
        text.push('/');
        push_token(&mut text, token);
        Pointer(text)
    }
}

impl fmt::Display for Pointer {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tokens_round_trip_through_escaping() {
        let statement = Path::ROOT.key("Statement");
        let first = statement.index(0);
        let path = first.key("aws:RequestTag/a~b");
        let pointer = path.pointer();
        assert_eq!(pointer.as_str(), "/Statement/0/aws:RequestTag~1a~0b");
        assert_eq!(pointer.tokens().collect::<Vec<_>>(), ["Statement", "0", "aws:RequestTag/a~b"]);
        assert_eq!(Path::ROOT.pointer().tokens().count(), 0);
    }
}
