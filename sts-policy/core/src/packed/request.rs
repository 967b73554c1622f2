use super::calibration::Calibration;
use super::compression::{Omit, compressed_bytes, max_compressed_bytes, policy_strings};
use super::contributor::{self, Contributor};
use super::estimate::{Basis, Caveat, PackedSize};
use super::model;
use crate::model::{ActionElement, Effect, Policy, ResourceElement};
use crate::request::{Operation, SessionRequest};

/// Minimum number of condition keys for the caveat [`Caveat::Conditions`]: the model was fitted to policies with fewer.
const MANY_CONDITION_KEYS: usize = 3;

impl SessionRequest {
    /// Estimates the packed size with the built-in model. Returns `None` for a request without policy, ARNs and tags: STS returns no
    /// packed size for it.
    ///
    /// The cost is about that of compressing the strings of the policy.
    ///
    /// ```
    /// use sts_policy_core::packed::Verdict;
    /// use sts_policy_core::request::{Operation, SessionRequest, SessionTags};
    ///
    /// let request = SessionRequest::new(Operation::AssumeRole).tags(SessionTags::from_pairs([("tenant", "a")])?);
    /// let size = request.packed_size().expect("the request has a tag");
    /// assert_eq!(size.verdict(), Verdict::LikelyFits);
    /// assert_eq!(SessionRequest::new(Operation::AssumeRole).packed_size(), None);
    /// # Ok::<(), sts_policy_core::request::InvalidSessionTags>(())
    /// ```
    pub fn packed_size(&self) -> Option<PackedSize> {
        self.packed_size_with(&Calibration::new())
    }

    /// Estimates the packed size with the model scaled to one's own observations.
    pub fn packed_size_with(&self, calibration: &Calibration) -> Option<PackedSize> {
        if self.has_no_size() {
            return None;
        }
        let policy = self.policy.as_ref().map_or(0.0, policy_points) * calibration.factor();
        Some(self.with_policy_points(policy, calibration))
    }

    /// Returns true if the cost of the request has a part whose reason is unknown.
    pub(super) fn has_unexplained_part(&self) -> bool {
        model::has_federated_margin(self.operation, !self.tags.is_empty())
    }

    /// Returns an upper bound of [`PackedSize::expected`] of the built-in model, in points. Returns `None` for a request without policy,
    /// ARNs and tags.
    ///
    /// The bound is cheap, because it compresses nothing. Use it to find the policies that may be too large among many.
    pub fn packed_size_ceiling(&self) -> Option<f64> {
        let max_policy_points = |policy| model::policy_points(max_compressed_bytes(&policy_strings(policy)));
        let policy = self.policy.as_ref().map_or(0.0, max_policy_points);
        (!self.has_no_size()).then(|| policy + self.points_of_arns() + self.points_of_tags())
    }

    /// Returns the statements, strings, ARNs and tags of the request, the most expensive first. The cost of each piece is the difference
    /// that leaving it out makes to the estimate.
    ///
    /// The policy is compressed once without each of its statements and strings, at most a megabyte in all. This suffices for every piece
    /// of a policy of at most 2,048 bytes; of a longer policy, the longest pieces are measured. Pieces of a policy of more than 16 KB,
    /// eight times the limit of STS, are not listed.
    pub fn contributors(&self, calibration: &Calibration) -> Vec<Contributor> {
        contributor::contributors(self, calibration.factor())
    }

    /// Returns the points that the estimate loses without the `Sid`s of the policy.
    pub fn points_of_sids(&self, calibration: &Calibration) -> f64 {
        self.policy.as_ref().map_or(0.0, contributor::sid_points) * calibration.factor()
    }

    fn has_no_size(&self) -> bool {
        self.policy.is_none() && self.policy_arns.is_empty() && self.tags.is_empty()
    }

    /// Returns the points of the built-in model: those of the policy, and those of ARNs and tags together.
    pub(super) fn model_points(&self) -> (Option<f64>, f64) {
        (self.policy.as_ref().map(policy_points), self.points_of_arns() + self.points_of_tags())
    }

    fn points_of_arns(&self) -> f64 {
        self.policy_arns.iter().fold(0.0, |sum, arn| sum + model::arn_points(arn))
    }

    fn points_of_tags(&self) -> f64 {
        self.tags.iter().fold(0.0, |sum, tag| sum + model::tag_points(tag.key(), tag.value()))
    }

    fn with_policy_points(&self, policy: f64, calibration: &Calibration) -> PackedSize {
        let (arns, tags) = (self.points_of_arns(), self.points_of_tags());
        let expected = policy + arns + tags;
        let tags_alone = self.policy.is_none() && self.policy_arns.is_empty();
        // The observations of a calibration have policies, so its band does not apply to other requests.
        let learned = calibration.half_band().filter(|_| self.policy.is_some());
        let half = learned.unwrap_or_else(|| model::half_band(expected, tags_alone));
        let margin = if self.has_unexplained_part() { model::FEDERATED_TAGS_MARGIN } else { 0.0 };
        let basis = match calibration.observations() {
            0 => Basis::BuiltIn,
            _ if self.policy.is_none() => Basis::BuiltIn,
            count => Basis::Calibrated(count),
        };
        PackedSize {
            policy,
            arns,
            tags,
            low: (expected - half).max(0.0),
            high: expected + half + margin,
            basis,
            caveats: self.caveats(calibration.is_within_observed_sizes(policy)),
        }
    }

    fn caveats(&self, is_within_observed_sizes: bool) -> Vec<Caveat> {
        let statements = self.policy.as_ref().map(|policy| policy.statements.as_slice()).unwrap_or_default();
        let condition_keys: usize = statements.iter().map(|statement| statement.condition.iter().count()).sum();
        let denies = statements.iter().any(|statement| statement.effect == Effect::Deny);
        let negated = statements.iter().any(|statement| {
            matches!(statement.action, ActionElement::NotAction(_))
                || matches!(statement.resource, ResourceElement::NotResource(_))
        });
        [
            (!self.policy_arns.is_empty(), Caveat::ArnCost),
            (condition_keys >= MANY_CONDITION_KEYS, Caveat::Conditions),
            (denies, Caveat::Deny),
            (negated, Caveat::NotElements),
            (self.operation == Operation::AssumeRole, Caveat::InheritedTags),
            (self.has_unexplained_part(), Caveat::FederatedTags),
            (!is_within_observed_sizes, Caveat::BeyondObservations),
        ]
        .into_iter()
        .filter_map(|(applies, caveat)| applies.then_some(caveat))
        .collect()
    }
}

/// Returns the points of the built-in model for a policy.
fn policy_points(policy: &Policy) -> f64 {
    model::policy_points(compressed_bytes(&policy_strings(policy), Omit::Nothing))
}
