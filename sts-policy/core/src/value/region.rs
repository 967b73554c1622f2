#[cfg(feature = "reference")]
use sts_policy_reference::Reference;

use super::InvalidValue;
use super::text::text_value;
#[cfg(feature = "reference")]
use crate::diagnostics::closest;

const THING: &str = "region";

/// The greatest length of a region, in bytes. AWS states none; the longest region today has 15 bytes, and five more leave room for
/// those to come.
const MOST: usize = 20;

text_value! {
    /// A region of AWS, such as `eu-west-1`: one that AWS's reference lists, of at most 20 bytes.
    ///
    /// For one that AWS has opened since the date of the reference, there is [`Region::unlisted`]. Without the feature `reference`
    /// there is no list, and any name of the form is a region: lower-case words joined by `-`, a number at the end.
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

    /// Takes a region.
    ///
    /// # Errors
    ///
    /// When AWS's reference does not list the region, as ARNs write it; without the feature `reference`, when the text does not have
    /// the form of one.
    check: check;

    MAX_BYTES: MOST, written as literal
}

impl Region {
    /// Takes a region that may be younger than AWS's reference: its name has the form of those of some partition, a known start,
    /// a word and a number, as in `eu-middle-1`.
    ///
    /// ```
    /// use sts_policy_core::value::{Partition, Region};
    ///
    /// let region = Region::unlisted("us-gov-middle-1")?;
    /// assert_eq!(Partition::of(&region), Partition::AWS_US_GOV);
    /// assert!(Region::unlisted("middle-earth").is_err());
    /// # Ok::<(), sts_policy_core::value::InvalidValue>(())
    /// ```
    ///
    /// # Errors
    ///
    /// When the text does not have that form, or has more than 20 bytes. Without the feature `reference` no starts are known, and it
    /// is the same as [`Region::new`].
    pub fn unlisted(text: impl Into<String>) -> Result<Self, InvalidValue> {
        let text = text.into();
        check_form(&text)?;
        #[cfg(feature = "reference")]
        if !Reference::embedded().partitions().any(|partition| partition.may_have_region(&text)) {
            return Err(InvalidValue::new(
                &text,
                THING,
                "in no partition do regions begin so; write it as AWS does, as in `eu-west-1`",
            ));
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
    let advice = match closest(text, reference.partitions().flat_map(|partition| partition.regions())) {
        Some(region) => format!("did you mean `{region}`?"),
        None => {
            check_form(text)?;
            "take it as an unlisted one if AWS has opened it since".to_owned()
        }
    };
    let date = reference.data_date();
    Err(InvalidValue::new(text, THING, format_args!("AWS's reference of {date} does not list it; {advice}")))
}

#[cfg(not(feature = "reference"))]
fn check(text: &str) -> Result<(), InvalidValue> {
    check_form(text)
}

/// Lower-case words joined by `-`, and a number at the end.
fn check_form(text: &str) -> Result<(), InvalidValue> {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_lowercase());
    let is_number = |number: &str| !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit());
    let has_form = text
        .rsplit_once('-')
        .is_some_and(|(words, number)| is_number(number) && words.contains('-') && words.split('-').all(is_word));
    if !has_form {
        return Err(InvalidValue::new(
            text,
            THING,
            "it does not have the form of one, lower-case words and a number; write it as AWS does, as in `eu-west-1`",
        ));
    }
    if text.len() > MOST {
        return Err(InvalidValue::new(
            text,
            THING,
            format_args!("it has {} bytes, and no region has more than {MOST}; write it as AWS does", text.len()),
        ));
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::hole::Hole;

    const FORM: &str =
        "it does not have the form of one, lower-case words and a number; write it as AWS does, as in `eu-west-1`";

    #[test]
    fn of_no_form() {
        for text in
            ["", "*", "eu", "middle-1", "middle-earth", "MIDDLE-EARTH-1", "middle--1", "middle_earth-1", "${aws:x}-1"]
        {
            for error in [Region::new(text).unwrap_err(), Region::unlisted(text).unwrap_err()] {
                assert_eq!(error.to_string(), format!("`{text}` is no region: {FORM}"));
            }
        }
        for text in ["EU-WEST-1", "eu-west-", "eu-west", "-west-1", "eu_west-1", "eu-west-1a", "eu-west-1 "] {
            assert!(Region::new(text).is_err(), "{text}");
            assert_eq!(Region::unlisted(text).unwrap_err().to_string(), format!("`{text}` is no region: {FORM}"));
        }
    }

    #[test]
    fn as_long_as_any() {
        let longest = Region::unlisted("us-abcdefghijklmno-1").unwrap();
        assert_eq!(longest.to_policy_text().len(), Region::MAX_BYTES);
        assert_eq!(
            Region::unlisted("us-abcdefghijklmnop-1").unwrap_err().to_string(),
            "`us-abcdefghijklmnop-1` is no region: it has 21 bytes, and no region has more than 20; write it as AWS does"
        );
    }

    #[cfg(feature = "reference")]
    #[test]
    fn every_listed_one() {
        for partition in Reference::embedded().partitions() {
            for text in partition.regions() {
                let region = Region::new(text).unwrap();
                assert_eq!(Region::unlisted(text), Ok(region.clone()));
                assert_eq!(region.to_policy_text(), text);
                assert!(text.len() <= MOST, "{text}");
            }
        }
    }

    #[cfg(feature = "reference")]
    #[test]
    fn what_is_not_listed() {
        let date = Reference::embedded().data_date();
        for (text, advice) in [
            ("eu-wset-1", "did you mean `eu-west-1`?"),
            ("EU-WEST-1", "did you mean `eu-west-1`?"),
            ("eu-west-1a", "did you mean `eu-west-1`?"),
            ("mx-thereabouts-1", "take it as an unlisted one if AWS has opened it since"),
        ] {
            assert_eq!(
                Region::new(text).unwrap_err().to_string(),
                format!("`{text}` is no region: AWS's reference of {date} does not list it; {advice}")
            );
        }
        assert!(Region::unlisted("mx-thereabouts-1").is_ok());
        assert_eq!(
            Region::unlisted("xx-west-1").unwrap_err().to_string(),
            "`xx-west-1` is no region: in no partition do regions begin so; write it as AWS does, as in `eu-west-1`"
        );
    }
}
