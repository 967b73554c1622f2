//! All holes of a policy with their contexts and samples.

use serde_json::Value;
use sts_policy_core::__private::count_steps;

use super::context::HoleContext;
use super::hole_resolution::{HoleResolution, resolutions};
use super::sample::{Sample, Samples};
use crate::errors::Errors;
use crate::skeleton::{Holes, Skeleton};

/// The contexts and samples of the holes.
#[derive(Default)]
pub(super) struct ResolvedHoles {
    /// The context of each use of a hole that is accepted.
    pub(super) contexts: Vec<HoleContext>,
    /// The samples of each use of a hole.
    samples: Vec<Samples>,
    /// The uses in contexts that accept no hole, in ascending order.
    rejected: Vec<usize>,
}

impl ResolvedHoles {
    pub(super) fn has_rejected(&self) -> bool {
        !self.rejected.is_empty()
    }

    pub(super) fn is_rejected(&self, index: usize) -> bool {
        count_steps(1);
        self.rejected.binary_search(&index).is_ok()
    }

    /// Returns a sample of a use.
    pub(super) fn sample(&self, sample: Sample, index: usize) -> &str {
        self.samples.get(index).map(|samples| samples.get(sample)).unwrap_or_default()
    }

    /// Replaces the holes of a text by samples.
    pub(super) fn fill(&self, holes: &Holes, sample: Sample, text: &str) -> String {
        holes.replace(text, |index| self.sample(sample, index).to_owned())
    }
}

/// Finds the context of each hole. Holes in contexts that accept none are reported.
pub(super) fn resolve(skeleton: &Skeleton, json: &Value, errors: &mut Errors) -> ResolvedHoles {
    let mut resolved = ResolvedHoles::default();
    let resolutions = resolutions(json, &skeleton.holes, &skeleton.json);
    for (index, (resolution, used)) in resolutions.into_iter().zip(&skeleton.holes.uses).enumerate() {
        match resolution {
            HoleResolution::Accepted(context, samples) if !used.is_reported => {
                resolved.contexts.push(context);
                resolved.samples.push(samples);
            }
            resolution => {
                if let (HoleResolution::Rejected { message, help }, false) = (resolution, used.is_reported) {
                    errors.push(used.span, format!("{}{message}", used.location), Some(help));
                }
                resolved.samples.push(Samples::for_rejected(used.name));
                resolved.rejected.push(index);
            }
        }
    }
    resolved
}
