//! Account IDs.

use super::text_value::text_value;
use super::{InvalidValue, ValueKind};
use crate::grammar::arn::is_account_id;
use crate::limits::ACCOUNT_ID_DIGITS;

text_value! {
    /// ID of an AWS account: 12 digits, which may begin with zeros (User Guide, "IAM identifiers").
    ///
    /// ```
    /// use sts_policy_core::value::AccountId;
    ///
    /// assert_eq!(AccountId::new("012345678901")?.as_str(), "012345678901");
    /// assert!(AccountId::new("12345678901").is_err());
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    pub struct AccountId;

    /// Parses an account ID.
    ///
    /// # Errors
    ///
    /// If the text is not 12 ASCII digits.
    check: check;

    MAX_BYTES: ACCOUNT_ID_DIGITS, written with push_literal
}

fn check(text: &str) -> Result<(), InvalidValue> {
    if is_account_id(text) {
        return Ok(());
    }
    Err(InvalidValue::new(ValueKind::AccountId, text, format!("must be {ACCOUNT_ID_DIGITS} digits")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    #[test]
    fn accepts_12_digits() {
        for text in ["111122223333", "000000000000"] {
            assert_eq!(AccountId::new(text).unwrap().to_policy_text(), text);
        }
    }

    #[test]
    fn rejects_text_that_is_not_12_digits() {
        for text in ["", "11112222333", "1111222233334", "1111-2222-3333", "11112222333*", "aws", "١١١١٢٢٢٢٣٣٣٣"]
        {
            let message = AccountId::new(text).unwrap_err().to_string();
            assert_eq!(message, format!("invalid account ID `{text}`: must be 12 digits"));
        }
    }
}
