//! The limits of policies and of the values in them, each with its source.
//!
//! *Service model* means the public model of STS, API version 2011-06-15, that the AWS SDKs are generated from. *API
//! reference* and *User Guide* mean AWS's documentation of STS and IAM.

use std::ops::RangeInclusive;

/// Maximum size of an inline session policy together with the ARNs of its managed session policies, in bytes.
///
/// AWS states the limit in characters: "the plaintext that you use for both inline and managed session policies can't
/// exceed 2,048 characters" (API reference, `AssumeRole`; service model, `sessionPolicyDocumentType`). This crate counts bytes of
/// UTF-8. The two counts differ only for U+0080 to U+00FF, which take two bytes each. STS rejects characters above U+00FF.
pub const SESSION_POLICY_BYTES: usize = 2_048;

/// Maximum size, in bytes, of a text that is checked as a session policy.
///
/// A longer text is reported as too long and is not read: it has at least 32 times the size that STS accepts, so white space
/// and escapes do not explain its length, and the cost of every other check grows with the length.
pub const MAX_CHECKED_SESSION_POLICY_BYTES: usize = 32 * SESSION_POLICY_BYTES;

/// Maximum size, in bytes, of a text that is checked as an identity policy. A longer text is reported as too large and is not read.
///
/// IAM accepts at most 131,072 characters of a policy document (API Reference of IAM, `PutRolePolicy`). This is eight times as much, so
/// that indented text and documents that AWS keeps for itself are checked.
pub const MAX_CHECKED_IDENTITY_POLICY_BYTES: usize = 1_048_576;

/// Maximum character of a session policy. See [`is_policy_character`].
pub const MAX_CHARACTER: char = '\u{ff}';

/// Checks whether STS and IAM accept the character in the text of a policy: U+0009, U+000A, U+000D and U+0020 to U+00FF (service
/// model, pattern of `sessionPolicyDocumentType`).
///
/// ```
/// use sts_policy_core::limits::is_policy_character;
///
/// assert!(is_policy_character('é'));
/// assert!(!is_policy_character('租')); // write it as the JSON escape `\u79df`
/// ```
pub const fn is_policy_character(character: char) -> bool {
    matches!(character, '\t' | '\n' | '\r' | ' '..=MAX_CHARACTER)
}

/// Maximum number of managed policy ARNs in a request (API reference, `PolicyArns`).
pub const POLICY_ARNS: usize = 10;

/// Length of an ARN in a request, in characters (service model, `arnType`).
pub const ARN_CHARACTERS: RangeInclusive<usize> = 20..=2_048;

/// Maximum size of an identity policy, in characters of compact JSON: the quota of all inline policies of a role together, as in the
/// check `POLICY_SIZE_EXCEEDS_IDENTITY_POLICY_QUOTA` of Access Analyzer.
pub const IDENTITY_POLICY_CHARACTERS: usize = 10_240;

/// Number of digits of an account ID (User Guide, "IAM identifiers").
pub const ACCOUNT_ID_DIGITS: usize = 12;

/// Length of the name of a role, in characters (API Reference of IAM, `CreateRole`).
pub const ROLE_NAME_CHARACTERS: RangeInclusive<usize> = 1..=64;

/// Length of the name of a general purpose bucket, in bytes (S3 User Guide, "General purpose bucket naming rules").
pub const BUCKET_NAME_BYTES: RangeInclusive<usize> = 3..=63;

/// Maximum number of session tags in one request, and of transitive tags among them (service model, `tagListType`).
pub const SESSION_TAGS: usize = 50;

/// Length of the key of a session tag, in characters (service model, `tagKeyType`).
pub const TAG_KEY_CHARACTERS: RangeInclusive<usize> = 1..=128;

/// Length of the value of a session tag, in characters (service model, `tagValueType`).
pub const TAG_VALUE_CHARACTERS: RangeInclusive<usize> = 0..=256;

#[cfg(test)]
mod tests {
    use super::*;

    /// Compares with the four parts of the published pattern `[\u0009\u000A\u000D\u0020-\u00FF]`.
    #[test]
    fn policy_characters_are_those_of_the_service_model() {
        for character in '\0'..=char::MAX {
            let code = u32::from(character);
            let published = code == 0x09 || code == 0x0a || code == 0x0d || (0x20..=0xff).contains(&code);
            assert_eq!(is_policy_character(character), published, "U+{code:04X}");
        }
    }
}
