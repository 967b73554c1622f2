use std::fmt;

use crate::diagnostics::Quoted;
use crate::grammar::arn::{self, is_account_id};
use crate::limits::{ARN_CHARACTERS, POLICY_ARNS, SESSION_POLICY_BYTES};

/// The ARNs of the managed session policies of a request: at most ten. They share 2,048 bytes with the inline policy.
///
/// ```
/// use sts_policy_core::request::PolicyArns;
///
/// let arns = PolicyArns::new(["arn:aws:iam::aws:policy/AmazonS3ReadOnlyAccess"])?;
/// assert_eq!(arns.bytes(), 46);
/// assert_eq!(
///     PolicyArns::new(["AmazonS3ReadOnlyAccess"]).unwrap_err().to_string(),
///     "invalid managed policy ARN `AmazonS3ReadOnlyAccess`: must be `arn:aws:iam::111122223333:policy/name`, with the account \
///      `aws` for a policy of AWS"
/// );
/// # Ok::<(), sts_policy_core::request::InvalidPolicyArns>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct PolicyArns(Vec<String>);

impl PolicyArns {
    /// Collects ARNs in their order.
    ///
    /// # Errors
    ///
    /// If there are more than ten, if one is not `arn:partition:iam::account:policy/name` of 20 to 2,048 characters, or if they take
    /// more than 2,048 bytes together. The account of AWS's own policies is `aws`.
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

    /// No ARNs.
    pub(crate) const fn none() -> Self {
        Self(Vec::new())
    }

    /// The ARNs.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }

    /// Number of ARNs.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns true if the list is empty.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Size of the ARNs, in bytes.
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

/// ARNs of managed policies that STS would refuse.
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
                write!(formatter, "too many managed policy ARNs: a request has at most {POLICY_ARNS}, got {count}")
            }
            Problem::NotAnArn(arn) => write!(
                formatter,
                "invalid managed policy ARN {}: must be `arn:aws:iam::111122223333:policy/name`, with the account `aws` for a policy \
                 of AWS",
                Quoted(arn)
            ),
            Problem::TooLong(bytes) => write!(
                formatter,
                "managed policy ARNs too long: they share {SESSION_POLICY_BYTES} bytes with the inline policy, and take {bytes}"
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
    fn rejects_the_eleventh_arn() {
        assert_eq!(PolicyArns::new([ARN; 10]).unwrap().bytes(), 10 * ARN.len());
        let error = PolicyArns::new([ARN; 11]).unwrap_err();
        assert_eq!(error.to_string(), "too many managed policy ARNs: a request has at most 10, got 11");
    }

    /// A request without an inline policy has no other check of its size.
    #[test]
    fn rejects_arns_of_more_than_2048_bytes() {
        let arns = |last: usize| {
            let long = |length: usize| format!("{ARN}{}", "x".repeat(length - ARN.len()));
            PolicyArns::new([long(1_000), long(1_000), long(last)])
        };
        assert_eq!(arns(48).unwrap().bytes(), 2_048);
        assert_eq!(
            arns(49).unwrap_err().to_string(),
            "managed policy ARNs too long: they share 2048 bytes with the inline policy, and take 2049"
        );
    }

    #[test]
    fn accepts_only_managed_policies() {
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
