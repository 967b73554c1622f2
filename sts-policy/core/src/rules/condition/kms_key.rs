//! The format of the ARNs of KMS keys.

use super::entry::ConditionEntry;
use super::value_format::{self, Format};
use crate::diagnostics::{message, quote};
use crate::grammar::identifier::is_kms_key;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    INVALID_KMS_KEY_VALUE {
        severity: Error,
        origin: AccessAnalyzer,
        scope: All,
        reference: false,
        macros: BySeverity,
        summary: "a value is not the ARN of a KMS key, but its condition key requires one",
        why: "The condition never matches: the condition key always has the ARN, even if the request identifies the KMS key by its ID or an alias.",
        bad at "/Statement/0/Condition/ArnEquals/s3:x-amz-server-side-encryption-aws-kms-key-id": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "ArnEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:alias/reports" }
    }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:PutObject",
    "Resource": "arn:aws:s3:::reports/*",
    "Condition": {
      "ArnEquals": { "s3:x-amz-server-side-encryption-aws-kms-key-id": "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab" }
    }
  }]
}"#,
    }
}

const KMS_KEY_ARN: Format = Format {
    code: INVALID_KMS_KEY_VALUE,
    is_arn: true,
    is_valid: is_kms_key,
    message: |value, key| message!("invalid value {} for {}: must be the ARN of a KMS key", quote(value), quote(key)),
    help: "write `arn:aws:kms:region:account:key/id`; an alias or an ID alone never matches",
};

/// Keys whose values are always ARNs of KMS keys. Source: the Service Authorization Reference.
const KMS_KEYS: [&str; 11] = [
    "quicksight:KmsKeyArns",
    "s3:x-amz-server-side-encryption-aws-kms-key-id",
    "s3express:x-amz-server-side-encryption-aws-kms-key-id",
    "s3tables:KMSKeyArn",
    "s3vectors:kmsKeyArn",
    "sagemaker:DomainSharingOutputKmsKeyArn",
    "sagemaker:FeatureGroupOfflineStoreKmsKeyArn",
    "sagemaker:FeatureGroupOnlineStoreKmsKeyArn",
    "sagemaker:OutputKmsKeyArn",
    "sagemaker:VolumeKmsKeyArn",
    "secretsmanager:KmsKeyArn",
];

pub(crate) fn check(entry: &ConditionEntry<'_>, cx: &mut Context<'_, '_>) {
    if entry.is_any_key(&KMS_KEYS) {
        value_format::check(&KMS_KEY_ARN, entry, cx);
    }
}

#[cfg(test)]
mod tests {
    use crate::rules::condition::test_support::assert_list_bucket_codes;

    #[test]
    fn requires_arns_of_kms_keys() {
        assert_list_bucket_codes(&[
            (
                r#""StringEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"alias/a"}"#,
                Some("INVALID_KMS_KEY_VALUE"),
            ),
            (
                r#""ArnLike":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:*:111122223333:key/*"}"#,
                None,
            ),
        ]);
    }
}
