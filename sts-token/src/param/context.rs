use std::fmt;

use sts_policy::limits::{CONTEXT_ASSERTION_CHARACTERS, PROVIDED_CONTEXTS};
use zeroize::Zeroizing;

use super::invalid::counted;
use super::rule::{TextRule, is_any};
use super::{ContextProviderArn, InvalidParameter};

const ASSERTION: TextRule = TextRule {
    what: "context assertion",
    length: CONTEXT_ASSERTION_CHARACTERS,
    takes: is_any,
    characters: "any",
    or: "",
    secret: true,
};

/// What a trusted provider, such as IAM Identity Center, says of the user behind a session. The assertion is a secret: it is
/// erased from memory when dropped, and never shown.
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
    /// Takes the provider and its assertion.
    ///
    /// # Errors
    ///
    /// When the assertion has not 4 to 2,048 characters (service model, `contextAssertionType`).
    pub fn new(provider: ContextProviderArn, assertion: impl Into<String>) -> Result<Self, InvalidParameter> {
        let assertion = Zeroizing::new(assertion.into());
        ASSERTION.check(&assertion)?;
        Ok(Self { provider, assertion })
    }

    /// Who says it.
    pub fn provider(&self) -> &ContextProviderArn {
        &self.provider
    }

    /// The assertion itself.
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
/// assert_eq!(
///     ProvidedContexts::new([]).unwrap_err().to_string(),
///     "0 provided contexts are too few, and STS takes 1 to 5; add one"
/// );
/// ```
#[derive(Debug, Clone)]
pub struct ProvidedContexts(Vec<ProvidedContext>);

impl ProvidedContexts {
    /// Takes the contexts in their order.
    ///
    /// # Errors
    ///
    /// When there are none, or more than 5.
    pub fn new(contexts: impl IntoIterator<Item = ProvidedContext>) -> Result<Self, InvalidParameter> {
        let contexts: Vec<_> = contexts.into_iter().collect();
        let (least, greatest) = (*PROVIDED_CONTEXTS.start(), *PROVIDED_CONTEXTS.end());
        if PROVIDED_CONTEXTS.contains(&contexts.len()) {
            return Ok(Self(contexts));
        }
        let (too, change) = if contexts.len() < least {
            ("few", "add one".to_owned())
        } else {
            ("many", format!("leave {} out", contexts.len() - greatest))
        };
        Err(InvalidParameter::new(
            "provided contexts",
            format!(
                "{} are too {too}, and STS takes {least} to {greatest}; {change}",
                counted(contexts.len(), "provided context")
            ),
        ))
    }

    /// The contexts.
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
    fn assertions_at_the_edges_are_not_shown() {
        for (length, message) in [
            (3, Some("context assertion has 3 characters, and STS takes 4 to 2,048; lengthen it")),
            (4, None),
            (2_048, None),
            (2_049, Some("context assertion has 2,049 characters, and STS takes 4 to 2,048; shorten it")),
        ] {
            let result = context("s".repeat(length)).err().map(|error| error.to_string());
            assert_eq!(result.as_deref(), message);
        }
    }

    #[test]
    fn one_to_five() {
        let contexts = |count: usize| ProvidedContexts::new(vec![context("assertion".to_owned()).unwrap(); count]);
        assert!(contexts(1).is_ok());
        assert_eq!(contexts(5).unwrap().iter().len(), 5);
        assert_eq!(
            contexts(6).unwrap_err().to_string(),
            "6 provided contexts are too many, and STS takes 1 to 5; leave 1 out"
        );
    }
}
