use super::InvalidValue;
use super::text::{check_dots, text_value};
use crate::limits::ROLE_NAME_CHARACTERS;

const THING: &str = "role name";

text_value! {
    /// The name of an IAM role, without its path: 1 to 64 ASCII letters, digits and `_`, `+`, `=`, `,`, `.`, `@`, `-` (IAM API
    /// Reference, `CreateRole`).
    ///
    /// ```
    /// use sts_policy_core::value::RoleName;
    ///
    /// assert!(RoleName::new("reader@reports").is_ok());
    /// assert!(RoleName::new("/team/reader").is_err());
    /// ```
    pub struct RoleName;

    /// Takes the name of a role.
    ///
    /// # Errors
    ///
    /// When the text is empty, has more than 64 characters, or one that role names do not have; or when it is `.` or `..`, which in
    /// the resource of another service would be a step on a path.
    check: check;

    MAX_BYTES: *ROLE_NAME_CHARACTERS.end(), written as literal
}

fn check(text: &str) -> Result<(), InvalidValue> {
    let refuse = |reason: String| Err(InvalidValue::new(text, THING, reason));
    let (least, most) = ROLE_NAME_CHARACTERS.into_inner();
    let is_allowed = |character: char| character.is_ascii_alphanumeric() || "_+=,.@-".contains(character);
    if text.contains('/') {
        return refuse(
            "it has a `/`, so it is a path or an ARN; write the name alone, which comes last in them".into(),
        );
    }
    if text.chars().any(|character| !is_allowed(character)) {
        return refuse("role names are ASCII letters, digits and `_+=,.@-`; write the name as IAM shows it".into());
    }
    if !ROLE_NAME_CHARACTERS.contains(&text.len()) {
        return refuse(format!(
            "it has {} characters, and role names have {least} to {most}; write the name as IAM shows it",
            text.len()
        ));
    }
    check_dots(text, THING)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Hole;

    #[test]
    fn names() {
        for text in ["r", "aZ09_+=,.@-", "...", "AWSServiceRoleForSupport"] {
            assert_eq!(RoleName::new(text).unwrap().to_policy_text(), text);
        }
        assert_eq!(RoleName::new("r".repeat(64)).unwrap().to_policy_text().len(), RoleName::MAX_BYTES);
    }

    #[test]
    fn what_is_none() {
        let characters = "role names are ASCII letters, digits and `_+=,.@-`; write the name as IAM shows it";
        let long = "r".repeat(65);
        for (text, reason) in [
            ("", "it has 0 characters, and role names have 1 to 64; write the name as IAM shows it"),
            (&long, "it has 65 characters, and role names have 1 to 64; write the name as IAM shows it"),
            ("a b", characters),
            ("a*", characters),
            ("a:b", characters),
            ("é", characters),
            ("team/reader", "it has a `/`, so it is a path or an ARN; write the name alone, which comes last in them"),
        ] {
            let message = RoleName::new(text).unwrap_err().to_string();
            assert_eq!(message, format!("`{text}` is no role name: {reason}"));
        }
    }
}
