//! Calibration of the model with percentages that STS returned.

use std::ops::RangeInclusive;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};

use super::calibration_error::{InvalidCalibration, InvalidObservation, MAX_PERCENT};

/// Minimum size of a policy that changes the factor, in points. Rounding hides too much of the size of a smaller policy.
const MIN_POLICY_POINTS: f64 = 15.0;

/// Mean loss by rounding, in points. STS rounds down or to the nearest percent.
const ROUNDING: f64 = 0.5;

/// Weight of the built-in model, in observations.
const PRIOR_OBSERVATIONS: f64 = 4.0;

/// Range of plausible factors. Others are clamped.
const FACTORS: RangeInclusive<f64> = 0.75..=1.35;

/// Minimum number of observations for a learned band.
const MIN_BAND_OBSERVATIONS: usize = 4;

/// Minimum number of observations for a band from a quantile of the errors instead of the largest error.
const MIN_QUANTILE_OBSERVATIONS: usize = 20;

/// Fraction of errors within the band.
const QUANTILE: f64 = 0.95;

/// Factor on the largest of few errors, because more observations would give a larger one.
const MAX_ERROR_FACTOR: f64 = 1.5;

/// Maximum size of a policy relative to the largest observed one. The estimate of a larger policy has a caveat.
const MAX_EXTRAPOLATION: f64 = 1.5;

/// Minimum half width of a learned band, in points.
const MIN_HALF_BAND: f64 = 2.0;

/// Range of plausible ratios of an observation to the built-in model. Other observations are mistakes.
const RATIOS: RangeInclusive<f64> = 0.5..=2.0;

/// Format of the JSON form.
const FORMAT: &str = "sts-policy-calibration/1";

/// Percentages that STS returned for your requests, and the correction of the estimate that follows from them: a factor on the share of
/// the inline policy, and the band.
///
/// A calibration stores numbers only: the percentage and the model's points for the parts of the request. The factor is learned from
/// observations whose policy takes at least 15 points. Other observations are stored but not used.
///
/// ```
/// use sts_policy_core::Policy;
/// use sts_policy_core::packed::Calibration;
/// use sts_policy_core::request::{Operation, SessionRequest};
///
/// let actions = ["ec2:RunInstances", "ec2:CreateTags", "ec2:TerminateInstances", "kms:CreateGrant", "iam:PassRole"];
/// let policy = Policy::builder()
///     .statement(sts_policy_core::Statement::allow(actions).resources(["*"]))
///     .build()?;
/// let request = SessionRequest::new(Operation::AssumeRole).policy(policy);
///
/// let mut calibration = Calibration::new();
/// calibration.observe(&request, 30.0)?; // `PackedPolicySize` of the response
/// assert_eq!(request.packed_size_with(&calibration).unwrap().basis().to_string(), "calibrated on 1 observation");
///
/// let json = calibration.to_json();
/// assert_eq!(Calibration::from_json(&json)?, calibration);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calibration {
    observations: Vec<Observation>,
}

/// Percentage that STS returned, and the points of the built-in model for the policy, and for tags and ARNs.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Observation {
    percent: f64,
    policy: f64,
    other: f64,
}

impl Observation {
    fn new(percent: f64, policy: f64, other: f64) -> Result<Self, InvalidObservation> {
        let is_size = |value: f64| (0.0..=MAX_PERCENT).contains(&value);
        if !is_size(percent) {
            return Err(InvalidObservation::Percent(percent));
        }
        if !is_size(policy) || policy == 0.0 || !is_size(other) {
            return Err(InvalidObservation::NoPolicy);
        }
        if percent + ROUNDING <= other {
            return Err(InvalidObservation::LessThanTags { percent, other });
        }
        // Adding 0 turns -0 into 0.
        let observation = Self { percent: percent + 0.0, policy, other };
        if observation.is_informative() && !RATIOS.contains(&observation.ratio()) {
            return Err(InvalidObservation::Implausible { percent, expected: policy + other });
        }
        Ok(observation)
    }

    fn is_informative(&self) -> bool {
        self.policy >= MIN_POLICY_POINTS
    }

    /// Returns the factor that makes the model exact for this observation.
    fn ratio(&self) -> f64 {
        (self.percent + ROUNDING - self.other) / self.policy
    }

    /// Returns the error of the model with this factor, in points.
    fn error(&self, factor: f64) -> f64 {
        (factor * self.policy + self.other - (self.percent + ROUNDING)).abs()
    }
}

