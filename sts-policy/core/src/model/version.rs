use crate::enum_text::enum_text;

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

enum_text! {
    impl Version {
        V2008 => "2008-10-17",
        V2012 => "2012-10-17",
    }
    /// Error for a text that is not a [`Version`].
    UnknownVersion => "unknown version of the policy language: must be one of {}"
}
