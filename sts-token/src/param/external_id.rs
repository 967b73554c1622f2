use sts_policy::limits::EXTERNAL_ID_CHARACTERS;

use super::rule::{TextRule, is_id_character, text_parameter};

const RULE: TextRule = TextRule {
    what: "external ID",
    length: EXTERNAL_ID_CHARACTERS,
    takes: is_id_character,
    characters: "ASCII letters, digits and `_+=,.@:/-`",
    or: "",
    secret: false,
};

text_parameter! {
    /// The external ID that a role of another account asks for: 2 to 1,224 characters, ASCII letters, digits and `_+=,.@:/-`
    /// (service model, `externalIdType`). It is no secret (User Guide, "The confused deputy problem").
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
    use super::super::rule::assert_is;
    use super::*;

    #[test]
    fn the_check_is_the_published_pattern() {
        assert_is(&RULE, |id| ExternalId::new(id).is_ok(), r"(?-u:[\w+=,.@:\/-])", EXTERNAL_ID_CHARACTERS);
    }

    #[test]
    fn at_the_edges() {
        for (id, message) in [
            ("x".to_owned(), "external ID `x` has 1 character, and STS takes 2 to 1,224; lengthen it".to_owned()),
            (
                "x".repeat(1_225),
                format!("external ID `{}…` has 1,225 characters, and STS takes 2 to 1,224; shorten it", "x".repeat(96)),
            ),
            (
                "a b".to_owned(),
                "external ID `a b` holds ` ` at character 2, and STS takes only ASCII letters, digits and `_+=,.@:/-`; leave \
                 it out"
                    .to_owned(),
            ),
        ] {
            assert_eq!(ExternalId::new(id).unwrap_err().to_string(), message);
        }
    }
}
