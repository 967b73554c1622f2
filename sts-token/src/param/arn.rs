use sts_policy::__private::Quoted;
use sts_policy::limits::ARN_CHARACTERS;
use sts_policy::value::AccountId;

use super::InvalidParameter;
use super::text_parameter::text_parameter;
use super::text_rule::{TextRule, is_arn_character};

const ARN: TextRule = TextRule {
    parameter: "ARN",
    length: ARN_CHARACTERS,
    accepts: is_arn_character,
    characters: "printable characters",
    help: None,
    is_secret: false,
};

/// The rule of one kind of IAM ARNs.
struct IamArnRule {
    resource_prefix: &'static str,
    example: &'static str,
    text: TextRule,
}

const ROLE: IamArnRule = IamArnRule {
    resource_prefix: "role/",
    example: "arn:aws:iam::111122223333:role/name",
    text: TextRule { parameter: "role ARN", ..ARN },
};

const SAML_PROVIDER: IamArnRule = IamArnRule {
    resource_prefix: "saml-provider/",
    example: "arn:aws:iam::111122223333:saml-provider/name",
    text: TextRule { parameter: "SAML provider ARN", ..ARN },
};

const CONTEXT_PROVIDER: IamArnRule = IamArnRule {
    resource_prefix: "contextProvider/",
    example: "arn:aws:iam::aws:contextProvider/IdentityCenter",
    text: TextRule { parameter: "context provider ARN", ..ARN },
};

impl IamArnRule {
    fn check(&self, text: &str) -> Result<(), InvalidParameter> {
        if !self.has_form(text) {
            let parameter = self.text.parameter;
            return Err(InvalidParameter::new(
                parameter,
                format!("invalid {parameter} {}: must have the form `{}`", Quoted(text), self.example),
            ));
        }
        self.text.check(text)
    }

    /// Checks the fields. The account ID may be empty, because some servers have roles without an account.
    fn has_form(&self, text: &str) -> bool {
        let mut fields = text.splitn(6, ':');
        let mut next = || fields.next().unwrap_or_default();
        let (arn, partition, service, region, account, resource) = (next(), next(), next(), next(), next(), next());
        arn == "arn"
            && !partition.is_empty()
            && service == "iam"
            && region.is_empty()
            && (account.is_empty() || account == "aws" || AccountId::new(account).is_ok())
            && resource.strip_prefix(self.resource_prefix).is_some_and(|name| !name.is_empty() && !name.ends_with('/'))
            && !text.chars().any(|character| character.is_whitespace() || matches!(character, '*' | '?' | '$'))
    }
}

text_parameter! {
    /// The ARN of a role, `arn:aws:iam::111122223333:role/path/name`: 20 to 2,048 characters (service model, `arnType`).
    ///
    /// ```
    /// use sts_token::RoleArn;
    ///
    /// assert!(RoleArn::new("arn:aws:iam::111122223333:role/team/reader").is_ok());
    /// assert_eq!(
    ///     RoleArn::new("arn:aws:sts::111122223333:assumed-role/reader/bob").unwrap_err().to_string(),
    ///     "invalid role ARN `arn:aws:sts::111122223333:assumed-role/reader/bob`: must have the form \
    ///      `arn:aws:iam::111122223333:role/name`"
    /// );
    /// ```
    RoleArn, ROLE
}

text_parameter! {
    /// The ARN of a SAML identity provider, `arn:aws:iam::111122223333:saml-provider/name`: 20 to 2,048 characters (service model,
    /// `arnType`).
    ///
    /// ```
    /// use sts_token::SamlProviderArn;
    ///
    /// assert!(SamlProviderArn::new("arn:aws:iam::111122223333:saml-provider/directory").is_ok());
    /// ```
    SamlProviderArn, SAML_PROVIDER
}

text_parameter! {
    /// The ARN of a context provider, such as `arn:aws:iam::aws:contextProvider/IdentityCenter`: 20 to 2,048 characters (service
    /// model, `arnType`).
    ///
    /// ```
    /// use sts_token::ContextProviderArn;
    ///
    /// assert!(ContextProviderArn::new("arn:aws:iam::aws:contextProvider/IdentityCenter").is_ok());
    /// ```
    ContextProviderArn, CONTEXT_PROVIDER
}

#[cfg(test)]
mod tests {
    use super::super::text_rule::assert_matches_pattern;
    use super::*;

    /// The types accept fewer ARNs than the pattern of the service model. This tests the rule that they share.
    #[test]
    fn the_text_rule_matches_the_published_pattern() {
        let class = r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]";
        // Classes of `regex` cannot contain surrogates.
        let class = class.replace(r"\u00A0-\uD7FF\uE000-\uFFFD", r"\u00A0-\u{D7FF}\u{E000}-\uFFFD");
        assert_matches_pattern(&ARN, |arn| ARN.check(arn).is_ok(), &class, ARN_CHARACTERS);
    }

    #[test]
    fn accepts_role_arns() {
        for arn in [
            "arn:aws:iam::111122223333:role/r",
            "arn:aws-cn:iam::111122223333:role/a/b/c",
            "arn:aws:iam:::role/reader",
            &format!("arn:aws:iam::111122223333:role/{}", "x".repeat(2_048 - 31)),
        ] {
            assert!(RoleArn::new(arn).is_ok(), "{arn}");
        }
    }

    #[test]
    fn rejects_texts_that_are_not_role_arns() {
        for arn in [
            "",
            "reader",
            "arn:aws:iam::11112222333:role/reader",
            "arn:aws:iam::111122223333:user/reader",
            "arn:aws:iam::111122223333:role/",
            "arn:aws:iam::111122223333:role/team/",
            "arn:aws:iam::111122223333:role/*",
            "arn:aws:iam::111122223333:role/a b",
            "arn:aws:iam:us-east-1:111122223333:role/reader",
            "arn:aws:sts::111122223333:role/reader",
            "arn::iam::111122223333:role/reader",
        ] {
            assert_eq!(
                RoleArn::new(arn).unwrap_err().to_string(),
                format!("invalid role ARN `{arn}`: must have the form `arn:aws:iam::111122223333:role/name`")
            );
        }
        let long = format!("arn:aws:iam::111122223333:role/{}", "x".repeat(2_049 - 31));
        assert_eq!(
            RoleArn::new(&long).unwrap_err().to_string(),
            format!(
                "invalid role ARN `{}…`: must be 20 to 2,048 characters long, but is 2,049",
                long.get(..96).unwrap()
            )
        );
        assert_eq!(
            RoleArn::new("arn:a:iam:::role/r").unwrap_err().to_string(),
            "invalid role ARN `arn:a:iam:::role/r`: must be 20 to 2,048 characters long, but is 18"
        );
    }

    #[test]
    fn rejects_texts_that_are_not_provider_arns() {
        assert_eq!(
            SamlProviderArn::new("arn:aws:iam::111122223333:role/reader").unwrap_err().to_string(),
            "invalid SAML provider ARN `arn:aws:iam::111122223333:role/reader`: must have the form \
             `arn:aws:iam::111122223333:saml-provider/name`"
        );
        assert_eq!(
            ContextProviderArn::new("IdentityCenter").unwrap_err().to_string(),
            "invalid context provider ARN `IdentityCenter`: must have the form `arn:aws:iam::aws:contextProvider/IdentityCenter`"
        );
    }
}
