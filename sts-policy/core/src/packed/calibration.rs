//! Learning from the percentages that STS really answered.

use std::fmt;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};
use serde_json::{Value, json};

use super::Refusal;
use crate::request::SessionRequest;

/// Policies of fewer points say little about the factor: the percentage is rounded.
const LEAST_POLICY_POINTS: f64 = 15.0;
/// STS rounds down or to the nearest, never up; half a point is the mean of what is lost.
const ROUNDING: f64 = 0.5;
/// The built-in model counts as so many observations.
const PRIOR_OBSERVATIONS: f64 = 4.0;
/// A factor beyond these is not believed.
const FACTORS: std::ops::RangeInclusive<f64> = 0.75..=1.35;
/// From so many observations on, the band is learned too.
const BAND_FROM: usize = 4;
/// From so many on, it is a quantile of the errors, not the worst of them.
const QUANTILE_FROM: usize = 20;
const QUANTILE: f64 = 0.95;
/// The worst of few errors is not the worst there will be.
const WORST_FACTOR: f64 = 1.5;
/// A policy so many times as large as any observed one is beyond what the calibration knows.
const SEEN: f64 = 1.5;
/// A learned band is at least this wide to each side, in points.
const LEAST_BAND: f64 = 2.0;

/// STS has never been seen to answer more, in percent; nine long tags took 498.
const GREATEST_PERCENT: f64 = 10_000.0;
/// What differs more from the built-in model than this is a mistake in the observation.
const BELIEVABLE: std::ops::RangeInclusive<f64> = 0.5..=2.0;

/// The format of the JSON form.
const FORMAT: &str = "sts-policy-calibration/1";

/// What STS really answered for requests of one's own, and what follows for the estimate: one factor on the part of the inline
/// policy, and the band.
///
/// Only numbers are kept: the percentage and what the model gave for the parts of the request, not the request. The factor is
/// learned from observations whose policy takes 15 points or more; the others are kept and not used.
///
/// ```
/// use sts_policy_core::Policy;
/// use sts_policy_core::packed::Calibration;
/// use sts_policy_core::request::{Operation, SessionRequest};
///
/// let actions = ["ec2:RunInstances", "ec2:CreateTags", "ec2:TerminateInstances", "kms:CreateGrant", "iam:PassRole"];
/// let policy = Policy::builder()
///     .statement(sts_policy_core::Statement::allow(actions).on(["*"]))
///     .build();
/// let request = SessionRequest::new(Operation::AssumeRole).policy(policy);
///
/// let mut calibration = Calibration::new();
/// calibration.observe(&request, 30.0)?; // the answer's `PackedPolicySize`
/// assert_eq!(request.packed_size_with(&calibration).unwrap().basis().to_string(), "calibrated on 1 observation");
///
/// let kept = calibration.to_json();
/// assert_eq!(Calibration::from_json(&kept)?, calibration);
/// # Ok::<(), Box<dyn std::error::Error>>(())
/// ```
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Calibration {
    points: Vec<Point>,
}

/// One observation: what was answered, and what the built-in model gave.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Point {
    percent: f64,
    policy: f64,
    other: f64,
}

impl Point {
    fn new(percent: f64, policy: f64, other: f64) -> Result<Self, InvalidObservation> {
        let is_size = |value: f64| (0.0..=GREATEST_PERCENT).contains(&value);
        if !is_size(percent) {
            return Err(InvalidObservation::Percent(percent));
        }
        if !is_size(policy) || policy == 0.0 || !is_size(other) {
            return Err(InvalidObservation::NoPolicy);
        }
        if percent + ROUNDING <= other {
            return Err(InvalidObservation::LessThanTags { percent, other });
        }
        // Adding nothing makes a zero of a negative zero.
        let point = Self { percent: percent + 0.0, policy, other };
        if point.teaches() && !BELIEVABLE.contains(&point.ratio()) {
            return Err(InvalidObservation::Unbelievable { percent, expected: policy + other });
        }
        Ok(point)
    }

