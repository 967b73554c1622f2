//! The estimated packed size of a request.

use crate::diagnostics::{Finding, message};
use crate::json::FindingTarget;
use crate::json::path::Pointer;
use crate::packed::{PackedSize, Verdict};
use crate::request::SessionRequest;
use crate::rules::context::Context;
use crate::rules::rule;

rule! {
    STS_PACKED_SIZE_LIKELY_EXCEEDED {
        severity: Warning,
        origin: Project,
        scope: Session,
        reference: false,
        macros: Skipped,
        summary: "the estimated packed size is over 100%",
        why: "STS compresses the policy, the ARNs of managed policies and the session tags into a format that AWS does not document. It refuses a request that takes more than 100% of a limit that AWS does not state (`PackedPolicyTooLarge`). The lower bound of the estimate is over 100%; the finding is not an error, because it rests on an estimate. Text that is used once takes much space; repeated text and white space take little.",
        bad at "": r#"{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": [
      "arn:aws:s3:::lake/78891319-ed4c-6dc9-1d91-cc66ea19d29e/*",
      "arn:aws:s3:::lake/f8d47302-74f1-fc6c-c1cd-330ef9c9c8d5/*",
      "arn:aws:s3:::lake/3b59962f-52f4-a51a-6e2b-ceba1d8527fa/*",
      "arn:aws:s3:::lake/053fb9d0-e313-8573-6621-c3adde3666f3/*",
      "arn:aws:s3:::lake/a4e48583-c02f-dc1d-0de3-757bdf570870/*",
      "arn:aws:s3:::lake/e60d507e-1a86-67fd-c722-1882a7d41d5f/*",
      "arn:aws:s3:::lake/689c7aa0-4735-f711-66cb-268efde35953/*",
      "arn:aws:s3:::lake/00baf278-d2d5-f6b7-fe46-2b21befa6363/*",
      "arn:aws:s3:::lake/bad6b21c-eee2-eb09-36b0-fa6950e9c8ac/*",
      "arn:aws:s3:::lake/536cc585-2e8a-5ec1-48bf-59c3b90c950a/*",
      "arn:aws:s3:::lake/bb40d8d4-2a0c-8212-5ecb-ca1be71f725b/*",
      "arn:aws:s3:::lake/9f01b3d0-e698-f50d-23dc-c05a1723c64a/*",
      "arn:aws:s3:::lake/0009bc32-2bd7-bd57-5574-3510106e6717/*",
      "arn:aws:s3:::lake/59e44fb4-8bea-9323-3dc0-e873f1cddf88/*",
      "arn:aws:s3:::lake/90de9245-a7a3-e2be-0cb4-a7dfbdb8b975/*",
      "arn:aws:s3:::lake/05b18b7b-0be8-b0f1-b165-399a855d84cc/*",
      "arn:aws:s3:::lake/4c2b4d27-0a36-c5e0-1fb7-1766715245ea/*",
      "arn:aws:s3:::lake/12d56d2f-9d2c-731b-3bd7-eeaf5daf993c/*",
      "arn:aws:s3:::lake/dbd7cda1-6a3e-08b3-e78e-8f68e5bb80e1/*",
      "arn:aws:s3:::lake/40616964-4767-d44b-37a6-f1bf6582a352/*"
    ]
  }
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/tenant-a/*" }
}"#,
    }

    STS_PACKED_SIZE_UNCERTAIN {
        severity: Suggestion,
        origin: Project,
        scope: Session,
        reference: false,
        macros: Skipped,
        summary: "the estimated packed size is about 100%",
        why: "STS refuses a request over 100% (`PackedPolicyTooLarge`), and 100% is between the bounds of the estimate. Send the request, or make the policy smaller. Percentages that STS returned make the estimate more exact.",
        bad at "": r#"{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": [
      "arn:aws:s3:::lake/78891319-ed4c-6dc9-1d91-cc66ea19d29e/*",
      "arn:aws:s3:::lake/f8d47302-74f1-fc6c-c1cd-330ef9c9c8d5/*",
      "arn:aws:s3:::lake/3b59962f-52f4-a51a-6e2b-ceba1d8527fa/*",
      "arn:aws:s3:::lake/053fb9d0-e313-8573-6621-c3adde3666f3/*",
      "arn:aws:s3:::lake/a4e48583-c02f-dc1d-0de3-757bdf570870/*",
      "arn:aws:s3:::lake/e60d507e-1a86-67fd-c722-1882a7d41d5f/*",
      "arn:aws:s3:::lake/689c7aa0-4735-f711-66cb-268efde35953/*",
      "arn:aws:s3:::lake/00baf278-d2d5-f6b7-fe46-2b21befa6363/*",
      "arn:aws:s3:::lake/bad6b21c-eee2-eb09-36b0-fa6950e9c8ac/*",
      "arn:aws:s3:::lake/536cc585-2e8a-5ec1-48bf-59c3b90c950a/*",
      "arn:aws:s3:::lake/bb40d8d4-2a0c-8212-5ecb-ca1be71f725b/*",
      "arn:aws:s3:::lake/9f01b3d0-e698-f50d-23dc-c05a1723c64a/*",
      "arn:aws:s3:::lake/0009bc32-2bd7-bd57-5574-3510106e6717/*",
      "arn:aws:s3:::lake/59e44fb4-8bea-9323-3dc0-e873f1cddf88/*",
      "arn:aws:s3:::lake/90de9245-a7a3-e2be-0cb4-a7dfbdb8b975/*",
      "arn:aws:s3:::lake/05b18b7b-0be8-b0f1-b165-399a855d84cc/*"
    ]
  }
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::lake/tenant-a/*" }
}"#,
    }
}

/// Estimates the packed size of a request. The findings are not errors, because the size is only an estimate.
pub(crate) fn check(request: &SessionRequest, cx: &mut Context<'_, '_>) -> Option<PackedSize> {
    let size = request.packed_size()?;
    let (code, message) = match size.verdict() {
        Verdict::LikelyFits => return Some(size),
        Verdict::Uncertain => (
            STS_PACKED_SIZE_UNCERTAIN,
            message!("the estimated packed size is {}: STS may refuse the request", size.to_string()),
        ),
        Verdict::LikelyRejected => (
            STS_PACKED_SIZE_LIKELY_EXCEEDED,
            message!("the estimated packed size is {}: STS likely refuses the request", size.to_string()),
        ),
    };
    let finding = Finding::new(code, Pointer::default(), FindingTarget::Text(0..0), message);
    cx.report(finding.with_help(
        "shorten text that is used once, such as UUIDs and hashes, and tags and `Sid`s; white space takes no space",
    ));
    Some(size)
}
