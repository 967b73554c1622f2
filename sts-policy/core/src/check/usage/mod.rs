//! Checks of one use of a condition key: those that know what the key means.

mod address;
mod context;
mod facts;
mod form;
mod key;
mod numbers;
mod sensitive;
mod star;

pub(super) use facts::{BlockFacts, Facts};

use crate::document::{BlockView, List, StatementView};
use crate::finding::Findings;
use crate::grammar::variable::has_variable;
use crate::json::{Member, Path};
use crate::model::{ConditionOperator, Effect};

/// A condition key under an operator, with its values, in a statement.
struct Usage<'a> {
    facts: &'a Facts<'a, 'a>,
    block_facts: &'a BlockFacts<'a, 'a>,
    statement: &'a StatementView<'a>,
    block: &'a BlockView<'a>,
    operator: ConditionOperator,
    key: &'a str,
    values: List<'a>,
}

impl Usage<'_> {
    fn is_key(&self, name: &str) -> bool {
        self.key.eq_ignore_ascii_case(name)
    }

    fn is_any_key(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is_key(name))
    }

    /// Whether what the values match is let through: by an Allow, or because a Deny spares it. In the other uses a value that
    /// matches more allows less.
    fn lets_through(&self) -> bool {
        self.statement.effect == Some(if self.operator.operator.is_negated() { Effect::Deny } else { Effect::Allow })
    }
}

/// All checks of one use. `path` is that of the key, `conditions` that of `Condition`.
pub(super) fn usage(
    facts: &Facts<'_, '_>,
    block_facts: &BlockFacts<'_, '_>,
    member: &Member<'_>,
    conditions: &Path<'_>,
    variables: bool,
    findings: &mut Findings,
) {
    // Of an operator that does not exist, nothing follows.
    let (statement, block) = (facts.statement, block_facts.block);
    let Some(operator) = block.operator else { return };
    let values = List::new(&member.value);
    let usage = Usage { facts, block_facts, statement, block, operator, key: &member.key, values };
    let operator_path = conditions.key(block.name);
    let path = operator_path.key(&member.key);
    // About a key that there is not, there is no more to say.
    if key::unknown(&usage, &operator_path, findings) {
        return;
    }
    key::untrustworthy(&usage, &path, findings);
    address::private(&usage, &path, findings);
    numbers::redundant(&usage, &path, findings);
    // A version without variables takes them for plain text, and that is reported.
    let is_readable = variables || !usage.values.texts().any(|(_, text)| has_variable(text));
    if is_readable {
        form::values(&usage, &path, findings);
    }
    // A value that matches everything is one cause, and the gravest of these says it.
    let is_open = is_readable && sensitive::values(&usage, &path, findings);
    if !is_open && !star::anything(&usage, conditions, &path, findings) {
        context::s3_prefix(&usage, &path, findings);
    }
    context::statement(&usage, &path, findings);
}

#[cfg(test)]
mod tests {
    use crate::Checker;

    /// The codes found in an Allow of some actions with a condition.
    fn found(action: &str, condition: &str) -> Vec<&'static str> {
        codes(&format!(r#""Effect":"Allow","Action":{action},"Resource":"*","Condition":{{{condition}}}"#))
    }

    fn codes(statement: &str) -> Vec<&'static str> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{{{statement}}}]}}"#);
        Checker::session()
            .without_reference()
            .check(&text)
            .findings()
            .iter()
            .map(|finding| finding.code().as_str())
            .collect()
    }

    const LIST: &str = r#""s3:ListBucket""#;

