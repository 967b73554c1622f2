//! AWS Regions.

#[cfg(feature = "reference")]
use sts_policy_reference::Reference;

use super::text_value::text_value;
use super::{InvalidValue, ValueKind};
#[cfg(feature = "reference")]
use crate::diagnostics::closest;

/// Maximum length of a region, in bytes. AWS states none. The longest region today has 15 bytes, and five more leave room for new ones.
const MAX_REGION_BYTES: usize = 20;

text_value! {
    /// AWS Region, such as `eu-west-1`: one that AWS's reference data lists, of at most 20 bytes.
    ///
    /// Use [`Region::unlisted`] for a region that AWS has opened after the date of the data. Without the feature `reference` any name of
    /// the right form is accepted: lower-case words and a number at the end, joined by `-`.
    ///
    /// ```
    /// use sts_policy_core::value::Region;
    ///
    /// assert_eq!(Region::new("eu-west-1")?.as_str(), "eu-west-1");
    /// assert!(Region::new("eu-west-1a").is_err()); // an availability zone
    /// assert!(Region::new("*").is_err());
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    pub struct Region;

    /// Parses a region.
    ///
    /// # Errors
    ///
    /// If AWS's reference data does not list the region. Without the feature `reference`, if the text does not have the form of a
    /// region.
    check: check;

    MAX_BYTES: MAX_REGION_BYTES, written with push_literal
}

impl Region {
    /// Parses a region that may be newer than AWS's reference data. Its name must have the form of the regions of a known partition:
    /// a known prefix, a word and a number, as in `eu-middle-1`.
    ///
    /// Without the feature `reference`, this is the same as [`Region::new`].
    ///
    /// ```
    /// use sts_policy_core::value::{Partition, Region};
    ///
    /// let region = Region::unlisted("us-gov-middle-1")?;
    /// assert_eq!(Partition::of(&region), Partition::AwsUsGov);
    /// assert!(Region::unlisted("middle-earth").is_err());
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// If the text does not have that form, or has more than 20 bytes.
    pub fn unlisted(text: impl Into<String>) -> Result<Self, InvalidValue> {
        let text = text.into();
        check_form(&text)?;
        #[cfg(feature = "reference")]
        if !Reference::embedded().partitions().any(|partition| partition.may_have_region(&text)) {
            return Err(invalid(&text, "must begin like the regions of a partition, as `eu-west-1` does"));
        }
        Ok(Self(text))
    }
}

#[cfg(feature = "reference")]
fn check(text: &str) -> Result<(), InvalidValue> {
    let reference = Reference::embedded();
    if reference.partitions().any(|partition| partition.has_region(text)) {
        return Ok(());
    }
    let date = reference.data_date();
    if let Some(region) = closest(text, reference.partitions().flat_map(|partition| partition.regions())) {
        let requirement = format!("must be a region in AWS's reference data of {date}; did you mean `{region}`?");
        return Err(invalid(text, requirement));
    }
    check_form(text)?;
    let requirement =
        format!("must be a region in AWS's reference data of {date}; use `Region::unlisted` for a newer region");
    Err(invalid(text, requirement))
}

#[cfg(not(feature = "reference"))]
fn check(text: &str) -> Result<(), InvalidValue> {
    check_form(text)
}

/// Checks for lower-case words and a number at the end, joined by `-`.
fn check_form(text: &str) -> Result<(), InvalidValue> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let has_form = text
        .rsplit_once('-')
        .is_some_and(|(words, number)| is_number(number) && words.contains('-') && words.split('-').all(is_word));
    if !has_form {
        return Err(invalid(text, "must be lower-case words and a number joined by `-`, such as `eu-west-1`"));
    }
    if text.len() > MAX_REGION_BYTES {
        return Err(invalid(text, format!("must be at most {MAX_REGION_BYTES} bytes, not {}", text.len())));
    }
    Ok(())
}

fn invalid(text: &str, requirement: impl Into<String>) -> InvalidValue {
    InvalidValue::new(ValueKind::Region, text, requirement)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::Hole;

    const FORM: &str = "must be lower-case words and a number joined by `-`, such as `eu-west-1`";

    #[test]
    fn rejects_text_without_the_form_of_a_region() {
        for text in
            ["", "*", "eu", "middle-1", "middle-earth", "MIDDLE-EARTH-1", "middle--1", "middle_earth-1", "${aws:x}-1"]
        {
            for error in [Region::new(text).unwrap_err(), Region::unlisted(text).unwrap_err()] {
                assert_eq!(error.to_string(), format!("invalid region `{text}`: {FORM}"));
            }
        }
        for text in ["EU-WEST-1", "eu-west-", "eu-west", "-west-1", "eu_west-1", "eu-west-1a", "eu-west-1 "] {
            assert!(Region::new(text).is_err(), "{text}");
            assert_eq!(Region::unlisted(text).unwrap_err().to_string(), format!("invalid region `{text}`: {FORM}"));
        }
    }

    #[test]
    fn max_bytes_is_tight() {
        let longest = Region::unlisted("us-abcdefghijklmno-1").unwrap();
        assert_eq!(longest.to_policy_text().len(), Region::MAX_BYTES);
        assert_eq!(
            Region::unlisted("us-abcdefghijklmnop-1").unwrap_err().to_string(),
            "invalid region `us-abcdefghijklmnop-1`: must be at most 20 bytes, not 21"
        );
    }

    #[cfg(feature = "reference")]
    #[test]
    fn accepts_every_listed_region() {
        for partition in Reference::embedded().partitions() {
            for text in partition.regions() {
                let region = Region::new(text).unwrap();
                assert_eq!(Region::unlisted(text), Ok(region.clone()));
                assert_eq!(region.to_policy_text(), text);
                assert!(text.len() <= MAX_REGION_BYTES, "{text}");
            }
        }
    }

    #[cfg(feature = "reference")]
    #[test]
    fn rejects_unlisted_regions() {
        let date = Reference::embedded().data_date();
        for (text, advice) in [
            ("eu-wset-1", "did you mean `eu-west-1`?"),
            ("EU-WEST-1", "did you mean `eu-west-1`?"),
            ("eu-west-1a", "did you mean `eu-west-1`?"),
            ("mx-thereabouts-1", "use `Region::unlisted` for a newer region"),
        ] {
            assert_eq!(
                Region::new(text).unwrap_err().to_string(),
                format!("invalid region `{text}`: must be a region in AWS's reference data of {date}; {advice}")
            );
        }
        assert!(Region::unlisted("mx-thereabouts-1").is_ok());
        assert_eq!(
            Region::unlisted("xx-west-1").unwrap_err().to_string(),
            "invalid region `xx-west-1`: must begin like the regions of a partition, as `eu-west-1` does"
        );
    }
}
