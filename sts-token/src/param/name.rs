use super::sanitize::sanitize;
use super::text_parameter::text_parameter;
use super::text_rule::{TextRule, is_name_character};
use crate::limits::{FEDERATED_NAME_CHARACTERS, ROLE_SESSION_NAME_CHARACTERS, SOURCE_IDENTITY_CHARACTERS};

/// Number of base32 characters of the hash in a federated name: 100 bits.
const SHORT_HASH: usize = 20;
/// Number of base32 characters of the hash in longer names: 130 bits.
const LONG_HASH: usize = 26;

const FEDERATED_NAME: TextRule = TextRule {
    parameter: "federated name",
    length: FEDERATED_NAME_CHARACTERS,
    accepts: is_name_character,
    characters: "ASCII letters, digits and `_+=,.@-`",
    help: Some("use `sanitized` to derive a valid name from any text"),
    is_secret: false,
};

const ROLE_SESSION_NAME: TextRule =
    TextRule { parameter: "role session name", length: ROLE_SESSION_NAME_CHARACTERS, ..FEDERATED_NAME };

const SOURCE_IDENTITY: TextRule =
    TextRule { parameter: "source identity", length: SOURCE_IDENTITY_CHARACTERS, ..FEDERATED_NAME };

text_parameter! {
    /// The name of a federated user for `GetFederationToken`: 2 to 32 characters, ASCII letters, digits and `_+=,.@-`
    /// (service model, `userNameType`). The ARN of the user is
    /// `arn:aws:sts::111122223333:federated-user/NAME`.
    ///
    /// ```
    /// use sts_token::FederatedName;
    ///
    /// assert_eq!(FederatedName::new("reports-worker")?.as_str(), "reports-worker");
    /// assert!(FederatedName::new("Bob Smith").is_err());
    /// assert_eq!(FederatedName::sanitized("Bob Smith").as_str(), "Bob-Smith-py6ytaitclwssdsndzil");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    FederatedName, FEDERATED_NAME
}

impl FederatedName {
    /// Derives a valid name from any text: its readable beginning, and 100 bits of its SHA-256 in base32.
    ///
    /// Different texts get different names. Valid names get a hash too, because otherwise a user could choose a text that equals the
    /// name of another text. For the same reason, do not use both `new` and `sanitized` for texts that users choose.
    pub fn sanitized(text: &str) -> Self {
        Self(sanitize(text, *FEDERATED_NAME_CHARACTERS.end(), SHORT_HASH))
    }
}

text_parameter! {
    /// The name of a role session: 2 to 64 characters, ASCII letters, digits and `_+=,.@-` (service model,
    /// `roleSessionNameType`). CloudTrail logs it, and the ARN of the session is
    /// `arn:aws:sts::111122223333:assumed-role/ROLE/NAME`.
    ///
    /// ```
    /// use sts_token::RoleSessionName;
    ///
    /// assert_eq!(RoleSessionName::new("reports-worker")?.as_str(), "reports-worker");
    /// assert!(RoleSessionName::new("tenant/a").is_err());
    /// assert_eq!(RoleSessionName::sanitized("tenant/a").as_str(), "tenant-a-lbfbdr37q4gfssqanlo3aanwv6");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    RoleSessionName, ROLE_SESSION_NAME
}

impl RoleSessionName {
    /// Derives a valid name from any text: its readable beginning, and 130 bits of its SHA-256 in base32. See
    /// [`FederatedName::sanitized`].
    pub fn sanitized(text: &str) -> Self {
        Self(sanitize(text, *ROLE_SESSION_NAME_CHARACTERS.end(), LONG_HASH))
    }
}

text_parameter! {
    /// The identity of the user of a role session, which role chaining keeps: 2 to 64 characters, ASCII letters, digits and
    /// `_+=,.@-` (service model, `sourceIdentityType`). The caller needs the permission `sts:SetSourceIdentity`, also in the trust
    /// policy of the role.
    ///
    /// ```
    /// use sts_token::SourceIdentity;
    ///
    /// assert_eq!(SourceIdentity::new("bob@example.com")?.as_str(), "bob@example.com");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    SourceIdentity, SOURCE_IDENTITY
}

