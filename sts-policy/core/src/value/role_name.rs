//! Names of IAM roles.

use super::text_value::text_value;
use super::{InvalidValue, ValueKind};
use crate::limits::ROLE_NAME_CHARACTERS;

text_value! {
    /// Name of an IAM role, without its path: 1 to 64 ASCII letters, digits and `_`, `+`, `=`, `,`, `.`, `@`, `-` (IAM API
    /// Reference, `CreateRole`).
    ///
    /// ```
    /// use sts_policy_core::value::RoleName;
    ///
    /// assert!(RoleName::new("reader@reports").is_ok());
    /// assert!(RoleName::new("/team/reader").is_err());
    /// ```
    pub struct RoleName;

    /// Parses a role name.
    ///
    /// # Errors
    ///
    /// If the text is empty, has more than 64 characters, or has a character that role names cannot have. The names `.` and `..` are
    /// rejected too, because they are path segments in the resources of other services.
    check: check;

    MAX_BYTES: *ROLE_NAME_CHARACTERS.end(), written with push_literal
}

fn check(text: &str) -> Result<(), InvalidValue> {
    let invalid = |requirement: String| Err(InvalidValue::new(ValueKind::RoleName, text, requirement));
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || "_+=,.@-".contains(character);
    if text.contains('/') {
        return invalid("must be the name alone, without its path or ARN".to_owned());
    }
    if text.chars().any(|character| !is_allowed(character)) {
        return invalid("must consist of ASCII letters, digits and `_+=,.@-`".to_owned());
    }
    if !ROLE_NAME_CHARACTERS.contains(&text.len()) {
        let (min, max) = ROLE_NAME_CHARACTERS.into_inner();
        return invalid(format!("must be {min} to {max} characters, not {}", text.len()));
    }
    if matches!(text, "." | "..") {
        return invalid("must not be `.` or `..`".to_owned());
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    #[test]
    fn accepts_names() {
        for text in ["r", "aZ09_+=,.@-", "...", "AWSServiceRoleForSupport"] {
            assert_eq!(RoleName::new(text).unwrap().to_policy_text(), text);
        }
    }

    #[test]
    fn max_bytes_is_tight() {
        assert_eq!(RoleName::new("r".repeat(64)).unwrap().to_policy_text().len(), RoleName::MAX_BYTES);
    }

    #[test]
    fn rejects_invalid_text() {
        let characters = "must consist of ASCII letters, digits and `_+=,.@-`";
        let long = "r".repeat(65);
        for (text, requirement) in [
            ("", "must be 1 to 64 characters, not 0"),
            (&long, "must be 1 to 64 characters, not 65"),
            ("a b", characters),
            ("a*", characters),
            ("a:b", characters),
            ("é", characters),
            ("team/reader", "must be the name alone, without its path or ARN"),
            ("..", "must not be `.` or `..`"),
        ] {
            let message = RoleName::new(text).unwrap_err().to_string();
            assert_eq!(message, format!("invalid role name `{text}`: {requirement}"));
        }
    }
}
