use crate::enum_text::display_by_name;

/// The version of the policy language.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Version {
    /// `2008-10-17`, also meant by a policy without version. Policy variables are plain text in it.
    V2008,
    /// `2012-10-17`, the current one.
    #[default]
    V2012,
}

impl Version {
    /// Both versions, the older first.
    pub const ALL: [Version; 2] = [Version::V2008, Version::V2012];

    /// The version as IAM writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Version::V2008 => "2008-10-17",
            Version::V2012 => "2012-10-17",
        }
    }

    /// The version of exactly this name.
    pub fn from_name(name: &str) -> Option<Version> {
        Self::ALL.into_iter().find(|version| version.as_str() == name)
    }
}

display_by_name!(Version);
