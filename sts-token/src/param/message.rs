use sts_policy::limits::ENCODED_MESSAGE_CHARACTERS;

use super::rule::{TextRule, is_any, text_parameter};

const RULE: TextRule = TextRule {
    what: "encoded authorization message",
    length: ENCODED_MESSAGE_CHARACTERS,
    takes: is_any,
    characters: "any",
    or: "",
    secret: false,
};

text_parameter! {
    /// What some services add to a refusal, and `DecodeAuthorizationMessage` explains: 1 to 10,240 characters (service model,
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
    fn at_the_edges() {
        assert!(EncodedMessage::new("x".repeat(10_240)).is_ok());
        assert_eq!(
            EncodedMessage::new("").unwrap_err().to_string(),
            "encoded authorization message `` has 0 characters, and STS takes 1 to 10,240; lengthen it"
        );
        assert_eq!(
            EncodedMessage::new("x".repeat(10_241)).unwrap_err().to_string(),
            format!(
                "encoded authorization message `{}…` has 10,241 characters, and STS takes 1 to 10,240; shorten it",
                "x".repeat(96)
            )
        );
    }
}
