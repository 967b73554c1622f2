//! The secrets of a request and its response, and their removal from texts.

mod redacted_error;
mod redactor;
pub(crate) mod steps;
mod xml;

use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

use redactor::MAX_FRAGMENT;
pub(crate) use redactor::Redactor;
pub(crate) use xml::element;
use zeroize::Zeroizing;

/// The secrets of a request and its response. Clones share them.
#[derive(Clone, Default)]
pub(crate) struct Secrets(Arc<Mutex<Vec<Zeroizing<String>>>>);

impl Secrets {
    pub(crate) fn add(&self, secret: &str) {
        let mut secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Each attempt adds the caller's session token again.
        if !secrets.iter().any(|known| known.as_str() == secret) {
            secrets.push(Zeroizing::new(secret.to_owned()));
        }
    }

    /// Returns true if a text contains a whole secret of at least [`MAX_FRAGMENT`] bytes.
    pub(crate) fn occur_in(&self, text: &str) -> bool {
        let secrets = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        secrets.iter().any(|secret| secret.len() >= MAX_FRAGMENT && text.contains(secret.as_str()))
    }

    /// Returns a redactor of these secrets and those of a response.
    pub(crate) fn redactor(&self, response: &str) -> Redactor {
        let mut redactor = Redactor::default();
        for secret in self.0.lock().unwrap_or_else(PoisonError::into_inner).iter() {
            redactor.add(secret);
        }
        redactor.add_response(response);
        redactor
    }
}

impl fmt::Debug for Secrets {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Secrets(** redacted **)")
    }
}

#[cfg(test)]
mod tests {
    use std::error::Error as StdError;

    use super::redactor::{MAX_FRAGMENTS, MAX_SEARCHED, REDACTED};
    use super::*;

