//! Services that are gone from the reference, though policies go on to name them.
//!
//! The list is kept by hand. AWS's current managed policies name most of these prefixes, and IAM takes them. The others,
//! `application-cost-profiler`, `gamesparks`, `iotroborunner`, `iotthingsgraph`, `macie`, `mobilehub`,
//! `sagemaker-groundtruth-synthetic` and `sumerian`, stood in earlier editions of the reference.

/// The name of the retired service of the prefix, in any case.
pub(crate) fn name(prefix: &str) -> Option<&'static str> {
    RETIRED.iter().find(|(retired, _)| retired.eq_ignore_ascii_case(prefix)).map(|(_, name)| *name)
}

/// Prefix and name, sorted by prefix.
const RETIRED: &[(&str, &str)] = &[
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
    use crate::Reference;

    #[test]
    fn sorted_and_gone() {
        assert!(RETIRED.is_sorted_by(|left, right| left.0 < right.0));
        for (prefix, _) in RETIRED {
            assert!(Reference::embedded().service(prefix).is_none(), "{prefix} is back: strike it from the list");
            assert!(Reference::embedded().is_retired_service(prefix));
        }
    }
}
