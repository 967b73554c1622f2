//! The rules that need the service reference.
#![cfg(feature = "reference")]

use sts_policy_core::policy::{Operator, OperatorFamily};
use sts_policy_core::reference::{AccessLevel, Reference};
use sts_policy_core::{Checker, Severity, check};

/// Returns code and help of the findings in a statement.
fn findings(statement: &str) -> Vec<(&'static str, Option<String>)> {
    let report = check(&format!(r#"{{"Version":"2012-10-17","Statement":[{{"Effect":"Allow",{statement}}}]}}"#));
    report.findings().iter().map(|finding| (finding.code().as_str(), finding.help().map(str::to_owned))).collect()
}

fn codes(statement: &str) -> Vec<&'static str> {
    findings(statement).into_iter().map(|(code, _)| code).collect()
}

#[test]
fn suggests_similar_actions_and_services() {
    for (action, code, help) in [
        ("s3:GetObjct", "INVALID_ACTION", "did you mean `s3:GetObject`?"),
        ("s3:ListObjectsV2", "INVALID_ACTION", "use `s3:ListBucket`, which allows the operation `ListObjectsV2`"),
        ("s3:InvokeFunction", "INVALID_ACTION", "use `lambda:InvokeFunction` if that action is intended"),
        ("s3:Gte*", "INVALID_ACTION", "did you mean `s3:Get*`?"),
        ("dynamo:GetItem", "INVALID_SERVICE_IN_ACTION", "did you mean `dynamodb:GetItem`?"),
        ("efs:ClientMount", "INVALID_SERVICE_IN_ACTION", "did you mean `elasticfilesystem:ClientMount`?"),
        ("cloudwatchlogs:PutLogEvents", "INVALID_SERVICE_IN_ACTION", "did you mean `logs:PutLogEvents`?"),
    ] {
        let [(found_code, found_help)] =
            findings(&format!(r#""Action":"{action}","Resource":"*""#)).try_into().unwrap();
        assert_eq!(found_code, code, "{action}");
        assert!(found_help.as_deref().unwrap().starts_with(help), "{action}: {found_help:?}");
    }
    // Another case, patterns, retired services, removed actions.
    for action in ["S3:getobject", "s3:Get*", "ec2:*Tags", "deepracer:*", "quicksight:DescribeAutomationGroup"] {
        assert!(codes(&format!(r#""Action":"{action}","Resource":"*""#)).is_empty(), "{action}");
    }
}

#[test]
fn compares_arns_with_the_formats_of_their_service() {
    for (action, arn, code) in [
        ("s3:GetObject", "arn:awz:s3:::b/*", Some("INVALID_PARTITION")),
        // IAM refuses wildcards in partitions and services.
        ("s3:GetObject", "arn:aws-*:s3:::b/*", Some("INVALID_PARTITION")),
        ("s3:GetObject", "arn:aws*:s3:::b/*", Some("INVALID_PARTITION")),
        ("s3:GetObject", "arn:aws-??:s3:::b/*", Some("INVALID_PARTITION")),
        ("sqs:SendMessage", "arn:aws-*:sqs:af-south-1:111122223333:q", Some("INVALID_PARTITION")),
        ("s3:GetObject", "arn:aws:${aws:PrincipalTag/s}:::b/*", Some("VARIABLE_UNSUPPORTED_IN_ELEMENT")),
        ("s3:GetObject", "arn:aws:s?:::b/*", Some("WILDCARD_IN_SERVICE_NAME")),
        ("s3:GetObject", "arn:*:s3:::b/*", None),
        ("s3:GetObject", "arn:${aws:PrincipalTag/p}:s3:::b/*", Some("VARIABLE_UNSUPPORTED_IN_ELEMENT")),
        ("s3:GetObject", "arn:aws:s3:eu-west-1::b/*", Some("ARN_REGION_NOT_ALLOWED")),
        ("s3:GetObject", "arn:aws:s3:*:*:b/*", None),
        ("s3:GetObject", "arn:aws:s3:eu-west-1:111122223333:accesspoint/a/object/*", None),
        ("sqs:SendMessage", "arn:aws:sqs:cn-north-1:111122223333:q", Some("INVALID_ARN_REGION")),
        ("sqs:SendMessage", "arn:aws-cn:sqs:cn-north-1:111122223333:q", None),
        ("sqs:SendMessage", "arn:aws:sqs:eu-*:111122223333:q", None),
        ("sqs:SendMessage", "arn:aws:sqss:eu-west-1:111122223333:q", Some("INVALID_SERVICE")),
        ("sqs:SendMessage", "arn:aws:sqs:*::q", Some("MISSING_ARN_ACCOUNT")),
        // The brace in the default value does not end the variable, so the colon after it does not end the field.
        ("sqs:SendMessage", "arn:aws:sqs:${aws:PrincipalTag/r, 'a}:b'}:111122223333:q", None),
        ("ssm:GetParameter", "arn:aws:ssm:*::parameter/aws/service/*", None),
        ("iam:PassRole", "arn:aws:iam::111122223333:app", Some("INVALID_ARN_RESOURCE")),
        ("iam:PassRole", "arn:aws:iam::111122223333:role:app", Some("INVALID_ARN_RESOURCE")),
        ("iam:GetRole", "arn:aws:iam::111122223333:role*", Some("INVALID_ARN_RESOURCE")),
        ("iam:GetRole", "arn:aws:iam::111122223333:${aws:PrincipalTag/role}", Some("INVALID_ARN_RESOURCE")),
        ("iam:CreateVirtualMFADevice", "arn:aws:iam::111122223333:root", Some("ACTION_WITHOUT_RESOURCE")),
        ("sts:AssumeRoot", "arn:aws:iam::111122223333:root", None),
        ("iam:GetDelegationRequest", "arn:aws:iam::111122223333:delegation-request/a", None),
        ("iam:GetUser", "arn:aws:iam::111122223333:*", None),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:*", None),
        ("dynamodb:GetItem", "arn:aws:dynamodb:eu-west-1:111122223333:table/t", None),
        (
            "dynamodb:GetItem",
            "arn:aws:dynamodb:eu-west-1:111122223333:table/t/index/i",
            Some("ACTION_WITHOUT_RESOURCE"),
        ),
        ("dynamodb:Query", "arn:aws:dynamodb:eu-west-1:111122223333:table/t/index/i", None),
        ("s3:ListBucket", "arn:aws:s3:::b/*", Some("ACTION_WITHOUT_RESOURCE")),
        ("s3:ListBucket", "arn:aws:s3:::b/", Some("ACTION_WITHOUT_RESOURCE")),
        ("s3:ListBucket", "arn:aws:s3:::b*", None),
        ("s3:ListBucket", "arn:aws:s3:::${aws:PrincipalTag/bucket}", None),
        ("s3:GetObject", "arn:aws:s3:::b", Some("ACTION_WITHOUT_RESOURCE")),
        ("s3:GetObject", "arn:aws:s3:::b*", None),
        ("s3:List*", "arn:aws:s3:::b/*", None),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::*", None),
        ("s3:ListAllMyBuckets", "arn:aws:s3:::b", Some("ACTION_WITHOUT_RESOURCE")),
        ("s3:GetObject", "arn:aws:s3::111122223333:accesspoint/abc.mrap/object/*", None),
        ("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:fuction:*", Some("ACTION_WITHOUT_RESOURCE")),
        ("kms:Decrypt", "arn:aws:kms:eu-west-1:111122223333:keys/*", Some("ACTION_WITHOUT_RESOURCE")),
        (
            "ecr:GetAuthorizationToken",
            "arn:aws:ecr:eu-west-1:111122223333:repository/r",
            Some("ACTION_WITHOUT_RESOURCE"),
        ),
        ("cloudformation:CreateChangeSet", "arn:aws:cloudformation:*:aws:transform/Serverless-2016-10-31", None),
        ("swf:CountOpenWorkflowExecutions", "arn:aws:swf:us-east-1:111122223333:/domain/d", None),
        ("kinesisvideo:ConnectAsMaster", "arn:aws:kinesisvideo:*:*:channel/${credentials-iot:ThingName}/*", None),
        ("lambda:InvokeFunction", "arn:aws:lambda:eu-west-1:111122223333:function:f:live", None),
        ("execute-api:Invoke", "arn:aws:execute-api:us-east-1:111122223333:api/*", None),
        ("logs:PutLogEvents", "arn:aws:logs:eu-west-1:111122223333:log-group:/app:*", None),
        ("sts:AssumeRole", "arn:aws:iam::111122223333:role/app", None),
    ] {
        let statement = format!(r#""Action":"{action}","Resource":"{arn}""#);
        assert_eq!(codes(&statement), Vec::from_iter(code), "{action} {arn}");
    }
    // One matching resource is enough. `NotResource` and `NotAction` are not checked.
    for statement in [
        r#""Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"]"#,
        r#""Action":"s3:GetObject","NotResource":"arn:aws:s3:::b""#,
        r#""NotAction":"s3:ListBucket","Resource":"arn:aws:s3:::b/*""#,
        r#""Action":"s3:ListBucket","Resource":["arn:aws:s3:::b/*","*"]"#,
    ] {
        let found = codes(statement);
        assert!(!found.contains(&"ACTION_WITHOUT_RESOURCE"), "{statement}: {found:?}");
    }
}

#[test]
fn actions_without_resources_share_one_finding() {
    let report = check(
        r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Resource":"arn:aws:s3:::b/*",
            "Action":["s3:ListAllMyBuckets","s3:GetObject","dynamodb:ListTables","kms:ListKeys","lambda:ListFunctions","iam:ListRoles"]}]}"#,
    );
    let [finding] = report.findings() else { panic!("{report}") };
    insta::assert_snapshot!(finding.message(), @"`s3:ListAllMyBuckets` has no resource types, nor have `dynamodb:ListTables`, `kms:ListKeys`, `lambda:ListFunctions` and 1 more: must be allowed on `*`");
}

#[test]
fn checks_condition_keys() {
    let with = |condition: &str| {
        findings(&format!(r#""Action":"s3:ListBucket","Resource":"arn:aws:s3:::b","Condition":{{{condition}}}"#))
    };
    for (condition, code, help) in [
        (
            r#""StringEquals":{"aws:PrincipalOrgId2":"o-1"}"#,
            "INVALID_GLOBAL_CONDITION_KEY",
            "did you mean `aws:PrincipalOrgID`?",
        ),
        (
            r#""StringEquals":{"aws:PrincipleTag/team":"a"}"#,
            "INVALID_GLOBAL_CONDITION_KEY",
            "did you mean `aws:PrincipalTag/team`?",
        ),
        (r#""StringLike":{"s3:prefx":"a/*"}"#, "INVALID_SERVICE_CONDITION_KEY", "did you mean `s3:prefix`?"),
        (r#""StringLike":{"s4:prefix":"a/*"}"#, "INVALID_SERVICE", "did you mean `s3:prefix`?"),
        (
            r#""StringEquals":{"dynamodb:Select":"COUNT"}"#,
            "UNSUPPORTED_ACTION_FOR_CONDITION_KEY",
            "use actions that have the key, such as `dynamodb:",
        ),
        (
            r#""NumericEquals":{"s3:prefix":1}"#,
            "TYPE_MISMATCH",
            "use an operator such as `StringEquals` or `StringLike`",
        ),
        (r#""ArnLike":{"s3:prefix":"a/*"}"#, "TYPE_MISMATCH", "use an operator"),
        (r#""StringEquals":{"aws:MultiFactorAuthPresent":"yes"}"#, "TYPE_MISMATCH", "use an operator such as `Bool`"),
        (
            r#""StringEquals":{"aws:CalledVia":"athena.amazonaws.com"}"#,
            "MISSING_QUALIFIER",
            "write `ForAnyValue:StringEquals`",
        ),
        (
            r#""ForAllValues:StringLikeIfExists":{"s3:prefix":"a/*"}"#,
            "FORALLVALUES_WITH_SINGLE_VALUED_KEY",
            "write `StringLikeIfExists`",
        ),
        (
            r#""StringEquals":{"aws:RequestedRegion":["eu-west-1","eu-west-7"]}"#,
            "INVALID_REGION",
            "did you mean `eu-west-1`?",
        ),
        (r#""StringLike":{"aws:RequestedRegion":"europe-*"}"#, "INVALID_REGION", "write the code"),
    ] {
        let [(found_code, found_help)] =
            with(condition).try_into().unwrap_or_else(|found| panic!("{condition}: {found:?}"));
        assert_eq!(found_code, code, "{condition}");
        assert!(found_help.as_deref().unwrap().starts_with(help), "{condition}: {found_help:?}");
    }
    for condition in [
        r#""StringLike":{"S3:Prefix":"a/*"}"#,
        r#""StringEquals":{"AWS:principaltag/Team":"a"}"#,
        r#""Null":{"aws:CalledVia":"true"}"#,
        r#""StringEquals":{"cognito-identity.amazonaws.com:sub":"eu-west-1:x"}"#,
        r#""StringEquals":{"saml:sub":"x"}"#,
        r#""StringEquals":{"credentials-iot:ThingName":"x"}"#,
        r#""DateGreaterThan":{"aws:PrincipalTag/until":"2030-01-01"}"#,
        r#""StringNotEquals":{"aws:SourceIp":"${aws:VpcSourceIp}"}"#,
        r#""ArnLike":{"aws:PrincipalTag/function":"arn:aws:lambda:*:111122223333:function:app"}"#,
        r#""StringEquals":{"aws:MultiFactorAuthPresent":"true"}"#,
        r#""StringEquals":{"aws:PrincipalArn":"arn:aws:iam::111122223333:role/app"}"#,
        r#""StringLike":{"aws:RequestedRegion":["eu-*","${aws:PrincipalTag/region}"]}"#,
        r#""StringEquals":{"saml:aud":"https://signin.aws.amazon.com/saml"}"#,
        r#""StringEquals":{"idp.example.com:sub":"a"}"#,
        r#""StringNotEquals":{"aws:PrincipalOrgMasterAccountId":"111122223333"}"#,
        r#""DateGreaterThan":{"aws:EpochTime":"1700000000"}"#,
        r#""NumericGreaterThan":{"aws:EpochTime":"1700000000"}"#,
    ] {
        assert!(with(condition).is_empty(), "{condition}: {:?}", with(condition));
    }
    // Only some of the actions support the key.
    let some = r#""Action":["s3:GetObject","s3:ListBucket"],"Resource":["arn:aws:s3:::b","arn:aws:s3:::b/*"],"Condition":{"StringLike":{"s3:prefix":"a/*"}}"#;
    assert_eq!(codes(some), ["ACTION_WITHOUT_CONDITION_KEY"]);
}

#[test]
fn checks_policy_variables() {
    let with = |name: &str| findings(&format!(r#""Action":"s3:GetObject","Resource":"arn:aws:s3:::b/${{{name}}}/*""#));
    for (name, help) in [
        ("aws:usrid", "did you mean `${aws:userid}`?"),
        ("aws:PrincipalTags/team", "did you mean `${aws:PrincipalTag/team}`?"),
        ("userid", "did you mean `${aws:userid}`?"),
        ("aw:userid", "did you mean `${aws:userid}`?"),
    ] {
        assert_eq!(with(name), [("UNKNOWN_POLICY_VARIABLE", Some(help.to_owned()))], "{name}");
    }
    for name in
        ["aws:userid", "AWS:PrincipalTag/a b", "cognito-identity.amazonaws.com:sub", "saml:sub", "s3:prefix", "*"]
    {
        let found = with(name);
        assert!(!found.iter().any(|(code, _)| *code == "UNKNOWN_POLICY_VARIABLE"), "{name}: {found:?}");
    }
}

#[test]
fn findings_have_the_date_of_the_reference() {
    let report =
        check(r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":["s3:Nope","s3"],"Resource":"*"}}"#);
    let dates: Vec<_> =
        report.findings().iter().map(|finding| (finding.code().as_str(), finding.reference_date())).collect();
    let date = Reference::embedded().data_date();
    assert_eq!(dates, [("INVALID_ACTION_FORMAT", None), ("INVALID_ACTION", Some(date))]);
    assert!(report.to_string().ends_with(&format!("(according to AWS's service reference of {date})")), "{report}");
}

#[test]
fn a_checker_can_omit_or_replace_the_reference() {
    let text =
        r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"s3:Nope","Resource":"arn:aws:s3:::b"}}"#;
    assert_eq!(Checker::session().check(text).count(Severity::Error), 1);
    assert!(Checker::session().without_reference().check(text).is_clean());
    let copy = Reference::from_bytes(Reference::embedded().as_bytes().to_vec()).unwrap();
    assert_eq!(Checker::session().reference(copy).check(text).count(Severity::Error), 1);
}

#[test]
fn operators_agree_with_the_reference() {
    let family = |family| match family {
        OperatorFamily::String => Some("String"),
        OperatorFamily::Numeric => Some("Numeric"),
        OperatorFamily::Date => Some("Date"),
        OperatorFamily::Bool => Some("Bool"),
        OperatorFamily::Binary => Some("Binary"),
        OperatorFamily::IpAddress => Some("IPAddress"),
        OperatorFamily::Arn => Some("ARN"),
        _ => None,
    };
    let ours: Vec<_> = Operator::ALL
        .iter()
        .map(|operator| (operator.as_str(), family(operator.family()), operator.takes_wildcards()))
        .collect();
    let reference = Reference::embedded();
    let listed: Vec<_> = reference
        .condition_operators()
        .map(|operator| (operator.name(), operator.value_type().map(|one| one.as_str()), operator.takes_wildcards()))
        .collect();
    assert_eq!(ours, listed);
    assert_eq!(reference.action("s3", "GetObject").unwrap().access_level(), AccessLevel::Read);
}