impl Calibration {
    /// Creates a calibration without observations, which leaves the built-in model unchanged.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds an observation: the percentage, and the points of the built-in model for the policy, and for tags and ARNs.
    pub(super) fn add(&mut self, percent: f64, policy: f64, other: f64) -> Result<(), InvalidObservation> {
        self.observations.push(Observation::new(percent, policy, other)?);
        Ok(())
    }

    /// Adds the observations of another calibration.
    pub fn merge(&mut self, other: Calibration) {
        self.observations.extend(other.observations);
    }

    /// Returns the number of observations that the factor was learned from.
    pub fn observations(&self) -> usize {
        self.informative_observations().count()
    }

    /// Returns the factor on the model's points of the inline policy: 0.75 to 1.35, and 1 without observations.
    pub fn factor(&self) -> f64 {
        factor(self.informative_observations())
    }

    /// Returns the learned half width of the band, in points, or `None` with too few observations.
    ///
    /// It follows from the error for each observation with the factor learned from the others.
    pub(super) fn half_band(&self) -> Option<f64> {
        let observations: Vec<&Observation> = self.informative_observations().collect();
        if observations.len() < MIN_BAND_OBSERVATIONS {
            return None;
        }
        let sum: f64 = observations.iter().map(|observation| observation.ratio()).sum();
        let others = observations.len() - 1;
        let mut errors: Vec<f64> = observations
            .iter()
            .map(|observation| observation.error(factor_of(sum - observation.ratio(), others)))
            .collect();
        errors.sort_by(f64::total_cmp);
        let band = if observations.len() < MIN_QUANTILE_OBSERVATIONS {
            errors.last().copied().unwrap_or(0.0) * MAX_ERROR_FACTOR
        } else {
            // The smallest error that at least 95% of the errors do not exceed.
            let rank = (QUANTILE * errors.len() as f64).ceil() as usize;
            errors.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
        };
        Some(band.max(MIN_HALF_BAND))
    }

    /// Checks whether a policy of this size, in points, is at most somewhat larger than the observed ones. Returns true without
    /// observations.
    pub(super) fn is_within_observed_sizes(&self, policy: f64) -> bool {
        let max = self.informative_observations().map(|observation| observation.policy).fold(0.0, f64::max);
        max == 0.0 || policy <= MAX_EXTRAPOLATION * max
    }

    fn informative_observations(&self) -> impl Iterator<Item = &Observation> {
        self.observations.iter().filter(|observation| observation.is_informative())
    }

    /// Returns the JSON form: the numbers of each observation. It contains no text of a request.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// Parses the JSON form.
    ///
    /// # Errors
    ///
    /// If the text is not a calibration, or an observation in it is not plausible.
    pub fn from_json(text: &str) -> Result<Self, InvalidCalibration> {
        let value =
            serde_json::from_str(text).map_err(|error| InvalidCalibration::new(format!("not JSON: {error}")))?;
        Self::from_value(&value)
    }

    fn to_value(&self) -> Value {
        let observations: Vec<Value> = self
            .observations
            .iter()
            .map(|Observation { percent, policy, other }| json!({ "percent": percent, "policy": policy, "other": other }))
            .collect();
        json!({ "format": FORMAT, "observations": observations })
    }

    fn from_value(value: &Value) -> Result<Self, InvalidCalibration> {
        let invalid = InvalidCalibration::new;
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(invalid(format!("must have `\"format\": \"{FORMAT}\"`")));
        }
        let items = value.get("observations").and_then(Value::as_array);
        let items = items.ok_or_else(|| invalid("must have an array `observations`".to_owned()))?;
        let mut observations = Vec::with_capacity(items.len());
        for (index, item) in items.iter().enumerate() {
            let number = |name: &str| {
                let number = item.get(name).and_then(Value::as_f64);
                number.ok_or_else(|| invalid(format!("observation {index} must have a number `{name}`")))
            };
            let observation = Observation::new(number("percent")?, number("policy")?, number("other")?);
            observations
                .push(observation.map_err(|error| invalid(format!("observation {index} is invalid: {error}")))?);
        }
        Ok(Self { observations })
    }
}

fn factor<'o>(observations: impl Iterator<Item = &'o Observation>) -> f64 {
    let (sum, count) = observations.fold((0.0, 0), |(sum, count), observation| (sum + observation.ratio(), count + 1));
    factor_of(sum, count)
}

fn factor_of(sum_of_ratios: f64, count: usize) -> f64 {
    let factor = (PRIOR_OBSERVATIONS + sum_of_ratios) / (PRIOR_OBSERVATIONS + count as f64);
    factor.clamp(*FACTORS.start(), *FACTORS.end())
}

impl Serialize for Calibration {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.to_value().serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for Calibration {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Self::from_value(&Value::deserialize(deserializer)?).map_err(D::Error::custom)
    }
}