    fn teaches(&self) -> bool {
        self.policy >= LEAST_POLICY_POINTS
    }

    /// The factor that would have made the model right.
    fn ratio(&self) -> f64 {
        (self.percent + ROUNDING - self.other) / self.policy
    }

    /// By how many points the model with this factor is wrong.
    fn error(&self, factor: f64) -> f64 {
        (factor * self.policy + self.other - (self.percent + ROUNDING)).abs()
    }
}

impl Calibration {
    /// No observation: the built-in model.
    pub fn new() -> Self {
        Self::default()
    }

    /// Adds what STS answered for a request: the percentage of `PackedPolicySize` or of CloudTrail's
    /// `responseElements.packedPolicySize`.
    ///
    /// # Errors
    ///
    /// See [`InvalidObservation`]: when the percentage cannot be, or says nothing about how policies are packed.
    pub fn observe(&mut self, request: &SessionRequest, percent: f64) -> Result<(), InvalidObservation> {
        if request.has_unexplained_part() {
            return Err(InvalidObservation::Unexplained);
        }
        let (policy, other) = request.model_points();
        self.points.push(Point::new(percent, policy.unwrap_or(0.0), other)?);
        Ok(())
    }

    /// Adds the refusal of a request.
    ///
    /// # Errors
    ///
    /// As [`Calibration::observe`], and for a refusal that tells the size of the tags alone.
    pub fn observe_refusal(&mut self, request: &SessionRequest, refusal: Refusal) -> Result<(), InvalidObservation> {
        match refusal {
            Refusal::Policy(percent) => self.observe(request, percent.into()),
            Refusal::Tags(_) => Err(InvalidObservation::TagsAlone),
        }
    }

    /// Adds the observations of another calibration.
    pub fn merge(&mut self, other: Calibration) {
        self.points.extend(other.points);
    }

    /// How many observations the factor was learned from.
    pub fn observations(&self) -> usize {
        self.teachers().count()
    }

    /// What the model's points of the inline policy are multiplied by: 1 without observations, and always in 0.75 to 1.35.
    pub fn factor(&self) -> f64 {
        factor(self.teachers())
    }

    /// The learned half width of the band, in points, once there are enough observations: from the errors on each of them, of
    /// the factor that the others teach.
    pub(super) fn half_band(&self) -> Option<f64> {
        let teachers: Vec<&Point> = self.teachers().collect();
        if teachers.len() < BAND_FROM {
            return None;
        }
        let sum: f64 = teachers.iter().map(|point| point.ratio()).sum();
        let mut errors: Vec<f64> =
            teachers.iter().map(|point| point.error(factor_of(sum - point.ratio(), teachers.len() - 1))).collect();
        errors.sort_by(f64::total_cmp);
        let band = if teachers.len() < QUANTILE_FROM {
            errors.last().copied().unwrap_or(0.0) * WORST_FACTOR
        } else {
            // The smallest error that 95 % of all do not exceed.
            let rank = (QUANTILE * errors.len() as f64).ceil() as usize;
            errors.get(rank.saturating_sub(1)).copied().unwrap_or(0.0)
        };
        Some(band.max(LEAST_BAND))
    }

    /// Whether a policy of so many points is of the size of those that were observed, or nothing was.
    pub(super) fn has_seen(&self, policy: f64) -> bool {
        let greatest = self.teachers().map(|point| point.policy).fold(0.0, f64::max);
        greatest == 0.0 || policy <= SEEN * greatest
    }

    fn teachers(&self) -> impl Iterator<Item = &Point> {
        self.points.iter().filter(|point| point.teaches())
    }

    /// The JSON form: the numbers of each observation. No text of any request is in it.
    pub fn to_json(&self) -> String {
        self.to_value().to_string()
    }

