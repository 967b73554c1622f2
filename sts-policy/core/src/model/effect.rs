use crate::enum_text::enum_text;

/// The effect of a statement on the requests that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Allows the requests, unless another statement denies them.
    Allow,
    /// Denies the requests.
    Deny,
}

enum_text! {
    impl Effect {
        Allow => "Allow",
        Deny => "Deny",
    }
    /// Error for a text that is not an [`Effect`]. IAM accepts the names only in this case.
    UnknownEffect => "unknown effect: must be one of {}"
}