    #[test]
    fn a_star_is_said_by_one_of_four_codes() {
        for (operator, code) in [
            ("StringLike", "EQUIVALENT_TO_NULL_FALSE"),
            ("ForAnyValue:StringLike", "EQUIVALENT_TO_NULL_FALSE"),
            ("StringLikeIfExists", "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
            ("ForAllValues:StringLike", "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
            ("ForAnyValue:StringLikeIfExists", "REDUNDANT_KEY_DUE_TO_WILDCARD_IN_CONDITION"),
            ("StringNotLike", "EQUIVALENT_TO_NULL_TRUE"),
            ("StringNotLikeIfExists", "EQUIVALENT_TO_NULL_TRUE"),
            ("ForAllValues:StringNotLike", "EQUIVALENT_TO_NULL_TRUE"),
            ("ForAnyValue:StringNotLikeIfExists", "EQUIVALENT_TO_NULL_TRUE"),
            ("ForAnyValue:StringNotLike", "REDUNDANT_STATEMENT_DUE_TO_WILDCARD_IN_CONDITION"),
        ] {
            for value in [r#""*""#, r#"["a","**"]"#] {
                assert_eq!(
                    found(LIST, &format!(r#""{operator}":{{"aws:TagKeys":{value}}}"#)),
                    [code],
                    "{operator} {value}"
                );
            }
            assert!(found(LIST, &format!(r#""{operator}":{{"aws:TagKeys":"a*"}}"#)).is_empty(), "{operator}");
        }
        // What an ARN operator makes of a text that is no ARN, AWS does not say.
        assert!(found(LIST, r#""ArnLike":{"aws:PrincipalArn":"*"}"#).is_empty());
        // One cause, one finding.
        assert_eq!(found(LIST, r#""StringLike":{"aws:PrincipalOrgID":"*"}"#), ["WILDCARD_USAGE_TOO_PERMISSIVE"]);
        assert_eq!(found(LIST, r#""StringNotLike":{"s3:prefix":"*"}"#), ["EQUIVALENT_TO_NULL_TRUE"]);
        assert_eq!(found(LIST, r#""StringLike":{"aws:ARN":"*"}"#), ["UNSUPPORTED_GLOBAL_CONDITION_KEY"]);
    }

    #[test]
    fn a_star_becomes_null_where_it_is_alone() {
        let has_fix = |condition: &str| {
            let text = format!(
                r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{LIST},"Resource":"*","Condition":{{{condition}}}}}}}"#
            );
            Checker::session().without_reference().check(&text).findings()[0].fix().is_some()
        };
        assert!(has_fix(r#""StringLike":{"aws:RequestTag/a":"*"},"StringEquals":{"aws:RequestTag/b":"c"}"#));
        for condition in [
            r#""StringLike":{"aws:RequestTag/a":"*","aws:RequestTag/b":"c*"}"#,
            r#""StringLike":{"aws:RequestTag/a":"*"},"Null":{"aws:RequestTag/b":"false"}"#,
            r#""StringLike":{"aws:RequestTag/a":"*"},"StringNotLike":{"aws:RequestTag/b":"*"}"#,
        ] {
            assert!(!has_fix(condition), "{condition}");
        }
    }

    #[test]
    fn forms() {
        let service = "INVALID_SERVICE_PRINCIPAL_FORMAT";
        for (condition, expected) in [
            (r#""StringEquals":{"aws:SourceVpc":"vpc-12345678"}"#, None),
            (r#""StringNotEquals":{"aws:SourceVpc":"${aws:Ec2InstanceSourceVpc}"}"#, None),
            (r#""StringEquals":{"aws:SourceVpc":" vpc-12345678"}"#, Some("INVALID_VPC_FORMAT")),
            (r#""Null":{"aws:SourceVpc":"true"}"#, None),
            (r#""StringEquals":{"AWS:sourcevpce":"vpce-123"}"#, Some("INVALID_VPCE_FORMAT")),
            (r#""StringLike":{"iam:PassedToService":["dms.*.amazonaws.com","ec2.amazonaws.com.cn"]}"#, None),
            (r#""StringEquals":{"iam:PassedToService":"EC2.amazonaws.com"}"#, Some(service)),
            (r#""StringEqualsIgnoreCase":{"iam:PassedToService":"EC2.amazonaws.com"}"#, None),
            (r#""ForAnyValue:StringEquals":{"aws:CalledVia":["athena.amazonaws.com","athena"]}"#, Some(service)),
            (r#""StringEquals":{"kms:ViaService":"s3.amazonaws.com"}"#, Some(service)),
            (r#""StringLike":{"kms:ViaService":"s3.*.amazonaws.com"}"#, None),
            (
                r#""StringEquals":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"alias/a"}"#,
                Some("INVALID_KMS_KEY_VALUE"),
            ),
            (
                r#""ArnLike":{"s3:x-amz-server-side-encryption-aws-kms-key-id":"arn:aws:kms:*:111122223333:key/*"}"#,
                None,
            ),
        ] {
            assert_eq!(found(LIST, condition), Vec::from_iter(expected), "{condition}");
        }
    }

    #[test]
    fn whose_a_request_is() {
        let wildcard = Some("WILDCARD_USAGE_TOO_PERMISSIVE");
        let variable = Some("VARIABLE_USAGE_TOO_PERMISSIVE");
        for (condition, expected) in [
            (r#""StringEquals":{"aws:ResourceAccount":"${aws:PrincipalAccount}"}"#, None),
            (r#""StringEquals":{"aws:ResourceAccount":"${aws:userid}"}"#, variable),
            (r#""StringLike":{"aws:SourceVpce":"vpce-*"}"#, wildcard),
            (r#""StringLike":{"aws:SourceAccount":"11112222333?"}"#, wildcard),
            (r#""StringLike":{"aws:SourceAccount":"${*}"}"#, None),
            // What is not matched is let through: the more matches, the less it is.
            (r#""StringNotLike":{"aws:SourceVpce":"vpce-*"}"#, None),
            (r#""StringLike":{"aws:userid":"AIDACKCEVSQ6C2EXAMPLE:*"}"#, None),
            (r#""StringLike":{"aws:userid":"*:session"}"#, None),
            (r#""StringLike":{"aws:userid":"AIDA*:session"}"#, wildcard),
            (r#""StringLike":{"aws:userid":"*"}"#, wildcard),
            (r#""StringLike":{"aws:userid":"${aws:PrincipalTag/id}:*"}"#, None),
            (r#""StringEquals":{"aws:userid":"a${aws:PrincipalTag/id}:b"}"#, variable),
            (r#""StringEquals":{"aws:userid":"AIDACKCEVSQ6C2EXAMPLE:${aws:PrincipalTag/id}"}"#, None),
        ] {
            assert_eq!(found(LIST, condition), Vec::from_iter(expected), "{condition}");
        }
        let deny = |operator: &str| {
            codes(&format!(
                r#""Effect":"Deny","Action":"s3:*","Resource":"*","Condition":{{"{operator}":{{"aws:SourceVpce":"vpce-*"}}}}"#
            ))
        };
        assert_eq!(deny("StringNotLike"), Vec::from_iter(wildcard));
        assert!(deny("StringLike").is_empty());
    }

    #[test]
    fn addresses() {
        for (condition, expected) in [
            (r#""IpAddress":{"aws:SourceIp":["10.0.0.0/8","fd00::/8"]}"#, Some("PRIVATE_IP_ADDRESS")),
            (r#""NotIpAddressIfExists":{"aws:SourceIp":"127.0.0.1"}"#, Some("PRIVATE_NOT_IP_ADDRESS")),
            (r#""IpAddress":{"aws:SourceIp":["10.0.0.0/8","203.0.113.0/24"]}"#, Some("PRIVATE_IP_ADDRESS_SUBSET")),
            (r#""NotIpAddress":{"aws:SourceIp":["203.0.113.0/24","::1"]}"#, Some("PRIVATE_NOT_IP_ADDRESS_SUBSET")),
            (r#""IpAddress":{"aws:SourceIp":["10.0.0.0/8","x"]}"#, Some("TYPE_MISMATCH_IP_RANGE")),
            (r#""IpAddress":{"aws:SourceIp":"0.0.0.0/0"}"#, None),
        ] {
            assert_eq!(found(LIST, condition), Vec::from_iter(expected), "{condition}");
        }
    }

    #[test]
    fn numbers() {
        for (operator, values, expected) in [
            ("NumericGreaterThan", r#"[10, 5]"#, Some("`5`")),
            ("NumericLessThanEqualsIfExists", r#"["10", "5"]"#, Some("`10`")),
            ("NumericEquals", r#"["10", "5"]"#, None),
            ("NumericLessThan", r#""10""#, None),
        ] {
            let text = format!(
                r#"{{"Version":"2012-10-17","Statement":{{"Effect":"Allow","Action":{LIST},"Resource":"*","Condition":{{"{operator}":{{"s3:max-keys":{values}}}}}}}}}"#
            );
            let report = Checker::session().without_reference().check(&text);
            let help = report.findings().first().and_then(|finding| finding.help());
            assert_eq!(help, expected.map(|value| format!("write {value} alone")).as_deref(), "{operator}");
        }
        assert_eq!(found(LIST, r#""NumericLessThan":{"s3:max-keys":["1","x"]}"#), ["TYPE_MISMATCH_NUMBER"]);
    }

    #[test]
    fn what_stands_beside_a_key() {
        let attributes = r#""ForAllValues:StringEquals":{"dynamodb:Attributes":["id"]}"#;
        let select = r#""StringEqualsIfExists":{"dynamodb:Select":"SPECIFIC_ATTRIBUTES"}"#;
        let all = r#""StringEquals":{"dynamodb:Select":["SPECIFIC_ATTRIBUTES","ALL_ATTRIBUTES"]}"#;
        let read = r#"["dynamodb:GetItem","dynamodb:PutItem"]"#;
        let code = "DYNAMODB_ATTRIBUTES_WITHOUT_SELECT";
        assert_eq!(found(read, attributes), [code]);
        assert_eq!(found(r#""dynamodb:*""#, attributes), [code]);
        assert_eq!(found(read, &format!("{attributes},{all}")), [code]);
        assert!(found(read, &format!("{attributes},{select}")).is_empty());
        assert!(found(r#""dynamodb:PutItem""#, attributes).is_empty());

        let vpce = r#""StringEquals":{"aws:VpceAccount":"111122223333"}"#;
        let code = "USE_CONDITION_KEY_ONLY_WITH_SUPPORTED_SERVICES";
        assert!(found(r#"["s3:GetObject","KMS:*"]"#, vpce).is_empty());
        assert_eq!(found(r#"["s3:GetObject","ec2:*"]"#, vpce), [code]);
        assert_eq!(found(r#""iam:PassRole""#, vpce), ["PASS_ROLE_WITH_STAR_IN_RESOURCE", code]);
    }

    #[test]
    fn prefixes_that_are_kept_from_callers() {
        let with = |effect: &str, operator: &str| {
            codes(&format!(
                r#""Effect":"{effect}","Action":{LIST},"Resource":"*","Condition":{{"{operator}":{{"s3:prefix":"a/*"}}}}"#
            ))
        };
        assert_eq!(with("Deny", "StringLike"), ["S3_PREFIX_IN_NEGATIVE_CONTEXT"]);
        assert_eq!(with("Allow", "StringNotLike"), ["S3_PREFIX_IN_NEGATIVE_CONTEXT"]);
        assert!(with("Allow", "StringLike").is_empty());
        assert!(with("Deny", "StringNotLike").is_empty());
    }

    #[test]
    fn tags_of_resources_with_not_action() {
        let with = |effect: &str, operator: &str, value: &str| {
            codes(&format!(
                r#""Effect":"{effect}","NotAction":"iam:*","Resource":"*","Condition":{{"{operator}":{{"aws:ResourceTag/a":"{value}"}}}}"#
            ))
        };
        let allow = ["ALLOW_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"];
        let deny = ["DENY_NOTACTION_WITH_UNSUPPORTED_TAG_CONDITION_KEY_FOR_SERVICE"];
        assert_eq!(with("Allow", "StringEquals", "b"), allow);
        assert_eq!(with("Deny", "StringLike", "b*"), deny);
        assert_eq!(with("Deny", "Null", "false"), deny);
        // These hold where the key is not there.
        assert!(with("Deny", "Null", "true").is_empty());
        assert!(with("Deny", "StringNotEquals", "b").is_empty());
        assert!(with("Allow", "StringEqualsIfExists", "b").is_empty());
    }
}
