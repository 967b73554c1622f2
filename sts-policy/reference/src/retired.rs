//! Services that AWS removed from the reference, although policies still contain their prefixes.
//!
//! The list is maintained by hand. AWS's current managed policies contain most of these prefixes, and IAM accepts them. Earlier editions
//! of the reference listed the others: `application-cost-profiler`, `gamesparks`, `iotroborunner`, `iotthingsgraph`, `macie`,
//! `mobilehub`, `sagemaker-groundtruth-synthetic` and `sumerian`.

/// Returns the name of the retired service with this prefix, ignoring case.
pub(crate) fn name(prefix: &str) -> Option<&'static str> {
    RETIRED.iter().find(|(retired, _)| retired.eq_ignore_ascii_case(prefix)).map(|(_, name)| *name)
}

/// Prefix and name, sorted by prefix.
pub(crate) const RETIRED: &[(&str, &str)] = &[
    ("application-cost-profiler", "AWS Application Cost Profiler"),
    ("codestar", "AWS CodeStar"),
    ("deepcomposer", "AWS DeepComposer"),
    ("deeplens", "AWS DeepLens"),
    ("deepracer", "AWS DeepRacer"),
    ("elastic-inference", "Amazon Elastic Inference"),
    ("evidently", "Amazon CloudWatch Evidently"),
    ("gamesparks", "Amazon GameSparks"),
    ("iot1click", "AWS IoT 1-Click"),
    ("iotevents", "AWS IoT Events"),
    ("iotroborunner", "AWS IoT RoboRunner"),
    ("iotthingsgraph", "AWS IoT Things Graph"),
    ("macie", "Amazon Macie Classic"),
    ("mobilehub", "AWS Mobile Hub"),
    ("sagemaker-groundtruth-synthetic", "Amazon SageMaker Ground Truth Synthetic"),
    ("sumerian", "Amazon Sumerian"),
    ("zocalo", "Amazon Zocalo"),
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn prefixes_are_sorted_and_unique() {
        assert!(RETIRED.is_sorted_by(|left, right| left.0 < right.0));
    }
}