impl SourceIdentity {
    /// Derives a valid identity from any text: its readable beginning, and 130 bits of its SHA-256 in base32. See
    /// [`FederatedName::sanitized`].
    pub fn sanitized(text: &str) -> Self {
        Self(sanitize(text, *SOURCE_IDENTITY_CHARACTERS.end(), LONG_HASH))
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::super::text_rule::assert_matches_pattern;
    use super::*;

    #[test]
    fn matches_the_published_patterns() {
        let class = r"(?-u:[\w+=,.@-])";
        assert_matches_pattern(
            &FEDERATED_NAME,
            |text| FederatedName::new(text).is_ok(),
            class,
            FEDERATED_NAME_CHARACTERS,
        );
        assert_matches_pattern(
            &ROLE_SESSION_NAME,
            |text| RoleSessionName::new(text).is_ok(),
            class,
            ROLE_SESSION_NAME_CHARACTERS,
        );
        assert_matches_pattern(
            &SOURCE_IDENTITY,
            |text| SourceIdentity::new(text).is_ok(),
            class,
            SOURCE_IDENTITY_CHARACTERS,
        );
    }

    #[test]
    fn federated_names_have_2_to_32_characters() {
        assert!(FederatedName::new("x".repeat(2)).is_ok());
        assert!(FederatedName::new("x".repeat(32)).is_ok());
        for (name, message) in [
            (
                "",
                "invalid federated name ``: must be 2 to 32 characters long, but is 0; use `sanitized` to derive a valid name from any \
                 text",
            ),
            (
                "x",
                "invalid federated name `x`: must be 2 to 32 characters long, but is 1; use `sanitized` to derive a valid name from any \
                 text",
            ),
            (
                "123456789-123456789-123456789-123",
                "invalid federated name `123456789-123456789-123456789-123`: must be 2 to 32 characters long, but is 33; use \
                 `sanitized` to derive a valid name from any text",
            ),
            (
                "Bob Smith",
                "invalid federated name `Bob Smith`: must contain only ASCII letters, digits and `_+=,.@-`, but character 4 is ` `; \
                 use `sanitized` to derive a valid name from any text",
            ),
        ] {
            assert_eq!(FederatedName::new(name).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn role_session_names_have_2_to_64_characters() {
        assert!(RoleSessionName::new("x".repeat(64)).is_ok());
        let long = "x".repeat(65);
        for (name, message) in [
            (
                "x",
                "invalid role session name `x`: must be 2 to 64 characters long, but is 1; use `sanitized` to derive a valid name from \
                 any text"
                    .to_owned(),
            ),
            (
                long.as_str(),
                format!(
                    "invalid role session name `{long}`: must be 2 to 64 characters long, but is 65; use `sanitized` to derive a \
                     valid name from any text"
                ),
            ),
            (
                "租户",
                "invalid role session name `租户`: must contain only ASCII letters, digits and `_+=,.@-`, but character 1 is `租`; \
                 use `sanitized` to derive a valid name from any text"
                    .to_owned(),
            ),
        ] {
            assert_eq!(RoleSessionName::new(name).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn source_identities_have_2_to_64_characters() {
        assert!(SourceIdentity::new("x".repeat(64)).is_ok());
        assert!(SourceIdentity::new("x".repeat(65)).is_err());
        assert_eq!(
            SourceIdentity::new("aws:bob").unwrap_err().to_string(),
            "invalid source identity `aws:bob`: must contain only ASCII letters, digits and `_+=,.@-`, but character 4 is `:`; use \
             `sanitized` to derive a valid name from any text"
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
            // Names differ in more than case.
            assert!(names.insert(name.as_str().to_ascii_lowercase()), "{text}");
            // A name is a text too, and gets another name.
            assert!(names.insert(FederatedName::sanitized(name.as_str()).as_str().to_ascii_lowercase()), "{text}");
            let name = RoleSessionName::sanitized(text);
            assert_eq!(RoleSessionName::new(name.as_str()), Ok(name), "{text}");
            let name = SourceIdentity::sanitized(text);
            assert_eq!(SourceIdentity::new(name.as_str()), Ok(name), "{text}");
        }
    }
}
