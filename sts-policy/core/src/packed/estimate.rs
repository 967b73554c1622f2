use std::fmt;

use super::model;
use crate::enum_text::display_by_name;

/// An estimate of the percentage that STS will find, with its band. Shown with `{}` it is never a bare number:
/// `about 36 % (32 to 41 %)`.
#[derive(Debug, Clone, PartialEq)]
pub struct PackedSize {
    pub(super) policy: f64,
    pub(super) arns: f64,
    pub(super) tags: f64,
    pub(super) low: f64,
    pub(super) high: f64,
    pub(super) basis: Basis,
    pub(super) caveats: Vec<Caveat>,
}

impl PackedSize {
    /// The lower end of the band, in percent.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// The most likely value, in percent: the sum of the parts.
    pub fn expected(&self) -> f64 {
        self.policy + self.arns + self.tags
    }

    /// The upper end of the band, in percent.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// The part of the inline policy, in percent of the whole space.
    pub fn policy(&self) -> f64 {
        self.policy
    }

    /// The part of the managed policy ARNs, in percent of the whole space.
    pub fn arns(&self) -> f64 {
        self.arns
    }

    /// The part of the session tags, in percent of the whole space.
    pub fn tags(&self) -> f64 {
        self.tags
    }

    /// What the estimate rests on.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// What to keep in mind about this estimate.
    pub fn caveats(&self) -> &[Caveat] {
        &self.caveats
    }

    /// Whether STS will take the request.
    pub fn verdict(&self) -> Verdict {
        if self.high <= model::ALLOTMENT {
            Verdict::LikelyFits
        } else if self.low > model::ALLOTMENT {
            Verdict::LikelyRejected
        } else {
            Verdict::Uncertain
        }
    }
}

impl fmt::Display for PackedSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "about {:.0} % ({:.0} to {:.0} %)", self.expected(), self.low, self.high)
    }
}

/// Whether STS will take a request, as far as an estimate can say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Even the upper end of the band is within 100 %.
    LikelyFits,
    /// 100 % is inside the band.
    Uncertain,
    /// Even the lower end is over 100 %.
    LikelyRejected,
}

impl Verdict {
    /// The verdict in words: `likely fits`, `uncertain`, `likely rejected`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Verdict::LikelyFits => "likely fits",
            Verdict::Uncertain => "uncertain",
            Verdict::LikelyRejected => "likely rejected",
        }
    }
}

display_by_name!(Verdict);

/// What an estimate rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// The built-in model.
    BuiltIn,
    /// The built-in model, scaled to this many observations of one's own.
    Calibrated(usize),
}

impl fmt::Display for Basis {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Basis::BuiltIn => formatter.write_str("built-in model"),
            Basis::Calibrated(1) => formatter.write_str("calibrated on 1 observation"),
            Basis::Calibrated(count) => write!(formatter, "calibrated on {count} observations"),
        }
    }
}

/// What to keep in mind about an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Caveat {
    /// What an ARN costs rests on one observation.
    ArnCost,
    /// Policies with several condition keys were hardly observed.
    Conditions,
    /// Policies with Deny statements were hardly observed.
    Deny,
    /// Policies with `NotAction` or `NotResource` were hardly observed.
    NotElements,
    /// Tags inherited from the caller's session count too, and are known only if they were listed.
    InheritedTags,
    /// Web identity and SAML requests with tags took more than the model says in the one observation there is.
    FederatedTags,
    /// The policy is much larger than those that the calibration has seen.
    BeyondObservations,
}

impl Caveat {
    /// The name, such as `arn-cost`.
    pub const fn as_str(self) -> &'static str {
        match self {
            Caveat::ArnCost => "arn-cost",
            Caveat::Conditions => "conditions",
            Caveat::Deny => "deny",
            Caveat::NotElements => "not-elements",
            Caveat::InheritedTags => "inherited-tags",
            Caveat::FederatedTags => "federated-tags",
            Caveat::BeyondObservations => "beyond-observations",
        }
    }

    /// What it says, in a sentence without full stop.
    pub const fn text(self) -> &'static str {
        match self {
            Caveat::ArnCost => "what a managed policy ARN costs rests on one observation",
            Caveat::Conditions => "policies with several condition keys were hardly observed",
            Caveat::Deny => "policies with Deny statements were hardly observed",
            Caveat::NotElements => "policies with NotAction or NotResource were hardly observed",
            Caveat::InheritedTags => "transitive tags inherited from the caller's session count too; list them",
            Caveat::FederatedTags => "web identity and SAML with tags took more than the model says when observed",
            Caveat::BeyondObservations => "the policy is much larger than those that the calibration has seen",
        }
    }
}

impl fmt::Display for Caveat {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(self.text())
    }
}
