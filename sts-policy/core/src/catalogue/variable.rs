//! Policy variables.

use super::entry::entries;

entries! {
    MISSING_BRACE_IN_VARIABLE: Error, AccessAnalyzer, Session {
        "a policy variable is not closed",
        why: "IAM refuses the policy. To mean the characters `${` themselves, write `${$}{`.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
    }

    EMPTY_VARIABLE: Error, AccessAnalyzer, Session {
        "a policy variable has no name",
        why: "IAM refuses the policy.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
    }

    UNSUPPORTED_SPACE_IN_VARIABLE: Error, AccessAnalyzer, Session {
        "the name of a policy variable has a space",
        why: "IAM refuses the policy. White space may stand only around a default value.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${ aws:PrincipalTag/team }/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
    }

    MISSING_QUOTE_IN_VARIABLE: Error, AccessAnalyzer, Session {
        "the default value of a policy variable is not in single quotes",
        why: "IAM refuses the policy.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team, none}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team, 'none'}/*"
  }]
}"#,
    }

    VARIABLE_UNSUPPORTED_IN_ELEMENT: Error, AccessAnalyzer, Session {
        "a policy variable stands where IAM replaces none",
        why: "IAM replaces policy variables in the values of conditions and in `Resource`, but not in the partition or the service of an ARN. Elsewhere it takes the text as it is, or refuses it.",
        bad at "/Statement/0/Action": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:${aws:PrincipalTag/action}",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/*"
  }]
}"#,
    }

    VARIABLE_UNSUPPORTED_IN_VERSION: Error, AccessAnalyzer, Session {
        "a policy uses variables without `Version` 2012-10-17",
        why: "In the language of 2008-10-17, which is also meant where `Version` is missing, a variable is plain text: the statement matches nothing, or not what it seems to.",
        bad at "/Statement/0/Resource": r#"{
  "Version": "2008-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::reports/${aws:PrincipalTag/team}/*"
  }]
}"#,
    }

    INVALID_VARIABLE_FOR_OPERATOR: Error, AccessAnalyzer, Session {
        "a policy variable stands under an operator that takes none",
        why: "IAM replaces variables only under the operators of strings and ARNs.",
        bad at "/Statement/0/Condition/NumericEquals/s3:max-keys": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericEquals": { "s3:max-keys": "${aws:PrincipalTag/limit}" } }
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:ListBucket",
    "Resource": "arn:aws:s3:::reports",
    "Condition": { "NumericEquals": { "s3:max-keys": "10" } }
  }]
}"#,
    }
}
