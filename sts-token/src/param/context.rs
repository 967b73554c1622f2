use std::fmt;

use zeroize::Zeroizing;

use super::text_rule::{TextRule, any_character};
use super::{ContextProviderArn, InvalidParameter};
use crate::limits::{CONTEXT_ASSERTION_CHARACTERS, PROVIDED_CONTEXTS};
use crate::text::counted;

const ASSERTION: TextRule = TextRule {
    parameter: "context assertion",
    length: CONTEXT_ASSERTION_CHARACTERS,
    accepts: any_character,
    characters: "any characters",
    help: None,
    is_secret: true,
};

/// The assertion of a trusted provider, such as IAM Identity Center, about the user of a session.
///
/// The assertion is a secret. It is erased from memory when dropped, and `Debug` redacts it.
///
/// ```
/// use sts_token::{ContextProviderArn, ProvidedContext};
///
/// let provider = ContextProviderArn::new("arn:aws:iam::aws:contextProvider/IdentityCenter")?;
/// let context = ProvidedContext::new(provider, "an assertion")?;
/// assert!(!format!("{context:?}").contains("an assertion"));
/// # Ok::<(), sts_token::InvalidParameter>(())
/// ```
#[derive(Clone)]
pub struct ProvidedContext {
    provider: ContextProviderArn,
    assertion: Zeroizing<String>,
}

impl ProvidedContext {
    /// Checks an assertion of a provider.
    ///
    /// # Errors
    ///
    /// Fails unless the assertion has 4 to 2,048 characters (service model, `contextAssertionType`).
    pub fn new(provider: ContextProviderArn, assertion: impl Into<String>) -> Result<Self, InvalidParameter> {
        let assertion = Zeroizing::new(assertion.into());
        ASSERTION.check(&assertion)?;
        Ok(Self { provider, assertion })
    }

    /// Returns the provider.
    pub fn provider(&self) -> &ContextProviderArn {
        &self.provider
    }

    /// Returns the assertion, which is a secret.
    pub fn expose_assertion(&self) -> &str {
        &self.assertion
    }
}

impl fmt::Debug for ProvidedContext {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("ProvidedContext")
            .field("provider", &self.provider)
            .field("assertion", &"** redacted **")
            .finish()
    }
}

/// The provided contexts of one request: 1 to 5 (service model, `ProvidedContextsListType`).
///
/// ```
/// use sts_token::ProvidedContexts;
///
/// assert_eq!(ProvidedContexts::new([]).unwrap_err().to_string(), "0 provided contexts: must be 1 to 5");
/// ```
#[derive(Debug, Clone)]
pub struct ProvidedContexts(Vec<ProvidedContext>);

impl ProvidedContexts {
    /// Checks the number of contexts. Their order is kept.
    ///
    /// # Errors
    ///
    /// Fails without contexts and for more than 5.
    pub fn new(contexts: impl IntoIterator<Item = ProvidedContext>) -> Result<Self, InvalidParameter> {
        let contexts: Vec<_> = contexts.into_iter().collect();
        if PROVIDED_CONTEXTS.contains(&contexts.len()) {
            return Ok(Self(contexts));
        }
        let (min, max) = (PROVIDED_CONTEXTS.start(), PROVIDED_CONTEXTS.end());
        Err(InvalidParameter::new(
            "provided contexts",
            format!("{}: must be {min} to {max}", counted(contexts.len(), "provided context")),
        ))
    }

    /// Iterates over the contexts.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &ProvidedContext> {
        self.0.iter()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn context(assertion: String) -> Result<ProvidedContext, InvalidParameter> {
        ProvidedContext::new(ContextProviderArn::new("arn:aws:iam::aws:contextProvider/IdentityCenter")?, assertion)
    }

    #[test]
    fn messages_do_not_contain_the_assertion() {
        for (length, message) in [
            (3, Some("invalid context assertion: must be 4 to 2,048 characters long, but is 3")),
            (4, None),
            (2_048, None),
            (2_049, Some("invalid context assertion: must be 4 to 2,048 characters long, but is 2,049")),
        ] {
            let result = context("s".repeat(length)).err().map(|error| error.to_string());
            assert_eq!(result.as_deref(), message);
        }
    }

    #[test]
    fn accepts_1_to_5_contexts() {
        let contexts = |count: usize| ProvidedContexts::new(vec![context("assertion".to_owned()).unwrap(); count]);
        assert!(contexts(1).is_ok());
        assert_eq!(contexts(5).unwrap().iter().len(), 5);
        assert_eq!(contexts(6).unwrap_err().to_string(), "6 provided contexts: must be 1 to 5");
    }
}
