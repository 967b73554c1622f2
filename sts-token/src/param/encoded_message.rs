use super::text_parameter::text_parameter;
use super::text_rule::{TextRule, any_character};
use crate::limits::ENCODED_MESSAGE_CHARACTERS;

const RULE: TextRule = TextRule {
    parameter: "encoded authorization message",
    length: ENCODED_MESSAGE_CHARACTERS,
    accepts: any_character,
    characters: "any characters",
    help: None,
    is_secret: false,
};

text_parameter! {
    /// An encoded authorization message, which some services return with a denial: 1 to 10,240 characters (service model,
    /// `encodedMessageType`).
    ///
    /// ```
    /// use sts_token::EncodedMessage;
    ///
    /// assert!(EncodedMessage::new("ewmDAF1C…").is_ok());
    /// assert!(EncodedMessage::new("").is_err());
    /// ```
    EncodedMessage, RULE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_1_to_10240_characters() {
        assert!(EncodedMessage::new("x".repeat(10_240)).is_ok());
        assert_eq!(
            EncodedMessage::new("").unwrap_err().to_string(),
            "invalid encoded authorization message ``: must be 1 to 10,240 characters long, but is 0"
        );
        assert_eq!(
            EncodedMessage::new("x".repeat(10_241)).unwrap_err().to_string(),
            format!(
                "invalid encoded authorization message `{}…`: must be 1 to 10,240 characters long, but is 10,241",
                "x".repeat(96)
            )
        );
    }
}