    /// Reads the JSON form.
    ///
    /// # Errors
    ///
    /// When the text is no calibration, or an observation in it makes no sense.
    pub fn from_json(text: &str) -> Result<Self, InvalidCalibration> {
        let value = serde_json::from_str(text).map_err(|error| InvalidCalibration(error.to_string()))?;
        Self::from_value(&value)
    }

    fn to_value(&self) -> Value {
        let observations: Vec<Value> = self
            .points
            .iter()
            .map(|Point { percent, policy, other }| json!({ "percent": percent, "policy": policy, "other": other }))
            .collect();
        json!({ "format": FORMAT, "observations": observations })
    }

    fn from_value(value: &Value) -> Result<Self, InvalidCalibration> {
        let invalid = |what: String| InvalidCalibration(what);
        if value.get("format").and_then(Value::as_str) != Some(FORMAT) {
            return Err(invalid(format!("it has no `\"format\": \"{FORMAT}\"`")));
        }
        let observations = value.get("observations").and_then(Value::as_array);
        let observations = observations.ok_or_else(|| invalid("it has no array `observations`".to_owned()))?;
        let mut points = Vec::with_capacity(observations.len());
        for (index, observation) in observations.iter().enumerate() {
            let number = |name: &str| {
                let number = observation.get(name).and_then(Value::as_f64);
                number.ok_or_else(|| invalid(format!("observation {index} has no number `{name}`")))
            };
            let point = Point::new(number("percent")?, number("policy")?, number("other")?);
            points.push(point.map_err(|error| invalid(format!("observation {index}: {error}")))?);
        }
        Ok(Self { points })
    }
}

fn factor<'p>(points: impl Iterator<Item = &'p Point>) -> f64 {
    let (sum, count) = points.fold((0.0, 0), |(sum, count), point| (sum + point.ratio(), count + 1));
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

/// An observation that cannot be.
#[derive(Debug, Clone, Copy, PartialEq)]
#[non_exhaustive]
pub enum InvalidObservation {
    /// The percentage is negative, not a number, or beyond anything that STS answers.
    Percent(f64),
    /// The request has no inline policy: it says nothing about how policies are packed.
    NoPolicy,
    /// The tags and ARNs alone take more than the percentage.
    LessThanTags {
        /// The percentage.
        percent: f64,
        /// What the model gives for tags and ARNs, in points.
        other: f64,
    },
    /// The percentage is less than half or more than twice what the model gives: the request is not the one that was answered.
    Unbelievable {
        /// The percentage.
        percent: f64,
        /// What the model gives, in points.
        expected: f64,
    },
    /// A refusal that tells the size of the tags alone says nothing about how policies are packed.
    TagsAlone,
    /// Web identity and SAML requests with tags cost more than anybody could explain; the rest must not be put on the policy.
    Unexplained,
}

impl fmt::Display for InvalidObservation {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            InvalidObservation::Percent(percent) => {
                write!(formatter, "`{percent}` is no percentage that STS answers")
            }
            InvalidObservation::NoPolicy => formatter
                .write_str("the request has no inline policy, so it says nothing about how policies are packed"),
            InvalidObservation::LessThanTags { percent, other } => write!(
                formatter,
                "tags and ARNs alone take about {other:.0} %, more than the {percent} % observed; are they those of the request?"
            ),
            InvalidObservation::Unbelievable { percent, expected } => write!(
                formatter,
                "{percent} % was observed where about {expected:.0} % is expected; is it the answer to this request?"
            ),
            InvalidObservation::TagsAlone => formatter.write_str(
                "the refusal tells the size of the tags alone, so it says nothing about how policies are packed",
            ),
            InvalidObservation::Unexplained => formatter.write_str(
                "web identity and SAML requests with tags cost more than can be explained; observe one without tags",
            ),
        }
    }
}

impl std::error::Error for InvalidObservation {}

/// The text is no calibration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct InvalidCalibration(String);

impl fmt::Display for InvalidCalibration {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "not a calibration: {}", self.0)
    }
}

impl std::error::Error for InvalidCalibration {}
