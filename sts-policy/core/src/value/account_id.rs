use super::InvalidValue;
use super::text::text_value;
use crate::grammar::arn::is_account_id;
use crate::limits::ACCOUNT_ID_DIGITS;

text_value! {
    /// The ID of an AWS account: 12 digits, of which the first may be zeros (User Guide, "IAM identifiers").
    ///
    /// ```
    /// use sts_policy_core::value::AccountId;
    ///
    /// assert_eq!(AccountId::new("012345678901")?.as_str(), "012345678901");
    /// assert!(AccountId::new("12345678901").is_err());
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    pub struct AccountId;

    /// Takes an account ID.
    ///
    /// # Errors
    ///
    /// When the text is not 12 ASCII digits.
    check: check;

    MAX_BYTES: ACCOUNT_ID_DIGITS, written as literal
}

fn check(text: &str) -> Result<(), InvalidValue> {
    if is_account_id(text) {
        return Ok(());
    }
    Err(InvalidValue::new(
        text,
        "account ID",
        format_args!("it is not {ACCOUNT_ID_DIGITS} digits; write them without anything between, as in `111122223333`"),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Hole;

    #[test]
    fn twelve_digits() {
        for text in ["111122223333", "000000000000"] {
            assert_eq!(AccountId::new(text).unwrap().to_policy_text(), text);
        }
        for text in ["", "11112222333", "1111222233334", "1111-2222-3333", "11112222333*", "aws", "١١١١٢٢٢٢٣٣٣٣"]
        {
            let message = AccountId::new(text).unwrap_err().to_string();
            let reason = "it is not 12 digits; write them without anything between, as in `111122223333`";
            assert_eq!(message, format!("`{text}` is no account ID: {reason}"));
        }
    }
}
