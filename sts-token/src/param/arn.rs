use sts_policy::Quoted;
use sts_policy::limits::ARN_CHARACTERS;
use sts_policy::value::AccountId;

use super::InvalidParameter;
use super::rule::{TextRule, is_arn_character, text_parameter};

const ARN: TextRule = TextRule {
    what: "ARN",
    length: ARN_CHARACTERS,
    takes: is_arn_character,
    characters: "printable characters",
    or: "",
    secret: false,
};

/// An ARN of IAM of one kind.
struct IamArn {
    what: &'static str,
    resource: &'static str,
    example: &'static str,
    rule: TextRule,
}

const ROLE: IamArn = IamArn {
    what: "role ARN",
    resource: "role/",
    example: "arn:aws:iam::111122223333:role/name",
    rule: TextRule { what: "role ARN", ..ARN },
};

const SAML_PROVIDER: IamArn = IamArn {
    what: "SAML provider ARN",
    resource: "saml-provider/",
    example: "arn:aws:iam::111122223333:saml-provider/name",
    rule: TextRule { what: "SAML provider ARN", ..ARN },
};

const CONTEXT_PROVIDER: IamArn = IamArn {
    what: "context provider ARN",
    resource: "contextProvider/",
    example: "arn:aws:iam::aws:contextProvider/IdentityCenter",
    rule: TextRule { what: "context provider ARN", ..ARN },
};

impl IamArn {
    fn check(&self, text: &str) -> Result<(), InvalidParameter> {
        if !self.is_one(text) {
            return Err(InvalidParameter::new(
                self.what,
                format!("{} {} is none; it is written `{}`", self.what, Quoted(text), self.example),
            ));
        }
        self.rule.check(text)
    }

    /// Some servers that speak STS have roles without an account, so that may be empty.
    fn is_one(&self, text: &str) -> bool {
        let mut fields = text.splitn(6, ':');
        let mut next = || fields.next().unwrap_or_default();
        let (arn, partition, service, region, account, resource) = (next(), next(), next(), next(), next(), next());
        arn == "arn"
            && !partition.is_empty()
            && service == "iam"
            && region.is_empty()
            && (account.is_empty() || account == "aws" || AccountId::new(account).is_ok())
            && resource.strip_prefix(self.resource).is_some_and(|name| !name.is_empty() && !name.ends_with('/'))
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
    ///     "role ARN `arn:aws:sts::111122223333:assumed-role/reader/bob` is none; it is written \
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
    use super::super::rule::assert_is;
    use super::*;

    /// An ARN of ours is narrower than what the service model lets pass: the part that is the published pattern is held to it.
    #[test]
    fn the_check_is_the_published_pattern() {
        let class = r"[\u0009\u000A\u000D\u0020-\u007E\u0085\u00A0-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]";
        // There are no surrogates in Rust's characters, nor in the oracle's classes.
        let class = class.replace(r"\u00A0-\uD7FF\uE000-\uFFFD", r"\u00A0-\u{D7FF}\u{E000}-\uFFFD");
        assert_is(&ARN, |arn| ARN.check(arn).is_ok(), &class, ARN_CHARACTERS);
    }

    #[test]
    fn roles() {
        for arn in [
            "arn:aws:iam::111122223333:role/r",
            "arn:aws-cn:iam::111122223333:role/a/b/c",
            "arn:aws:iam:::role/reader",
            &format!("arn:aws:iam::111122223333:role/{}", "x".repeat(2_048 - 31)),
        ] {
            assert!(RoleArn::new(arn).is_ok(), "{arn}");
        }
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
                format!("role ARN `{arn}` is none; it is written `arn:aws:iam::111122223333:role/name`")
            );
        }
        let long = format!("arn:aws:iam::111122223333:role/{}", "x".repeat(2_049 - 31));
        assert_eq!(
            RoleArn::new(&long).unwrap_err().to_string(),
            format!(
                "role ARN `{}…` has 2,049 characters, and STS takes 20 to 2,048; shorten it",
                long.get(..96).unwrap()
            )
        );
        assert_eq!(
            RoleArn::new("arn:a:iam:::role/r").unwrap_err().to_string(),
            "role ARN `arn:a:iam:::role/r` has 18 characters, and STS takes 20 to 2,048; lengthen it"
        );
    }

    #[test]
    fn providers() {
        assert_eq!(
            SamlProviderArn::new("arn:aws:iam::111122223333:role/reader").unwrap_err().to_string(),
            "SAML provider ARN `arn:aws:iam::111122223333:role/reader` is none; it is written \
             `arn:aws:iam::111122223333:saml-provider/name`"
        );
        assert_eq!(
            ContextProviderArn::new("IdentityCenter").unwrap_err().to_string(),
            "context provider ARN `IdentityCenter` is none; it is written `arn:aws:iam::aws:contextProvider/IdentityCenter`"
        );
    }
}
