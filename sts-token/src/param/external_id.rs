use super::text_parameter::text_parameter;
use super::text_rule::{TextRule, is_id_character};
use crate::limits::EXTERNAL_ID_CHARACTERS;

const RULE: TextRule = TextRule {
    parameter: "external ID",
    length: EXTERNAL_ID_CHARACTERS,
    accepts: is_id_character,
    characters: "ASCII letters, digits and `_+=,.@:/-`",
    help: None,
    is_secret: false,
};

text_parameter! {
    /// The external ID that the trust policy of a role in another account requires: 2 to 1,224 characters: ASCII letters, digits and
    /// `_+=,.@:/-` (service model, `externalIdType`). It is not a secret (User Guide, "The confused deputy problem").
    ///
    /// ```
    /// use sts_token::ExternalId;
    ///
    /// assert_eq!(ExternalId::new("customer:4711")?.as_str(), "customer:4711");
    /// # Ok::<(), sts_token::InvalidParameter>(())
    /// ```
    ExternalId, RULE
}

#[cfg(test)]
mod tests {
    use super::super::text_rule::assert_matches_pattern;
    use super::*;

    #[test]
    fn matches_the_published_pattern() {
        let class = r"(?-u:[\w+=,.@:\/-])";
        assert_matches_pattern(&RULE, |id| ExternalId::new(id).is_ok(), class, EXTERNAL_ID_CHARACTERS);
    }

    #[test]
    fn messages_state_the_rule() {
        for (id, message) in [
            ("x".to_owned(), "invalid external ID `x`: must be 2 to 1,224 characters long, but is 1".to_owned()),
            (
                "x".repeat(1_225),
                format!("invalid external ID `{}…`: must be 2 to 1,224 characters long, but is 1,225", "x".repeat(96)),
            ),
            (
                "a b".to_owned(),
                "invalid external ID `a b`: must contain only ASCII letters, digits and `_+=,.@:/-`, but character 2 is ` `"
                    .to_owned(),
            ),
        ] {
            assert_eq!(ExternalId::new(id).unwrap_err().to_string(), message);
        }
    }
}
