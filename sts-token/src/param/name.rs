use sts_policy::limits::{FEDERATED_NAME_CHARACTERS, ROLE_SESSION_NAME_CHARACTERS, SOURCE_IDENTITY_CHARACTERS};

use super::rule::{TextRule, is_name_character, text_parameter};
use super::sanitize::sanitize;

const CHARACTERS: &str = "ASCII letters, digits and `_+=,.@-`";
const OR: &str = ", or make a valid name of any text with `sanitized`";

/// Characters of the hash in a federated name, which is short: 100 bits.
const SHORT_HASH: usize = 20;
/// Characters of the hash where there is room: 130 bits.
const LONG_HASH: usize = 26;

const FEDERATED: TextRule = TextRule {
    what: "federated name",
    length: FEDERATED_NAME_CHARACTERS,
    takes: is_name_character,
    characters: CHARACTERS,
    or: OR,
    secret: false,
};

const ROLE_SESSION: TextRule =
    TextRule { what: "role session name", length: ROLE_SESSION_NAME_CHARACTERS, ..FEDERATED };

const SOURCE: TextRule = TextRule { what: "source identity", length: SOURCE_IDENTITY_CHARACTERS, ..FEDERATED };

text_parameter! {
    /// The name of a federated user, which `GetFederationToken` wants: 2 to 32 characters, ASCII letters, digits and `_+=,.@-`
    /// (service model, `userNameType`). It ends the ARN of the user, `arn:aws:sts::111122223333:federated-user/NAME`.
    ///
    /// ```
    /// use sts_token::FederatedName;
    ///
    /// assert_eq!(FederatedName::new("reports-worker")?.as_str(), "reports-worker");
    /// assert!(FederatedName::new("Bob Smith").is_err());
    /// assert_eq!(FederatedName::sanitized("Bob Smith").as_str(), "Bob-Smith-py6ytaitclwssdsndzil");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    FederatedName, FEDERATED
}

impl FederatedName {
    /// A valid name of any text: what is readable of its beginning, and 100 bits of its SHA-256 in base 32.
    ///
    /// Different texts give different names, and the same text the same one. The hash is there even if the text is a valid name:
    /// otherwise whoever picks the texts could pick one that is the name of another. For the same reason do not mix names made by
    /// `new` and by `sanitized` of texts that others pick.
    pub fn sanitized(text: &str) -> Self {
        Self(sanitize(text, *FEDERATED_NAME_CHARACTERS.end(), SHORT_HASH))
    }
}

text_parameter! {
    /// The name of a role session: 2 to 64 characters, ASCII letters, digits and `_+=,.@-` (service model,
    /// `roleSessionNameType`). It ends the ARN of the session, `arn:aws:sts::111122223333:assumed-role/ROLE/NAME`, and is what
    /// CloudTrail shows of who called.
    ///
    /// ```
    /// use sts_token::RoleSessionName;
    ///
    /// assert_eq!(RoleSessionName::new("reports-worker")?.as_str(), "reports-worker");
    /// assert!(RoleSessionName::new("tenant/a").is_err());
    /// assert_eq!(RoleSessionName::sanitized("tenant/a").as_str(), "tenant-a-lbfbdr37q4gfssqanlo3aanwv6");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    RoleSessionName, ROLE_SESSION
}

impl RoleSessionName {
    /// A valid name of any text: what is readable of its beginning, and 130 bits of its SHA-256 in base 32. See
    /// [`FederatedName::sanitized`].
    pub fn sanitized(text: &str) -> Self {
        Self(sanitize(text, *ROLE_SESSION_NAME_CHARACTERS.end(), LONG_HASH))
    }
}

text_parameter! {
    /// Who is behind a role session, which stays with it through role chaining: 2 to 64 characters, ASCII letters, digits and
    /// `_+=,.@-` (service model, `sourceIdentityType`). The caller needs `sts:SetSourceIdentity`, in the role's trust policy too.
    ///
    /// ```
    /// use sts_token::SourceIdentity;
    ///
    /// assert_eq!(SourceIdentity::new("bob@example.com")?.as_str(), "bob@example.com");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    SourceIdentity, SOURCE
}

