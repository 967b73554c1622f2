use crate::enum_text::display_by_name;

/// What a statement does to the requests that it matches.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Effect {
    /// Lets them through, unless another statement denies them.
    Allow,
    /// Refuses them, whatever other statements say.
    Deny,
}

impl Effect {
    /// Both effects.
    pub const ALL: [Effect; 2] = [Effect::Allow, Effect::Deny];

    /// The effect as IAM writes it.
    pub const fn as_str(self) -> &'static str {
        match self {
            Effect::Allow => "Allow",
            Effect::Deny => "Deny",
        }
    }

    /// The effect of exactly this name; IAM takes no other case.
    pub fn from_name(name: &str) -> Option<Effect> {
        Self::ALL.into_iter().find(|effect| effect.as_str() == name)
    }
}

display_by_name!(Effect);
