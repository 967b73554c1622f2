use crate::enum_text::display_by_name;

/// The version of the policy language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Version {
    /// `2008-10-17`, which IAM also assumes for a policy without a version. It has no policy variables.
    V2008,
    /// `2012-10-17`, the current version.
    #[default]
    V2012,
}

impl Version {
    /// All versions, the oldest first.
    pub const ALL: [Version; 2] = [Version::V2008, Version::V2012];

    /// The version as IAM writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Version::V2008 => "2008-10-17",
            Version::V2012 => "2012-10-17",
        }
    }

    /// Parses the name of a version.
    pub fn from_name(name: &str) -> Option<Version> {
        Self::ALL.into_iter().find(|version| version.as_str() == name)
    }
}

display_by_name!(Version);
