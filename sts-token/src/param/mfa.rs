use super::text_parameter::{secret_parameter, text_parameter};
use super::text_rule::{TextRule, is_id_character};
use crate::limits::{MFA_CODE_DIGITS, MFA_SERIAL_CHARACTERS};

const SERIAL: TextRule = TextRule {
    parameter: "MFA serial number",
    length: MFA_SERIAL_CHARACTERS,
    accepts: is_id_character,
    characters: "ASCII letters, digits and `_+=/:,.@-`",
    help: None,
    is_secret: false,
};

const CODE: TextRule = TextRule {
    parameter: "MFA code",
    length: MFA_CODE_DIGITS..=MFA_CODE_DIGITS,
    accepts: |character| character.is_ascii_digit(),
    characters: "ASCII digits",
    help: None,
    is_secret: true,
};

text_parameter! {
    /// The serial number of a hardware MFA device, or the ARN of a virtual one: 9 to 256 characters, ASCII letters, digits and
    /// `_+=/:,.@-` (service model, `serialNumberType`).
    ///
    /// ```
    /// use sts_token::MfaSerial;
    ///
    /// assert!(MfaSerial::new("arn:aws:iam::111122223333:mfa/bob").is_ok());
    /// ```
    MfaSerial, SERIAL
}

secret_parameter! {
    /// A code of an MFA device: 6 digits (service model, `tokenCodeType`). A code is valid for one request.
    ///
    /// ```
    /// use sts_token::MfaCode;
    ///
    /// assert_eq!(format!("{:?}", MfaCode::new("123456")?), "MfaCode(** redacted **)");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    MfaCode, CODE
}

#[cfg(test)]
mod tests {
    use super::super::text_rule::assert_matches_pattern;
    use super::*;

    #[test]
    fn matches_the_published_patterns() {
        let serial = r"(?-u:[\w+=/:,.@-])";
        assert_matches_pattern(&SERIAL, |text| MfaSerial::new(text).is_ok(), serial, MFA_SERIAL_CHARACTERS);
        let code = r"(?-u:[\d])";
        assert_matches_pattern(&CODE, |text| MfaCode::new(text).is_ok(), code, MFA_CODE_DIGITS..=MFA_CODE_DIGITS);
    }

    #[test]
    fn messages_for_serial_numbers_state_the_rule() {
        for (serial, message) in [
            (
                "GAHT1234".to_owned(),
                "invalid MFA serial number `GAHT1234`: must be 9 to 256 characters long, but is 8".to_owned(),
            ),
            (
                "x".repeat(257),
                format!("invalid MFA serial number `{}…`: must be 9 to 256 characters long, but is 257", "x".repeat(96)),
            ),
            (
                "GAHT 12345".to_owned(),
                "invalid MFA serial number `GAHT 12345`: must contain only ASCII letters, digits and `_+=/:,.@-`, but character \
                 5 is ` `"
                    .to_owned(),
            ),
        ] {
            assert_eq!(MfaSerial::new(serial).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn messages_for_codes_do_not_contain_the_code() {
        for (code, message) in [
            ("12345", "invalid MFA code: must be 6 characters long, but is 5"),
            ("1234567", "invalid MFA code: must be 6 characters long, but is 7"),
            ("12345a", "invalid MFA code: must contain only ASCII digits, but character 6 is not one of them"),
            ("１２３４５６", "invalid MFA code: must contain only ASCII digits, but character 1 is not one of them"),
        ] {
            let error = MfaCode::new(code).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!format!("{error:?}").contains(code));
        }
    }
}
