//! AWS partitions.

use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::policy_text::{PolicyText, WritePolicyText};
use super::{Hole, InvalidValue, Region, ValueKind};
use crate::diagnostics::closest;
use crate::enum_text::enum_text;

/// AWS partition: a separate set of accounts and regions. It is the second field of ARNs (AWS General Reference, "Amazon Resource
/// Names (ARNs)").
///
/// ```
/// use sts_policy_core::value::{Partition, Region};
///
/// let region = Region::new("cn-north-1")?;
/// assert_eq!(Partition::of(&region), Partition::AwsCn);
/// assert_eq!(Partition::new("aws-us-gov")?.as_str(), "aws-us-gov");
/// # Ok::<(), sts_policy_core::value::InvalidValue>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Partition {
    /// `aws`: the public regions
    Aws,
    /// `aws-cn`: the regions in China
    AwsCn,
    /// `aws-us-gov`: AWS GovCloud (US)
    AwsUsGov,
    /// `aws-iso`: the isolated partition whose regions begin with `us-iso-`
    AwsIso,
    /// `aws-iso-b`: the isolated partition whose regions begin with `us-isob-`
    AwsIsoB,
    /// `aws-iso-e`: the isolated partition whose regions begin with `eu-isoe-`
    AwsIsoE,
    /// `aws-iso-f`: the isolated partition whose regions begin with `us-isof-`
    AwsIsoF,
    /// `aws-eusc`: the AWS European Sovereign Cloud
    AwsEusc,
}

enum_text! {
    impl Partition {
        Aws => "aws",
        AwsCn => "aws-cn",
        AwsUsGov => "aws-us-gov",
        AwsIso => "aws-iso",
        AwsIsoB => "aws-iso-b",
        AwsIsoE => "aws-iso-e",
        AwsIsoF => "aws-iso-f",
        AwsEusc => "aws-eusc",
    }
}

/// Prefixes of the regions of all partitions except `aws`. A word and a number follow.
const REGION_PREFIXES: [(&str, Partition); 7] = [
    ("cn-", Partition::AwsCn),
    ("us-gov-", Partition::AwsUsGov),
    ("us-iso-", Partition::AwsIso),
    ("us-isob-", Partition::AwsIsoB),
    ("eu-isoe-", Partition::AwsIsoE),
    ("us-isof-", Partition::AwsIsoF),
    ("eusc-", Partition::AwsEusc),
];

impl Partition {
    /// Parses the name of a partition.
    ///
    /// # Errors
    ///
    /// If the text is not the name of one of [`Partition::ALL`], in lower case as in ARNs.
    pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidValue> {
        let text = text.as_ref();
        Self::by_exact_name(text).ok_or_else(|| {
            let requirement = match closest(text, Self::ALL.iter().map(|partition| partition.as_str())) {
                Some(name) => format!("must be the name of an AWS partition; did you mean `{name}`?"),
                None => format!(
                    "must be one of {}",
                    Self::ALL.iter().map(|partition| format!("`{partition}`")).collect::<Vec<_>>().join(", ")
                ),
            };
            InvalidValue::new(ValueKind::Partition, text, requirement)
        })
    }

    /// Returns the partition of a region, by the prefix of its name. It is [`Partition::Aws`] for an unknown prefix.
    pub fn of(region: &Region) -> Self {
        REGION_PREFIXES
            .into_iter()
            .find(|(prefix, _)| region.as_str().strip_prefix(prefix).is_some_and(|rest| rest.contains('-')))
            .map_or(Self::Aws, |(_, partition)| partition)
    }

    /// Returns the partition of exactly this name.
    pub(crate) fn by_exact_name(name: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|partition| partition.as_str() == name)
    }
}

impl WritePolicyText for Partition {
    fn write(&self, text: &mut PolicyText) {
        text.push_literal(self.as_str());
    }
}

impl Hole for Partition {
    const MAX_BYTES: usize = Self::AwsUsGov.as_str().len();
}

impl AsRef<str> for Partition {
    fn as_ref(&self) -> &str {
        self.as_str()
    }
}

impl FromStr for Partition {
    type Err = InvalidValue;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Self::new(text)
    }
}

impl TryFrom<&str> for Partition {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        Self::new(text)
    }
}

impl TryFrom<String> for Partition {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        Self::new(text)
    }
}

impl From<&Region> for Partition {
    fn from(region: &Region) -> Self {
        Self::of(region)
    }
}

impl Serialize for Partition {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.as_str())
    }
}

impl<'de> Deserialize<'de> for Partition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::new(String::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn accepts_every_name() {
        for &partition in Partition::ALL {
            assert_eq!(Partition::new(partition.as_str()), Ok(partition));
            assert_eq!(partition.to_policy_text(), partition.to_string());
            assert!(partition.as_str().len() <= Partition::MAX_BYTES);
            let json = serde_json::to_string(&partition).unwrap();
            assert_eq!(serde_json::from_str::<Partition>(&json).unwrap(), partition);
        }
    }

    #[test]
    fn rejects_unknown_names() {
        for (text, requirement) in [
            ("awz", "must be the name of an AWS partition; did you mean `aws`?"),
            ("AWS", "must be the name of an AWS partition; did you mean `aws`?"),
            ("aws-us-gvo", "must be the name of an AWS partition; did you mean `aws-us-gov`?"),
            (
                "*",
                "must be one of `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f`, `aws-eusc`",
            ),
        ] {
            let message = Partition::new(text).unwrap_err().to_string();
            assert_eq!(message, format!("invalid partition `{text}`: {requirement}"));
        }
    }

    #[test]
    fn unlisted_regions_have_the_partition_of_their_prefix() {
        for (region, partition) in [
            ("us-east-9", Partition::Aws),
            ("us-gov-9", Partition::Aws),
            ("us-gov-south-9", Partition::AwsUsGov),
            ("us-isob-9", Partition::Aws),
            ("cn-south-9", Partition::AwsCn),
            ("eusc-de-west-9", Partition::AwsEusc),
        ] {
            assert_eq!(Partition::of(&Region::unlisted(region).unwrap()), partition, "{region}");
        }
    }

    #[cfg(feature = "reference")]
    #[test]
    fn partitions_and_regions_are_those_of_the_reference() {
        use sts_policy_reference::Reference;

        let mut names: Vec<&str> = Reference::embedded().partitions().map(|partition| partition.id()).collect();
        names.sort_unstable();
        let mut own = Partition::ALL.iter().map(|partition| partition.as_str()).collect::<Vec<_>>();
        own.sort_unstable();
        assert_eq!(names, own);
        for partition in Reference::embedded().partitions() {
            for region in partition.regions() {
                assert_eq!(Partition::of(&Region::new(region).unwrap()).as_str(), partition.id(), "{region}");
            }
        }
    }

    #[cfg(feature = "reference")]
    proptest::proptest! {
        /// Combines the prefixes of all partitions with words that make one look like another.
        #[test]
        fn partitions_of_regions_are_those_of_the_reference(
            start in "(us|eu|ap|cn|us-gov|us-iso|us-isob|eu-isoe|us-isof|eusc-de)",
            word in "(-(gov|iso|isob|isoe|isof|de|west))?",
            number in 1_u8..20,
        ) {
            use sts_policy_reference::Reference;

            let text = format!("{start}{word}-{number}");
            if let Ok(region) = Region::unlisted(text.as_str()) {
                let expected = Reference::embedded().partition_of_region(&text).map(|partition| partition.id());
                proptest::prop_assert_eq!(expected, Some(Partition::of(&region).as_str()), "{}", text);
            }
        }
    }
}
