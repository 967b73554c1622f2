use super::text_parameter::{secret_parameter, text_parameter};
use super::text_rule::{TextRule, any_character};
use crate::limits::{PROVIDER_ID_CHARACTERS, SAML_ASSERTION_CHARACTERS, WEB_IDENTITY_TOKEN_CHARACTERS};

const WEB_IDENTITY_TOKEN: TextRule = TextRule {
    parameter: "web identity token",
    length: WEB_IDENTITY_TOKEN_CHARACTERS,
    accepts: any_character,
    characters: "any characters",
    help: Some("get a new one from the identity provider"),
    is_secret: true,
};

const SAML_ASSERTION: TextRule =
    TextRule { parameter: "SAML assertion", length: SAML_ASSERTION_CHARACTERS, ..WEB_IDENTITY_TOKEN };

const PROVIDER_ID: TextRule = TextRule {
    parameter: "identity provider ID",
    length: PROVIDER_ID_CHARACTERS,
    accepts: any_character,
    characters: "any characters",
    help: None,
    is_secret: false,
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
    WebIdentityToken, WEB_IDENTITY_TOKEN
}

secret_parameter! {
    /// The base64-encoded assertion of a SAML identity provider: 4 to 100,000 characters (service model, `SAMLAssertionType`).
    ///
    /// ```
    /// use sts_token::SamlAssertion;
    ///
    /// assert_eq!(
    ///     SamlAssertion::new("PD9").unwrap_err().to_string(),
    ///     "invalid SAML assertion: must be 4 to 100,000 characters long, but is 3; get a new one from the identity provider"
    /// );
    /// ```
    SamlAssertion, SAML_ASSERTION
}

text_parameter! {
    /// The host of an OAuth 2.0 identity provider, such as `www.amazon.com`: 4 to 2,048 characters (service model, `urlType`). OpenID
    /// Connect providers do not need it.
    ///
    /// ```
    /// use sts_token::IdentityProviderId;
    ///
    /// assert!(IdentityProviderId::new("www.amazon.com").is_ok());
    /// ```
    IdentityProviderId, PROVIDER_ID
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn web_identity_tokens_have_4_to_20000_characters() {
        for (length, count) in [(3, Some("3")), (4, None), (20_000, None), (20_001, Some("20,001"))] {
            let result = WebIdentityToken::new("s".repeat(length)).err().map(|error| error.to_string());
            let message = count.map(|count| {
                format!(
                    "invalid web identity token: must be 4 to 20,000 characters long, but is {count}; get a new one from the identity \
                     provider"
                )
            });
            assert_eq!(result, message);
        }
    }

    #[test]
    fn saml_assertions_have_4_to_100000_characters() {
        assert!(SamlAssertion::new("s".repeat(4)).is_ok());
        assert!(SamlAssertion::new("s".repeat(100_000)).is_ok());
        assert_eq!(
            SamlAssertion::new("s".repeat(100_001)).unwrap_err().to_string(),
            "invalid SAML assertion: must be 4 to 100,000 characters long, but is 100,001; get a new one from the identity provider"
        );
    }

    #[test]
    fn provider_ids_have_4_to_2048_characters() {
        assert!(IdentityProviderId::new("x".repeat(2_048)).is_ok());
        assert_eq!(
            IdentityProviderId::new("abc").unwrap_err().to_string(),
            "invalid identity provider ID `abc`: must be 4 to 2,048 characters long, but is 3"
        );
        assert!(IdentityProviderId::new("x".repeat(2_049)).is_err());
    }
}
