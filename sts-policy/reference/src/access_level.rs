//! Access levels of actions.

use crate::enum_text::enum_text;

/// AWS's classification of an action.
///
/// ```
/// use sts_policy_reference::AccessLevel;
///
/// let level: AccessLevel = "Permissions management".parse().unwrap();
/// assert_eq!(level, AccessLevel::PermissionsManagement);
/// assert_eq!(level.to_string(), "Permissions management");
/// assert!("Magic".parse::<AccessLevel>().is_err());
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[non_exhaustive]
pub enum AccessLevel {
    /// Lists resources without their contents.
    List,
    /// Reads contents.
    Read,
    /// Creates, changes or deletes resources.
    Write,
    /// Changes tags only.
    Tagging,
    /// Grants or changes permissions.
    PermissionsManagement,
}

impl AccessLevel {
    /// All access levels.
    pub const ALL: [Self; 5] = [Self::List, Self::Read, Self::Write, Self::Tagging, Self::PermissionsManagement];

    /// Returns the level in AWS's spelling, such as `Permissions management`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::List => "List",
            Self::Read => "Read",
            Self::Write => "Write",
            Self::Tagging => "Tagging",
            Self::PermissionsManagement => "Permissions management",
        }
    }
}

enum_text!(
    AccessLevel,
    /// The text is not an access level.
    UnknownAccessLevel,
    "access level"
);
