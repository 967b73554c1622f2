use std::ops::RangeInclusive;

use sts_policy::limits::{SAML_ASSERTION_CHARACTERS, WEB_IDENTITY_TOKEN_CHARACTERS};

use super::rule::{TextRule, is_any, secret_parameter, text_parameter};

/// The length of a provider's ID, in characters (service model, `urlType`).
const PROVIDER_ID_CHARACTERS: RangeInclusive<usize> = 4..=2_048;

const WEB: TextRule = TextRule {
    what: "web identity token",
    length: WEB_IDENTITY_TOKEN_CHARACTERS,
    takes: is_any,
    characters: "any",
    or: ", or get another from the identity provider",
    secret: true,
};

const SAML: TextRule = TextRule { what: "SAML assertion", length: SAML_ASSERTION_CHARACTERS, ..WEB };

const PROVIDER: TextRule = TextRule {
    what: "identity provider ID",
    length: PROVIDER_ID_CHARACTERS,
    takes: is_any,
    characters: "any",
    or: "",
    secret: false,
};

secret_parameter! {
    /// The token of an OpenID Connect or OAuth 2.0 identity provider: 4 to 20,000 characters (service model, `clientTokenType`).
    ///
    /// ```
    /// use sts_token::WebIdentityToken;
    ///
    /// let token = WebIdentityToken::new("eyJhbGciOi…")?;
    /// assert_eq!(format!("{token:?}"), "WebIdentityToken(** redacted **)");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    WebIdentityToken, WEB
}

secret_parameter! {
    /// The base-64 encoded answer of a SAML identity provider: 4 to 100,000 characters (service model, `SAMLAssertionType`).
    ///
    /// ```
    /// use sts_token::SamlAssertion;
    ///
    /// assert_eq!(
    ///     SamlAssertion::new("PD9").unwrap_err().to_string(),
    ///     "SAML assertion has 3 characters, and STS takes 4 to 100,000; lengthen it, or get another from the identity provider"
    /// );
    /// ```
    SamlAssertion, SAML
}

text_parameter! {
    /// The host of an OAuth 2.0 identity provider, such as `www.amazon.com`: 4 to 2,048 characters (service model, `urlType`). Not
    /// for OpenID Connect.
    ///
    /// ```
    /// use sts_token::IdentityProviderId;
    ///
    /// assert!(IdentityProviderId::new("www.amazon.com").is_ok());
    /// ```
    IdentityProviderId, PROVIDER
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_identity_tokens_at_the_edges() {
        for (length, message) in [
            (3, Some("has 3 characters, and STS takes 4 to 20,000; lengthen it")),
            (4, None),
            (20_000, None),
            (20_001, Some("has 20,001 characters, and STS takes 4 to 20,000; shorten it")),
        ] {
            let result = WebIdentityToken::new("s".repeat(length)).err().map(|error| error.to_string());
            let message = message
                .map(|message| format!("web identity token {message}, or get another from the identity provider"));
            assert_eq!(result, message);
        }
    }

    #[test]
    fn saml_assertions_at_the_edges() {
        assert!(SamlAssertion::new("s".repeat(4)).is_ok());
        assert!(SamlAssertion::new("s".repeat(100_000)).is_ok());
        assert_eq!(
            SamlAssertion::new("s".repeat(100_001)).unwrap_err().to_string(),
            "SAML assertion has 100,001 characters, and STS takes 4 to 100,000; shorten it, or get another from the identity \
             provider"
        );
    }

    #[test]
    fn provider_ids_at_the_edges() {
        assert!(IdentityProviderId::new("x".repeat(2_048)).is_ok());
        assert_eq!(
            IdentityProviderId::new("abc").unwrap_err().to_string(),
            "identity provider ID `abc` has 3 characters, and STS takes 4 to 2,048; lengthen it"
        );
        assert!(IdentityProviderId::new("x".repeat(2_049)).is_err());
    }
}