impl SourceIdentity {
    /// A valid identity of any text: what is readable of its beginning, and 130 bits of its SHA-256 in base 32. See
    /// [`FederatedName::sanitized`].
    pub fn sanitized(text: &str) -> Self {
        Self(sanitize(text, *SOURCE_IDENTITY_CHARACTERS.end(), LONG_HASH))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::rule::assert_is;
    use super::*;

    /// All three have this pattern, with `*` and the length apart.
    #[test]
    fn the_checks_are_the_published_patterns() {
        let class = r"(?-u:[\w+=,.@-])";
        assert_is(&FEDERATED, |text| FederatedName::new(text).is_ok(), class, FEDERATED_NAME_CHARACTERS);
        assert_is(&ROLE_SESSION, |text| RoleSessionName::new(text).is_ok(), class, ROLE_SESSION_NAME_CHARACTERS);
        assert_is(&SOURCE, |text| SourceIdentity::new(text).is_ok(), class, SOURCE_IDENTITY_CHARACTERS);
    }

    #[test]
    fn federated_names_at_the_edges() {
        assert!(FederatedName::new("x".repeat(2)).is_ok());
        assert!(FederatedName::new("x".repeat(32)).is_ok());
        for (name, message) in [
            (
                "",
                "federated name `` has 0 characters, and STS takes 2 to 32; lengthen it, or make a valid name of any text \
                 with `sanitized`",
            ),
            (
                "x",
                "federated name `x` has 1 character, and STS takes 2 to 32; lengthen it, or make a valid name of any text \
                 with `sanitized`",
            ),
            (
                "123456789-123456789-123456789-123",
                "federated name `123456789-123456789-123456789-123` has 33 characters, and STS takes 2 to 32; shorten it, or \
                 make a valid name of any text with `sanitized`",
            ),
            (
                "Bob Smith",
                "federated name `Bob Smith` holds ` ` at character 4, and STS takes only ASCII letters, digits and \
                 `_+=,.@-`; leave it out, or make a valid name of any text with `sanitized`",
            ),
        ] {
            assert_eq!(FederatedName::new(name).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn role_session_names_at_the_edges() {
        assert!(RoleSessionName::new("x".repeat(64)).is_ok());
        let long = "x".repeat(65);
        for (name, message) in [
            (
                "x",
                "role session name `x` has 1 character, and STS takes 2 to 64; lengthen it, or make a valid name of any text \
                 with `sanitized`"
                    .to_owned(),
            ),
            (
                long.as_str(),
                format!(
                    "role session name `{long}` has 65 characters, and STS takes 2 to 64; shorten it, or make a valid name of \
                     any text with `sanitized`"
                ),
            ),
            (
                "租户",
                "role session name `租户` holds `租` at character 1, and STS takes only ASCII letters, digits and `_+=,.@-`; \
                 leave it out, or make a valid name of any text with `sanitized`"
                    .to_owned(),
            ),
        ] {
            assert_eq!(RoleSessionName::new(name).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn source_identities_at_the_edges() {
        assert!(SourceIdentity::new("x".repeat(64)).is_ok());
        assert!(SourceIdentity::new("x".repeat(65)).is_err());
        assert_eq!(
            SourceIdentity::new("aws:bob").unwrap_err().to_string(),
            "source identity `aws:bob` holds `:` at character 4, and STS takes only ASCII letters, digits and `_+=,.@-`; leave \
             it out, or make a valid name of any text with `sanitized`"
        );
    }

    #[test]
    fn sanitized_names_are_valid_and_differ() {
        let texts = [
            "",
            "-",
            "--",
            "a",
            "A",
            "a/b",
            "a-b",
            "a b",
            "*",
            "租户",
            "租",
            "é",
            "e\u{301}",
            "\0",
            "../../etc",
            "x@y.z",
            "x".repeat(31).as_str(),
            "x".repeat(32).as_str(),
            "x".repeat(33).as_str(),
            "x".repeat(100_000).as_str(),
        ]
        .map(str::to_owned);
        let mut names = HashSet::new();
        for text in &texts {
            let name = FederatedName::sanitized(text);
            assert_eq!(FederatedName::new(name.as_str()), Ok(name.clone()), "{text}");
            assert_eq!(name, FederatedName::sanitized(text));
            // Not even those who compare without regard to case take two of them for one.
            assert!(names.insert(name.as_str().to_ascii_lowercase()), "{text}");
            // What came of one text is another text.
            assert!(names.insert(FederatedName::sanitized(name.as_str()).as_str().to_ascii_lowercase()), "{text}");
            let name = RoleSessionName::sanitized(text);
            assert_eq!(RoleSessionName::new(name.as_str()), Ok(name), "{text}");
            let name = SourceIdentity::sanitized(text);
            assert_eq!(SourceIdentity::new(name.as_str()), Ok(name), "{text}");
        }
    }
}
