//! Identifiers in values of conditions: of VPCs, VPC endpoints, services and KMS keys.

use super::arn;

/// The prefix of the identifier of a VPC.
pub(crate) const VPC: &str = "vpc-";

/// The prefix of the identifier of a VPC endpoint.
pub(crate) const VPC_ENDPOINT: &str = "vpce-";

/// The domains of service principals: one for each partition, and one that is internal to AWS.
const DOMAINS: [&str; 8] = [
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".amazonaws.eu",
    ".aws.internal",
    ".c2s.ic.gov",
    ".sc2s.sgov.gov",
    ".cloud.adc-e.uk",
    ".csp.hci.ic.gov",
];

/// Returns true if the text is an identifier of EC2: the prefix and 8 or 17 letters and digits.
pub(crate) fn is_identifier(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix)
        .is_some_and(|id| matches!(id.len(), 8 | 17) && id.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// Returns true if the text is a service principal: labels in lower case and a domain.
pub(crate) fn is_service(text: &str) -> bool {
    labels_before_domain(text).is_some()
}

/// Returns true if the text is a service principal with a region before its domain.
pub(crate) fn is_regional_service(text: &str) -> bool {
    labels_before_domain(text).and_then(|labels| labels.rsplit_once('.')).is_some_and(|(_, region)| is_region(region))
}

/// Returns the part before the domain of a service principal.
fn labels_before_domain(text: &str) -> Option<&str> {
    let labels = DOMAINS.iter().find_map(|domain| text.strip_suffix(domain))?;
    let is_label = |label: &str| {
        !label.is_empty() && label.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_'))
    };
    labels.split('.').all(is_label).then_some(labels)
}

/// Returns true if the text has the form of a region, such as `us-gov-west-1`.
fn is_region(text: &str) -> bool {
    let mut parts = text.split('-');
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let is_word = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_lowercase());
    parts.next_back().is_some_and(is_number) && parts.clone().count() >= 2 && parts.all(is_word)
}

pub(crate) fn is_kms_key(text: &str) -> bool {
    arn::parse(text).is_ok_and(|arn| {
        let id = arn.resource.strip_prefix("key/");
        arn.service == "kms" && !arn.region.is_empty() && arn::is_account_id(arn.account) && id.is_some_and(is_key_id)
    })
}

fn is_key_id(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn checks_identifiers_of_ec2() {
        for text in ["vpc-1a2b3c4d", "vpc-0123456789abcdef0"] {
            assert!(is_identifier(VPC, text), "{text}");
        }
        for text in ["", "vpc-", "vpc-1a2b3c4", "vpc-1a2b3c4d5", "vpce-1a2b3c4d", "VPC-1a2b3c4d", "vpc-1a2b-c4d"] {
            assert!(!is_identifier(VPC, text), "{text}");
        }
    }

    #[test]
    fn checks_service_principals() {
        for text in [
            "ec2.amazonaws.com",
            "ec2.amazonaws.com.cn",
            "pods.eks.amazonaws.com",
            "logs.eu-west-1.amazonaws.com",
            "resource-explorer-2.amazonaws.com",
            "gamelift.aws.internal",
        ] {
            assert!(is_service(text), "{text}");
        }
        for text in
            ["ec2", "amazonaws.com", ".amazonaws.com", "EC2.amazonaws.com", "ec2.amazonaws.org", "a b.amazonaws.com"]
        {
            assert!(!is_service(text), "{text}");
        }
    }

    #[test]
    fn checks_regional_service_principals() {
        for text in ["s3.eu-west-1.amazonaws.com", "ec2.us-gov-west-1.amazonaws.com", "s3.cn-north-1.amazonaws.com.cn"]
        {
            assert!(is_regional_service(text), "{text}");
        }
        for text in ["s3.amazonaws.com", "s3.eu-west.amazonaws.com", "eu-west-1.amazonaws.com", "s3.eu-west-1"] {
            assert!(!is_regional_service(text), "{text}");
        }
    }

    #[test]
    fn checks_arns_of_kms_keys() {
        for text in [
            "arn:aws:kms:eu-west-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab",
            "arn:aws-cn:kms:cn-north-1:111122223333:key/mrk-1234abcd12ab34cd56ef1234567890ab",
        ] {
            assert!(is_kms_key(text), "{text}");
        }
        for text in [
            "1234abcd-12ab-34cd-56ef-1234567890ab",
            "alias/reports",
            "arn:aws:kms:eu-west-1:111122223333:alias/reports",
            "arn:aws:kms:eu-west-1:111122223333:key/",
            "arn:aws:kms::111122223333:key/1234abcd",
            "arn:aws:kms:eu-west-1::key/1234abcd",
            "arn:aws:s3:eu-west-1:111122223333:key/1234abcd",
        ] {
            assert!(!is_kms_key(text), "{text}");
        }
    }
}
