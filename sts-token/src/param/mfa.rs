use sts_policy::limits::{MFA_CODE_DIGITS, MFA_SERIAL_CHARACTERS};

use super::rule::{TextRule, is_id_character, secret_parameter, text_parameter};

const SERIAL: TextRule = TextRule {
    what: "MFA serial number",
    length: MFA_SERIAL_CHARACTERS,
    takes: is_id_character,
    characters: "ASCII letters, digits and `_+=/:,.@-`",
    or: "",
    secret: false,
};

const CODE: TextRule = TextRule {
    what: "MFA code",
    length: MFA_CODE_DIGITS..=MFA_CODE_DIGITS,
    takes: |character| character.is_ascii_digit(),
    characters: "ASCII digits",
    or: "",
    secret: true,
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
    /// What an MFA device shows: six digits (service model, `tokenCodeType`). A code is good for one request.
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
    use super::super::rule::assert_is;
    use super::*;

    #[test]
    fn the_checks_are_the_published_patterns() {
        assert_is(&SERIAL, |text| MfaSerial::new(text).is_ok(), r"(?-u:[\w+=/:,.@-])", MFA_SERIAL_CHARACTERS);
        assert_is(&CODE, |text| MfaCode::new(text).is_ok(), r"(?-u:[\d])", MFA_CODE_DIGITS..=MFA_CODE_DIGITS);
    }

    #[test]
    fn serials_at_the_edges() {
        for (serial, message) in [
            ("GAHT1234".to_owned(), "MFA serial number `GAHT1234` has 8 characters, and STS takes 9 to 256; lengthen it".to_owned()),
            (
                "x".repeat(257),
                format!("MFA serial number `{}…` has 257 characters, and STS takes 9 to 256; shorten it", "x".repeat(96)),
            ),
            (
                "GAHT 12345".to_owned(),
                "MFA serial number `GAHT 12345` holds ` ` at character 5, and STS takes only ASCII letters, digits and \
                 `_+=/:,.@-`; leave it out"
                    .to_owned(),
            ),
        ] {
            assert_eq!(MfaSerial::new(serial).unwrap_err().to_string(), message);
        }
    }

    #[test]
    fn codes_at_the_edges_are_not_shown() {
        for (code, message) in [
            ("12345", "MFA code has 5 characters, and STS takes exactly 6; lengthen it"),
            ("1234567", "MFA code has 7 characters, and STS takes exactly 6; shorten it"),
            ("12345a", "MFA code holds a character at character 6, and STS takes only ASCII digits; leave it out"),
            (
                "１２３４５６",
                "MFA code holds a character at character 1, and STS takes only ASCII digits; leave it out",
            ),
        ] {
            let error = MfaCode::new(code).unwrap_err();
            assert_eq!(error.to_string(), message);
            assert!(!format!("{error:?}").contains(code));
        }
    }
}
