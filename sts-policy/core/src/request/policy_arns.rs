use std::fmt;

use crate::diagnostics::quote;
use crate::grammar::arn::{self, is_account_id};
use crate::limits::{ARN_CHARACTERS, POLICY_ARNS, SESSION_POLICY_BYTES};

/// The ARNs of the managed policies that a request uses as session policies, at most ten. They share the 2,048 bytes with
/// the inline policy.
///
/// ```
/// use sts_policy_core::{Checker, PolicyArns};
///
/// let arns = PolicyArns::new(["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"])?;
/// let policy = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:GetObject","Resource":"*"}}"#;
/// assert!(Checker::session().policy_arns(arns).check(policy).is_ok());
///
/// let error = PolicyArns::new(["AmazonS3ReadOnlyAccess"]).unwrap_err();
/// assert!(error.to_string().starts_with("`AmazonS3ReadOnlyAccess` is not the ARN of a managed policy"));
/// # Ok::<(), sts_policy_core::InvalidPolicyArns>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PolicyArns(Vec<String>);

impl PolicyArns {
    /// Takes the ARNs in their order.
    ///
    /// # Errors
    ///
    /// When there are more than ten, or one is not `arn:partition:iam::account:policy/name`, with `aws` as the account of
    /// AWS's own policies, in 20 to 2,048 characters, or when they alone take more than the 2,048 bytes.
    pub fn new<A: Into<String>>(arns: impl IntoIterator<Item = A>) -> Result<Self, InvalidPolicyArns> {
        let arns: Vec<String> = arns.into_iter().map(Into::into).collect();
        if arns.len() > POLICY_ARNS {
            return Err(InvalidPolicyArns(Problem::TooMany(arns.len())));
        }
        if let Some(arn) = arns.iter().find(|arn| !is_policy_arn(arn)) {
            return Err(InvalidPolicyArns(Problem::NotAnArn(arn.clone())));
        }
        let arns = Self(arns);
        match arns.bytes() {
            ..=SESSION_POLICY_BYTES => Ok(arns),
            bytes => Err(InvalidPolicyArns(Problem::TooLong(bytes))),
        }
    }

    /// The ARNs.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Their share of the 2,048 bytes.
    pub fn bytes(&self) -> usize {
        self.0.iter().map(String::len).sum()
    }
}

fn is_policy_arn(text: &str) -> bool {
    ARN_CHARACTERS.contains(&text.chars().count())
        && !text.chars().any(|character| character.is_whitespace() || character.is_control())
        && arn::parse(text).is_ok_and(|arn| {
            !arn.partition.is_empty()
                && arn.service == "iam"
                && arn.region.is_empty()
                && (arn.account == "aws" || is_account_id(arn.account))
                && arn
                    .resource
                    .strip_prefix("policy/")
                    .is_some_and(|name| !name.is_empty() && !arn::has_wildcard_or_variable(name))
        })
}

/// The texts are no managed policy ARNs that a request can carry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidPolicyArns(Problem);

#[derive(Debug, Clone, PartialEq, Eq)]
enum Problem {
    TooMany(usize),
    NotAnArn(String),
    TooLong(usize),
}

impl fmt::Display for InvalidPolicyArns {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.0 {
            Problem::TooMany(count) => {
                write!(formatter, "{count} managed policy ARNs are too many; a request takes {POLICY_ARNS}")
            }
            Problem::NotAnArn(arn) => write!(
                formatter,
                "{} is not the ARN of a managed policy; it is written `arn:aws:iam::111122223333:policy/name`, or with \
                 the account `aws` for a policy of AWS's",
                quote(arn)
            ),
            Problem::TooLong(bytes) => write!(
                formatter,
                "managed policy ARNs of {bytes} bytes are too long; with the inline policy they share \
                 {SESSION_POLICY_BYTES} bytes, so use fewer"
            ),
        }
    }
}

impl std::error::Error for InvalidPolicyArns {}

#[cfg(test)]
mod tests {
    use super::*;

    const ARN: &str = "arn:aws:iam::111122223333:policy/team/reader";

    #[test]
    fn ten_and_no_more() {
        assert_eq!(PolicyArns::new([ARN; 10]).unwrap().bytes(), 10 * ARN.len());
        let error = PolicyArns::new([ARN; 11]).unwrap_err();
        assert_eq!(error.to_string(), "11 managed policy ARNs are too many; a request takes 10");
    }

    /// Without an inline policy no check of its size comes behind.
    #[test]
    fn all_the_bytes_and_no_more() {
        let arns = |last: usize| {
            let long = |length: usize| format!("{ARN}{}", "x".repeat(length - ARN.len()));
            PolicyArns::new([long(1_000), long(1_000), long(last)])
        };
        assert_eq!(arns(48).unwrap().bytes(), 2_048);
        assert_eq!(
            arns(49).unwrap_err().to_string(),
            "managed policy ARNs of 2049 bytes are too long; with the inline policy they share 2048 bytes, so use fewer"
        );
    }

    #[test]
    fn only_managed_policies() {
        for arn in [ARN, "arn:aws-cn:iam::aws:policy/ReadOnlyAccess"] {
            assert!(PolicyArns::new([arn]).is_ok(), "{arn}");
        }
        let long = format!("{ARN}{}", "x".repeat(2_048));
        for arn in [
            "",
            "arn:aws:iam::111122223333:role/reader",
            "arn:aws:iam::11112222333:policy/reader",
            "arn:aws:iam::aws:policy/",
            "arn:aws:iam::aws:policy/*",
            "arn:aws:iam::aws:policy/a b",
            "arn:aws:iam:eu-west-1:aws:policy/reader",
            "arn::iam::aws:policy/reader",
            &long,
        ] {
            assert!(PolicyArns::new([arn]).is_err(), "{arn}");
        }
    }
}
