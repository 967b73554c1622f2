//! Types that fill placeholders (holes).

use super::policy_text::{PolicyText, WritePolicyText};

/// Type whose values can fill a placeholder (hole) of a policy.
///
/// The trait is sealed. It is implemented for the types of [`value`](crate::value), for types of the standard library (integers,
/// `bool`, IP addresses, [`SystemTime`](std::time::SystemTime)), for `uuid::Uuid` with the feature `uuid`, and for references to all of
/// these.
///
/// A value is taken literally in a policy: `*`, `?` and `$` are written as `${*}`, `${?}` and `${$}` (User Guide, "IAM policy
/// elements: Variables and tags"). The wildcards of a [`Pattern`](crate::value::Pattern) are the one exception.
///
/// ```
/// use sts_policy_core::value::{Hole, Segment};
///
/// let tenant = Segment::<16>::new("50% *off*")?;
/// assert_eq!(tenant.to_policy_text(), "50% ${*}off${*}");
/// assert_eq!(Segment::<16>::MAX_BYTES, 64);
/// # Ok::<(), sts_policy_core::value::InvalidValue>(())
/// ```
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot fill a hole in a policy",
    label = "this type is not checked for use in policies",
    note = "text is checked before it goes into a policy: wrap it in a type of `sts_policy::value`, such as \
            `Segment::<36>::new(text)?`"
)]
pub trait Hole: WritePolicyText {
    /// Maximum length of a value, in bytes as written into the JSON of a policy. At least one value has this length.
    const MAX_BYTES: usize;

    /// Returns the value as it is written into the JSON of a policy, without quotation marks.
    ///
    /// The text has at most [`MAX_BYTES`](Self::MAX_BYTES) bytes, all of characters that STS accepts
    /// ([`is_policy_character`](crate::limits::is_policy_character)).
    ///
    /// ```
    /// use sts_policy_core::value::{Hole, Segment};
    ///
    /// assert_eq!(Segment::<36>::new(r#"a "b" 租"#)?.to_policy_text(), r#"a \"b\" \u79df"#);
    /// assert_eq!(u16::MAX.to_policy_text(), "65535");
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    fn to_policy_text(&self) -> String {
        let mut text = PolicyText::default();
        self.write(&mut text);
        text.into_string()
    }

    /// Returns the value for a policy that is built at run time: escaped for IAM, but not for JSON.
    ///
    /// ```
    /// use sts_policy_core::value::{Hole, Segment};
    /// use sts_policy_core::{Policy, Statement};
    ///
    /// let tenant = Segment::<36>::new(r#"50% *"off""#)?;
    /// let resource = format!("arn:aws:s3:::reports/{}/*", tenant.to_element_text());
    /// assert_eq!(resource, r#"arn:aws:s3:::reports/50% ${*}"off"/*"#);
    /// let policy = Policy::builder().statement(Statement::allow(["s3:GetObject"]).resources([resource])).build()?;
    /// assert!(policy.to_json().contains(r#""Resource":"arn:aws:s3:::reports/50% ${*}\"off\"/*""#));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    fn to_element_text(&self) -> String {
        let text = self.to_policy_text();
        // The text is valid JSON string content. If it were not, the doubled escapes would change the text but add no wildcard.
        serde_json::from_str(&format!("\"{text}\"")).unwrap_or(text)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Hole + ?Sized> Hole for &T {
    const MAX_BYTES: usize = T::MAX_BYTES;
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{AccountId, Segment};

    #[test]
    fn holes_of_different_types_fit_in_one_list() {
        let account = AccountId::new("111122223333").unwrap();
        let tenant = Segment::<8>::new("a*").unwrap();
        let holes: [&dyn WritePolicyText; 4] = [&account, &tenant, &&tenant, &7_u8];
        let mut text = PolicyText::default();
        for hole in holes {
            text.push_unescaped('/');
            hole.write(&mut text);
        }
        assert_eq!(text.into_string(), "/111122223333/a${*}/a${*}/7");
    }

    #[test]
    fn a_reference_is_written_as_its_target() {
        assert_eq!(<&&Segment<8> as Hole>::MAX_BYTES, 32);
        assert_eq!((&&&5_u8).to_policy_text(), "5");
    }
}
