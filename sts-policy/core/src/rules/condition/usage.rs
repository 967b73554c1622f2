//! A condition key under an operator, with facts about its statement that the rules share.

use std::cell::OnceCell;

use super::{dynamodb_attributes, paired_keys, vpc_endpoint_key, wildcard_value, withdrawn_key};
use crate::document::{BlockView, List, StatementView};
use crate::grammar::variable::has_variable;
use crate::json::Member;
use crate::model::{ConditionOperator, Effect, Operator};
use crate::rules::context::Context;
use crate::steps;

/// A condition key under an operator, with its values, in a statement.
pub(crate) struct Usage<'a> {
    pub(super) facts: &'a StatementFacts<'a, 'a>,
    pub(super) block_facts: &'a BlockFacts<'a, 'a>,
    pub(super) statement: &'a StatementView<'a>,
    pub(super) block: &'a BlockView<'a>,
    pub(super) operator: ConditionOperator,
    pub(super) key: &'a str,
    pub(super) values: List<'a>,
}

impl<'a> Usage<'a> {
    /// The use of a key; `None` if the operator is unknown.
    pub(crate) fn new(
        facts: &'a StatementFacts<'a, 'a>,
        block_facts: &'a BlockFacts<'a, 'a>,
        member: &'a Member<'a>,
    ) -> Option<Self> {
        let (statement, block) = (facts.statement, block_facts.block);
        let values = List::new(&member.value);
        Some(Self { facts, block_facts, statement, block, operator: block.operator?, key: &member.key, values })
    }

    /// Returns true if no value has a variable that the version of the policy takes for plain text.
    pub(super) fn is_readable(&self, cx: &Context<'_, '_>) -> bool {
        cx.has_variables() || !self.values.texts().any(|(_, text)| has_variable(text))
    }

    pub(super) fn is_key(&self, name: &str) -> bool {
        self.key.eq_ignore_ascii_case(name)
    }

    pub(super) fn is_any_key(&self, names: &[&str]) -> bool {
        names.iter().any(|name| self.is_key(name))
    }

    /// Whether what the values match is let through: by an Allow, or because a Deny spares it. In the other uses a value that
    /// matches more allows less.
    pub(super) fn lets_through(&self) -> bool {
        self.statement.effect == Some(if self.operator.operator.is_negated() { Effect::Deny } else { Effect::Allow })
    }
}

/// Whether a statement has such a condition: key, operator, values.
pub(super) fn has(statement: &StatementView<'_>, is: impl Fn(&str, Operator, List<'_>) -> bool) -> bool {
    statement.conditions.iter().flatten().any(|block| {
        block.operator.is_some_and(|operator| {
            block.entries.iter().any(|member| {
                steps::add(1);
                is(&member.key, operator.operator, List::new(&member.value))
            })
        })
    })
}

/// Facts about a statement, each found when it is first asked for.
pub(crate) struct StatementFacts<'s, 'a> {
    pub(crate) statement: &'s StatementView<'a>,
    reads_attributes: OnceCell<bool>,
    selects_attributes: OnceCell<bool>,
    has_partner: [OnceCell<bool>; paired_keys::PAIRED.len()],
    without_some_keys: OnceCell<Option<usize>>,
    would_be_null: OnceCell<usize>,
}

impl<'s, 'a> StatementFacts<'s, 'a> {
    pub(crate) fn new(statement: &'s StatementView<'a>) -> Self {
        Self {
            statement,
            reads_attributes: OnceCell::new(),
            selects_attributes: OnceCell::new(),
            has_partner: [const { OnceCell::new() }; paired_keys::PAIRED.len()],
            without_some_keys: OnceCell::new(),
            would_be_null: OnceCell::new(),
        }
    }

    pub(crate) fn reads_attributes(&self) -> bool {
        *self.reads_attributes.get_or_init(|| dynamodb_attributes::reads_attributes(self.statement))
    }

    pub(crate) fn selects_attributes(&self) -> bool {
        *self.selects_attributes.get_or_init(|| dynamodb_attributes::selects_attributes(self.statement))
    }

    /// Returns true if the statement has a partner of the pair at this position.
    pub(crate) fn has_partner(&self, pair: usize) -> bool {
        let found = self.has_partner.get(pair);
        found.is_some_and(|found| *found.get_or_init(|| paired_keys::has_partner(self.statement, pair)))
    }

    /// The first action of a service that lacks keys of some services.
    pub(crate) fn without_some_keys(&self) -> Option<&'a str> {
        let found = *self.without_some_keys.get_or_init(|| vpc_endpoint_key::without_some_keys(self.statement));
        self.statement.action?.nodes().get(found?)?.as_str()
    }

    /// Returns the number of operators that are `Null` or would become it, up to two.
    pub(crate) fn would_be_null(&self) -> usize {
        *self.would_be_null.get_or_init(|| wildcard_value::would_be_null(self.statement))
    }
}

/// Facts about the conditions under one operator.
pub(crate) struct BlockFacts<'b, 'a> {
    pub(crate) block: &'b BlockView<'a>,
    has_principal_arn: OnceCell<bool>,
}

impl<'b, 'a> BlockFacts<'b, 'a> {
    pub(crate) fn new(block: &'b BlockView<'a>) -> Self {
        Self { block, has_principal_arn: OnceCell::new() }
    }

    /// Returns true if one of the keys is `aws:PrincipalArn`.
    pub(crate) fn has_principal_arn(&self) -> bool {
        *self.has_principal_arn.get_or_init(|| withdrawn_key::has_principal_arn(self.block))
    }
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
