//! Holes: the places in the text of a policy that are filled at run time.
//!
//! A hole is safe by the type of what fills it. A [`Hole`] is a type whose values were checked when they were made, and whose text
//! means exactly itself in a policy: `*`, `?` and `$` are written as `${*}`, `${?}` and `${$}`. The one exception is
//! [`Pattern`](crate::value::Pattern), whose wildcards are meant. What may stand where is said by traits, one for each kind of
//! place: [`InResource`] for the resource part of an ARN, [`InText`] for the value of a string condition, and so on.
//!
//! A hole has a greatest length, [`Hole::MAX_BYTES`]; so the greatest length of a policy with holes is known before they are filled.
//!
//! ```
//! use sts_policy_core::hole::Hole;
//! use sts_policy_core::value::Segment;
//!
//! let tenant = Segment::<16>::new("50% *off*")?;
//! assert_eq!(tenant.to_policy_text(), "50% ${*}off${*}");
//! assert_eq!(Segment::<16>::MAX_BYTES, 64);
//! # Ok::<(), sts_policy_core::value::InvalidValue>(())
//! ```
//!
//! Text that was not checked fills no hole:
//!
//! ```compile_fail,E0277
//! fn on<T: sts_policy_core::hole::InResource>(_: T) {}
//! on("tenant-a");
//! ```
//!
//! Source of the escapes: User Guide, "IAM policy elements: Variables and tags".

mod place;
mod text;

pub use place::{
    InAccount, InAddress, InBool, InBucket, InDate, InNumber, InPartition, InPath, InPathPattern, InRegion, InResource,
    InText, InTextPattern,
};
pub(crate) use text::PolicyText;

/// A type whose values may fill holes. Sealed: the types are those of [`value`](crate::value), and of the standard library, and
/// `uuid::Uuid` with the feature `uuid`. A reference fills what the value itself does.
#[diagnostic::on_unimplemented(
    message = "`{Self}` does not fill holes of a policy",
    label = "not a value that was checked for policies",
    note = "text is checked before it goes into a policy: wrap it in a type of `sts_policy::value`, such as \
            `Segment::<36>::new(text)?`"
)]
pub trait Hole: sealed::Sealed {
    /// The greatest length of a value, in bytes as it is written into the JSON of a policy. No value is longer, and at least one
    /// is as long.
    const MAX_BYTES: usize;

    /// The value as it is written into the JSON of a policy, without quotation marks: at most [`MAX_BYTES`](Self::MAX_BYTES)
    /// bytes, of characters that STS takes ([`is_policy_character`](crate::limits::is_policy_character)).
    ///
    /// ```
    /// use sts_policy_core::hole::Hole;
    /// use sts_policy_core::value::Segment;
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

    /// The value as the text of an element, for policies that are built at run time: escaped for IAM, and not for JSON.
    ///
    /// ```
    /// use sts_policy_core::hole::Hole;
    /// use sts_policy_core::value::Segment;
    /// use sts_policy_core::{Policy, Statement};
    ///
    /// let tenant = Segment::<36>::new(r#"50% *"off""#)?;
    /// let resource = format!("arn:aws:s3:::reports/{}/*", tenant.to_element_text());
    /// assert_eq!(resource, r#"arn:aws:s3:::reports/50% ${*}"off"/*"#);
    /// let policy = Policy::builder().statement(Statement::allow(["s3:GetObject"]).on([resource])).build();
    /// assert!(policy.to_json().contains(r#""Resource":"arn:aws:s3:::reports/50% ${*}\"off\"/*""#));
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    fn to_element_text(&self) -> String {
        let text = self.to_policy_text();
        // What was escaped for JSON is JSON; should it ever not be, an escape too many means other text, and no wildcard.
        serde_json::from_str(&format!("\"{text}\"")).unwrap_or(text)
    }
}

#[diagnostic::do_not_recommend]
impl<T: Hole + ?Sized> Hole for &T {
    const MAX_BYTES: usize = T::MAX_BYTES;
}

pub(crate) mod sealed {
    use super::PolicyText;

    /// What only this crate can implement: how a value is written.
    pub trait Sealed {
        /// Writes the value as JSON string content.
        fn write(&self, text: &mut PolicyText);
    }

    impl<T: Sealed + ?Sized> Sealed for &T {
        fn write(&self, text: &mut PolicyText) {
            T::write(self, text);
        }
    }
}

/// A [`Hole`] of which nothing but the writing is asked, so that holes of different types stand in one list.
#[doc(hidden)]
pub trait Filler {
    #[doc(hidden)]
    fn fill(&self, text: &mut PolicyText);
}

impl<T: Hole + ?Sized> Filler for T {
    fn fill(&self, text: &mut PolicyText) {
        self.write(text);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::{AccountId, Segment};

    #[test]
    fn holes_of_different_types_in_one_list() {
        let account = AccountId::new("111122223333").unwrap();
        let tenant = Segment::<8>::new("a*").unwrap();
        let fillers: [&dyn Filler; 4] = [&account, &tenant, &&tenant, &7_u8];
        let mut text = PolicyText::default();
        for filler in fillers {
            text.plain('/');
            filler.fill(&mut text);
        }
        assert_eq!(text.into_string(), "/111122223333/a${*}/a${*}/7");
    }

    #[test]
    fn a_reference_is_what_it_refers_to() {
        assert_eq!(<&&Segment<8> as Hole>::MAX_BYTES, 32);
        assert_eq!((&&&5_u8).to_policy_text(), "5");
    }
}