    #[derive(Debug)]
    struct Outer(std::num::ParseIntError, &'static str);

    impl fmt::Display for Outer {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "token {}", self.1)
        }
    }

    impl StdError for Outer {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.0)
        }
    }

    #[test]
    fn redacts_whole_and_truncated_secrets() {
        let secrets = Secrets::default();
        secrets.add("");
        secrets.add("not");
        secrets.add("eyJhbGciOiJSUzI1NiJ9.payload");
        secrets.add("123456");
        for (text, redacted) in [
            ("nothing", "nothing"),
            ("Value 'eyJhbGciOiJSUzI1NiJ9.payload' at", "Value '** redacted **' at"),
            ("Value 'eyJhbGciOiJSUz...' at", "Value '** redacted **...' at"),
            ("eyJhbGci is too short", "eyJhbGci is too short"),
            ("code 123456, code 123456", "code ** redacted **, code ** redacted **"),
        ] {
            assert_eq!(secrets.redactor("").redact(text), redacted);
        }
        assert_eq!(format!("{secrets:?}"), "Secrets(** redacted **)");
    }

    /// Tokens of one issuer share a prefix, and so do session tokens.
    #[test]
    fn redacts_secrets_with_a_common_prefix() {
        let (one, two) = ("eyJhbGciOiJSUzI1NiJ9.AAAA.1111", "eyJhbGciOiJSUzI1NiJ9.BBBB.2222");
        for order in [[one, two], [two, one]] {
            let secrets = Secrets::default();
            order.iter().for_each(|secret| secrets.add(secret));
            for (text, redacted) in [
                (format!("Value '{one}' at"), "Value '** redacted **' at"),
                (format!("Value '{two}' at"), "Value '** redacted **' at"),
                (format!("{one}{two}"), "** redacted **** redacted **"),
                (format!("{one} {two}"), "** redacted ** ** redacted **"),
            ] {
                assert_eq!(secrets.redactor("").redact(&text), redacted);
            }
        }
    }

    #[test]
    fn redacts_overlapping_secrets_as_one() {
        let secrets = Secrets::default();
        ["123456", "a 1234567890", "67890 b"].iter().for_each(|secret| secrets.add(secret));
        assert_eq!(secrets.redactor("").redact("see a 1234567890 b."), "see ** redacted **.");
    }

    #[test]
    fn keeps_an_error_unless_it_contains_a_secret() {
        let error = || Box::new(Outer("x".parse::<u8>().unwrap_err(), "5ecret-value"));
        let secrets = Secrets::default();
        assert!(secrets.redactor("").redact_error(error()).downcast_ref::<Outer>().is_some());
        secrets.add("5ecret-value");
        let redacted = secrets.redactor("").redact_error(error());
        assert!(redacted.downcast_ref::<Outer>().is_none());
        assert_eq!(redacted.to_string(), "token ** redacted **");
        assert_eq!(redacted.source().unwrap().to_string(), "invalid digit found in string");
        assert!(redacted.source().unwrap().source().is_none());
        assert_eq!(format!("{redacted:?}"), "\"token ** redacted **\", caused by \"invalid digit found in string\"");
    }

    /// An error without a secret, whose source has one.
    struct SecretInSource(SecretInDebug);

    impl fmt::Display for SecretInSource {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("quiet")
        }
    }

    impl fmt::Debug for SecretInSource {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("SecretInSource")
        }
    }

    impl StdError for SecretInSource {
        fn source(&self) -> Option<&(dyn StdError + 'static)> {
            Some(&self.0)
        }
    }

    /// An error that shows a secret only in `Debug`.
    #[derive(Debug)]
    struct SecretInDebug(#[expect(dead_code, reason = "`Debug` reads the field")] &'static str);

    impl fmt::Display for SecretInDebug {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str("loud")
        }
    }

    impl StdError for SecretInDebug {}

    #[test]
    fn redacts_a_secret_in_the_debug_text_of_a_source() {
        let secrets = Secrets::default();
        secrets.add("5ecret-value");
        let redacted = secrets.redactor("").redact_error(Box::new(SecretInSource(SecretInDebug("5ecret-value"))));
        assert_eq!(redacted.to_string(), "quiet");
        assert_eq!(format!("{:?}", redacted.source().unwrap()), "\"loud\"");
    }

    #[test]
    fn redacts_the_secrets_of_a_response() {
        for (response, text, redacted) in [
            (
                "<a><SecretAccessKey>key+5ecret</SecretAccessKey><SessionToken>\n one-part\n two-part\n</SessionToken>",
                "key+5ecret one-part two-part one-parttwo-part a",
                "** redacted ** ** redacted ** ** redacted ** ** redacted ** a",
            ),
            // Elements without an end, with a prefix and attributes, and with nested elements.
            ("<SessionToken>t0ken-without-end", "t0ken-without-end", "** redacted **"),
            ("<x:SessionToken y='z'>t0ken-of-x</x:SessionToken>", "t0ken-of-x", "** redacted **"),
            (
                "<SessionToken><x>t0ken-in-x</x></SessionToken>after-the-token",
                "t0ken-in-x after-the-token",
                "** redacted ** after-the-token",
            ),
            // CDATA, entities, and names in another case.
            ("<SessionToken><![CDATA[t0ken]]></SessionToken>", "t0ken", "** redacted **"),
            ("<SessionToken>a-part\n<![CDATA[t0ken<part]]></SessionToken>", "t0ken<part]]", "** redacted **"),
            ("<SessionToken>t0ken&#45;w&#x69;th&amp;x</SessionToken>", "t0ken-with&x", "** redacted **"),
            ("<SessionToken>t0ken&#45;w&#x69;th&amp;x</SessionToken>", "t0ken&#45;w&#x69;th&amp;x", "** redacted **"),
            (
                "<sessionToken>t0ken-of-x</SESSIONTOKEN> after-the-token",
                "t0ken-of-x after-the-token",
                "** redacted ** after-the-token",
            ),
            // A part of at least 12 bytes is redacted.
            ("<SessionToken>0123456789abcdefghij", "see 456789abcdef", "see ** redacted **"),
            ("<SessionToken>0123456789abcdefghij", "see 456789abcde", "see 456789abcde"),
        ] {
            assert_eq!(Secrets::default().redactor(response).redact(text), redacted, "{response}");
        }
    }

    #[test]
    fn redacts_whole_texts_if_there_are_too_many_secrets() {
        let words: String = (0..MAX_FRAGMENTS + 1).map(|number| format!("{number:06} ")).collect();
        let redactor = Secrets::default().redactor(&format!("<SessionToken>{words}</SessionToken>"));
        assert_eq!(redactor.redact("a word"), REDACTED);
        let redacted = redactor.redact_error(Box::new(SecretInDebug("a word")));
        assert_eq!((redacted.to_string(), format!("{redacted:?}")), (REDACTED.to_owned(), format!("{REDACTED:?}")));
    }

    #[test]
    fn cuts_long_texts_before_the_search() {
        let secret = "0123456789abcdefghij";
        let redactor = Secrets::default().redactor(&format!("<SessionToken>{secret}"));
        // The cut must not leave the beginning of a secret.
        for before in MAX_SEARCHED - 2 * secret.len()..=MAX_SEARCHED {
            let text = format!("{}{secret}{}", "é".repeat(before / 2), "y".repeat(MAX_SEARCHED));
            let redacted = redactor.redact(&text);
            assert!(redacted.len() <= MAX_SEARCHED + REDACTED.len() && !redacted.contains("01"), "{before}");
        }
        let redacted = redactor.redact_error(Box::new(LongText(100 * MAX_SEARCHED)));
        assert!(redacted.to_string().len() <= MAX_SEARCHED);
    }

    /// An error with a long text.
    #[derive(Debug)]
    struct LongText(usize);

    impl fmt::Display for LongText {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            formatter.write_str(&"x".repeat(self.0))
        }
    }

    impl StdError for LongText {}
}
