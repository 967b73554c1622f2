use crate::enum_text::display_by_name;

/// The effect of a statement on the requests that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Effect {
    /// Allows the requests, unless another statement denies them.
    Allow,
    /// Denies the requests.
    Deny,
}

impl Effect {
    /// All effects.
    pub const ALL: [Effect; 2] = [Effect::Allow, Effect::Deny];

    /// The effect as IAM writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        }
    }

    /// Parses the name of an effect. IAM accepts it only in this case.
    pub fn from_name(name: &str) -> Option<Effect> {
        Self::ALL.into_iter().find(|effect| effect.as_str() == name)
    }
}

display_by_name!(Effect);
