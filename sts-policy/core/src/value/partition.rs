use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::{InvalidValue, Region};
use crate::diagnostics::closest;
use crate::enum_text::display_by_name;
use crate::hole::{Hole, PolicyText, sealed::Sealed};

/// A partition of AWS: a world of its own, with its own accounts and regions. It is the second field of ARNs (AWS General Reference,
/// "Amazon Resource Names (ARNs)").
///
/// ```
/// use sts_policy_core::value::{Partition, Region};
///
/// let region = Region::new("cn-north-1")?;
/// assert_eq!(Partition::of(&region), Partition::AWS_CN);
/// assert_eq!(Partition::new("aws-us-gov")?.as_str(), "aws-us-gov");
/// # Ok::<(), sts_policy_core::value::InvalidValue>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Partition(&'static str);

/// How the regions begin of all partitions but `aws`. Behind it is a word and a number.
const REGION_STARTS: [(&str, Partition); 7] = [
    ("cn-", Partition::AWS_CN),
    ("us-gov-", Partition::AWS_US_GOV),
    ("us-iso-", Partition::AWS_ISO),
    ("us-isob-", Partition::AWS_ISO_B),
    ("eu-isoe-", Partition::AWS_ISO_E),
    ("us-isof-", Partition::AWS_ISO_F),
    ("eusc-", Partition::AWS_EUSC),
];

impl Partition {
    /// `aws`: the regions that are open to all.
    pub const AWS: Self = Self("aws");
    /// `aws-cn`: the regions in China.
    pub const AWS_CN: Self = Self("aws-cn");
    /// `aws-us-gov`: AWS GovCloud (US).
    pub const AWS_US_GOV: Self = Self("aws-us-gov");
    /// `aws-iso`: of the isolated partitions, the one whose regions begin with `us-iso-`.
    pub const AWS_ISO: Self = Self("aws-iso");
    /// `aws-iso-b`: that of the regions `us-isob-`.
    pub const AWS_ISO_B: Self = Self("aws-iso-b");
    /// `aws-iso-e`: that of the regions `eu-isoe-`.
    pub const AWS_ISO_E: Self = Self("aws-iso-e");
    /// `aws-iso-f`: that of the regions `us-isof-`.
    pub const AWS_ISO_F: Self = Self("aws-iso-f");
    /// `aws-eusc`: the European Sovereign Cloud.
    pub const AWS_EUSC: Self = Self("aws-eusc");

    /// Every partition.
    pub const ALL: [Self; 8] = [
        Self::AWS,
        Self::AWS_CN,
        Self::AWS_US_GOV,
        Self::AWS_ISO,
        Self::AWS_ISO_B,
        Self::AWS_ISO_E,
        Self::AWS_ISO_F,
        Self::AWS_EUSC,
    ];

    /// The partition of this name.
    ///
    /// # Errors
    ///
    /// When the text is none of [`Partition::ALL`], as ARNs write them.
    pub fn new(text: impl AsRef<str>) -> Result<Self, InvalidValue> {
        let text = text.as_ref();
        Self::known(text).ok_or_else(|| {
            let advice = match closest(text, Self::ALL.map(Self::as_str)) {
                Some(name) => format!("did you mean `{name}`?"),
                None => format!("write one of {}", Self::ALL.map(|partition| format!("`{partition}`")).join(", ")),
            };
            InvalidValue::new(text, "partition", format_args!("AWS has none of that name; {advice}"))
        })
    }

    /// The partition that the region belongs to, by how its name begins. A region that begins as those of no other partition do is
    /// one of `aws`.
    pub fn of(region: &Region) -> Self {
        REGION_STARTS
            .into_iter()
            .find(|(start, _)| region.as_str().strip_prefix(start).is_some_and(|rest| rest.contains('-')))
            .map_or(Self::AWS, |(_, partition)| partition)
    }

    /// Its name, as in ARNs.
    pub const fn as_str(self) -> &'static str {
        self.0
    }

    /// The partition of exactly this name.
    pub(crate) fn known(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|partition| partition.0 == name)
    }
}

impl Sealed for Partition {
    fn write(&self, text: &mut PolicyText) {
        text.literal(self.0);
    }
}

impl Hole for Partition {
    const MAX_BYTES: usize = Self::AWS_US_GOV.0.len();
}

display_by_name!(Partition);

impl AsRef<str> for Partition {
    fn as_ref(&self) -> &str {
        self.0
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
        serializer.serialize_str(self.0)
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
    fn names() {
        for partition in Partition::ALL {
            assert_eq!(Partition::new(partition.as_str()), Ok(partition));
            assert_eq!(partition.to_policy_text(), partition.to_string());
            assert!(partition.as_str().len() <= Partition::MAX_BYTES);
            let json = serde_json::to_string(&partition).unwrap();
            assert_eq!(serde_json::from_str::<Partition>(&json).unwrap(), partition);
        }
    }

    #[test]
    fn what_is_none() {
        for (text, reason) in [
            ("awz", "did you mean `aws`?"),
            ("AWS", "did you mean `aws`?"),
            ("aws-us-gvo", "did you mean `aws-us-gov`?"),
            (
                "*",
                "write one of `aws`, `aws-cn`, `aws-us-gov`, `aws-iso`, `aws-iso-b`, `aws-iso-e`, `aws-iso-f`, `aws-eusc`",
            ),
        ] {
            let message = Partition::new(text).unwrap_err().to_string();
            assert_eq!(message, format!("`{text}` is no partition: AWS has none of that name; {reason}"));
        }
    }

    #[test]
    fn of_regions_that_nobody_lists() {
        for (region, partition) in [
            ("us-east-9", Partition::AWS),
            ("us-gov-9", Partition::AWS),
            ("us-gov-south-9", Partition::AWS_US_GOV),
            ("us-isob-9", Partition::AWS),
            ("cn-south-9", Partition::AWS_CN),
            ("eusc-de-west-9", Partition::AWS_EUSC),
        ] {
            assert_eq!(Partition::of(&Region::unlisted(region).unwrap()), partition, "{region}");
        }
    }

    #[cfg(feature = "reference")]
    #[test]
    fn the_partitions_of_the_reference() {
        use sts_policy_reference::Reference;

        let mut names: Vec<&str> = Reference::embedded().partitions().map(|partition| partition.id()).collect();
        names.sort_unstable();
        let mut ours = Partition::ALL.map(Partition::as_str);
        ours.sort_unstable();
        assert_eq!(names, ours);
        for partition in Reference::embedded().partitions() {
            for region in partition.regions() {
                assert_eq!(Partition::of(&Region::new(region).unwrap()).as_str(), partition.id(), "{region}");
            }
        }
    }

    #[cfg(feature = "reference")]
    proptest::proptest! {
        /// Starts of all partitions, and words that make one look like another.
        #[test]
        fn regions_are_of_the_partition_that_the_reference_says(
            start in "(us|eu|ap|cn|us-gov|us-iso|us-isob|eu-isoe|us-isof|eusc-de)",
            word in "(-(gov|iso|isob|isoe|isof|de|west))?",
            number in 1_u8..20,
        ) {
            use sts_policy_reference::Reference;

            let text = format!("{start}{word}-{number}");
            if let Ok(region) = Region::unlisted(text.as_str()) {
                let theirs = Reference::embedded().partition_of_region(&text).map(|partition| partition.id());
                proptest::prop_assert_eq!(theirs, Some(Partition::of(&region).as_str()), "{}", text);
            }
        }
    }
}
