//! Estimates.

use std::fmt;

use serde::ser::{Serialize, SerializeMap, Serializer};

use crate::enum_text::enum_text;

/// Estimate of the percentage that STS will find, with its band. `Display` shows both: `about 36% (32 to 41%)`.
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
    /// Maximum packed size that STS accepts, in percent.
    pub const LIMIT: f64 = 100.0;

    /// Returns the lower end of the band, in percent.
    pub fn low(&self) -> f64 {
        self.low
    }

    /// Returns the most likely value, in percent: the sum of the parts.
    pub fn expected(&self) -> f64 {
        self.policy + self.arns + self.tags
    }

    /// Returns the upper end of the band, in percent.
    pub fn high(&self) -> f64 {
        self.high
    }

    /// Returns the share of the inline policy, in percent of the whole space.
    pub fn policy(&self) -> f64 {
        self.policy
    }

    /// Returns the share of the managed policy ARNs, in percent of the whole space.
    pub fn arns(&self) -> f64 {
        self.arns
    }

    /// Returns the share of the session tags, in percent of the whole space.
    pub fn tags(&self) -> f64 {
        self.tags
    }

    /// Returns the basis of the estimate.
    pub fn basis(&self) -> Basis {
        self.basis
    }

    /// Returns the limitations of the estimate.
    pub fn caveats(&self) -> &[Caveat] {
        &self.caveats
    }

    /// Predicts whether STS will accept the request.
    pub fn verdict(&self) -> Verdict {
        if self.high <= Self::LIMIT {
            Verdict::LikelyFits
        } else if self.low > Self::LIMIT {
            Verdict::LikelyRejected
        } else {
            Verdict::Uncertain
        }
    }
}

/// Serializes as an object of `low`, `expected`, `high` and the parts `policy`, `arns` and `tags`, in percent with one decimal, with
/// `verdict`, `basis` and `caveats`.
impl Serialize for PackedSize {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        // The estimate is not more precise than a tenth.
        let rounded = |percent: f64| (percent * 10.0).round() / 10.0;
        let mut map = serializer.serialize_map(Some(9))?;
        map.serialize_entry("low", &rounded(self.low))?;
        map.serialize_entry("expected", &rounded(self.expected()))?;
        map.serialize_entry("high", &rounded(self.high))?;
        map.serialize_entry("verdict", self.verdict().as_str())?;
        map.serialize_entry("policy", &rounded(self.policy))?;
        map.serialize_entry("arns", &rounded(self.arns))?;
        map.serialize_entry("tags", &rounded(self.tags))?;
        map.serialize_entry("basis", &self.basis.to_string())?;
        let caveats: Vec<&str> = self.caveats.iter().map(|caveat| caveat.as_str()).collect();
        map.serialize_entry("caveats", &caveats)?;
        map.end()
    }
}

impl fmt::Display for PackedSize {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "about {:.0}% ({:.0} to {:.0}%)", self.expected(), self.low, self.high)
    }
}

/// Prediction whether STS will accept a request.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// The upper end of the band is at most 100%.
    LikelyFits,
    /// 100% is inside the band.
    Uncertain,
    /// The lower end of the band is above 100%.
    LikelyRejected,
}

enum_text! {
    impl Verdict {
        LikelyFits => "likely fits",
        Uncertain => "uncertain",
        LikelyRejected => "likely rejected",
    }
    /// Error for a text that is not the name of a [`Verdict`].
    UnknownVerdict => "unknown verdict: must be one of {}"
}

/// Basis of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Basis {
    /// Built-in model.
    BuiltIn,
    /// Built-in model, scaled to this many observations of a calibration.
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

/// Limitation of an estimate.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Caveat {
    /// The cost of ARNs is based on one observation.
    ArnCost,
    /// Few policies with several condition keys were observed.
    Conditions,
    /// Few policies with Deny statements were observed.
    Deny,
    /// Few policies with `NotAction` or `NotResource` were observed.
    NotElements,
    /// Tags inherited from the caller's session count too. The estimate includes them only if they are listed.
    InheritedTags,
    /// In the one observation of a web identity or SAML request with tags, the size was above the model's estimate.
    FederatedTags,
    /// The policy is much larger than the policies of the calibration.
    BeyondObservations,
}

enum_text! {
    impl Caveat {
        ArnCost => "arn-cost",
        Conditions => "conditions",
        Deny => "deny",
        NotElements => "not-elements",
        InheritedTags => "inherited-tags",
        FederatedTags => "federated-tags",
        BeyondObservations => "beyond-observations",
    }
    /// Error for a text that is not the name of a [`Caveat`].
    UnknownCaveat => "unknown caveat: must be one of {}"
}

impl Caveat {
    /// Returns a description of the limitation: a sentence without full stop.
    pub const fn description(self) -> &'static str {
        match self {
            Caveat::ArnCost => "the cost of managed policy ARNs is based on one observation",
            Caveat::Conditions => "few policies with several condition keys were observed",
            Caveat::Deny => "few policies with Deny statements were observed",
            Caveat::NotElements => "few policies with NotAction or NotResource were observed",
            Caveat::InheritedTags => "transitive tags inherited from the caller's session count too; list them",
            Caveat::FederatedTags => {
                "web identity and SAML requests with tags were observed above the model's estimate"
            }
            Caveat::BeyondObservations => "the policy is much larger than the policies of the calibration",
        }
    }
}
