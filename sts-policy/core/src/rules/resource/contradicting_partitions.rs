//! ARNs of different partitions in one policy.
//!
//! Each session and each request belongs to one partition.

use std::cmp::Reverse;
use std::collections::HashSet;

use crate::diagnostics::{Finding, Message, message, quote};
use crate::document::{Document, List, StatementView, element};
use crate::grammar::arn::{self, Arn};
use crate::json::{FindingTarget, Node};
use crate::model::OperatorFamily;
use crate::rules::context::Context;
use crate::rules::located_texts::{LocatedText, located_texts};
use crate::rules::rule;
use crate::value::Partition;

rule! {
    CONTRADICTING_PARTITIONS {
        severity: Suggestion,
        origin: Project,
        scope: All,
        reference: false,
        macros: Comparison,
        summary: "the ARNs of a policy belong to different partitions",
        why: "A session belongs to one partition, such as `aws`, `aws-cn` or `aws-us-gov`, and matches no resource of another one. A policy for several partitions names each resource once per partition, or has `*` as the partition.",
        bad at "/Statement/0/Resource/1": r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": ["arn:aws-cn:s3:::reports/*", "arn:aws:s3:::invoices/*"]
  }]
}"#,
        good: r#"{
  "Version": "2012-10-17",
  "Statement": [{
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": ["arn:aws-cn:s3:::reports/*", "arn:aws-cn:s3:::invoices/*"]
  }]
}"#,
    }
}

struct PartitionArns<'a> {
    partition: &'a str,
    count: usize,
    /// Position of the statement with the first ARN, and the ARN with its position in the statement.
    first: (usize, LocatedText<'a>),
    /// Service and resource of each ARN. Regions and accounts differ between partitions.
    names: HashSet<(&'a str, &'a str)>,
}

/// Reports one finding per policy, at the first ARN of the partition with the fewest ARNs.
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    if has_one_partition(document) {
        return;
    }
    let partitions = by_partition(document);
    // The quick check above also reads values that are not ARNs.
    let [majority, .., minority] = partitions.as_slice() else { return };
    // A policy that names the same resources in each partition is made for several partitions.
    if partitions.iter().all(|arns| arns.names == majority.names) {
        return;
    }
    let (position, located) = minority.first;
    let Some(statement) = document.statements.get(position) else { return };
    let cx = &mut cx.key(element::STATEMENT);
    let pointer = located.pointer(&cx.path.item(statement.index));
    let finding = Finding::new(CONTRADICTING_PARTITIONS, pointer, FindingTarget::Value, describe(minority, majority));
    cx.report(finding.with_help(
        "write all ARNs with the partition of the account, or `arn:*:…` in a policy for several partitions",
    ));
}

fn describe(minority: &PartitionArns<'_>, majority: &PartitionArns<'_>) -> Message {
    message!(
        "{} is in partition {}, but {} in {}: no request matches both",
        quote(minority.first.1.text),
        quote(minority.partition),
        quote(majority.first.1.text),
        quote(majority.partition)
    )
}

/// A quick check that most policies pass.
fn has_one_partition(document: &Document<'_>) -> bool {
    let mut partitions = document.statements.iter().flat_map(texts_of).filter_map(partition_of);
    let first = partitions.next();
    partitions.all(|partition| Some(partition) == first)
}

/// Returns the ARNs by partition: the partition with the most ARNs first; of equal ones, the first in the document.
fn by_partition<'d>(document: &'d Document<'_>) -> Vec<PartitionArns<'d>> {
    let mut partitions: Vec<PartitionArns<'d>> = Vec::new();
    for (position, located, arn) in arns(document) {
        let name = (arn.service, arn.resource);
        match partitions.iter_mut().find(|arns| arns.partition == arn.partition) {
            Some(arns) => {
                arns.count += 1;
                arns.names.insert(name);
            }
            None => partitions.push(PartitionArns {
                partition: arn.partition,
                count: 1,
                first: (position, located),
                names: HashSet::from([name]),
            }),
        }
    }
    partitions.sort_by_key(|arns| Reverse(arns.count));
    partitions
}

/// Returns the texts of a statement that may be ARNs, without their positions.
fn texts_of<'s>(statement: &'s StatementView<'_>) -> impl Iterator<Item = &'s str> {
    let lists = [statement.resource, statement.not_resource].into_iter().flatten();
    let values = statement.conditions.iter().flatten().flat_map(|block| block.entries.iter());
    lists.chain(values.map(|member| List::new(&member.value))).flat_map(List::nodes).filter_map(Node::as_str)
}

fn partition_of(text: &str) -> Option<&str> {
    let (partition, _) = text.strip_prefix(arn::PREFIX)?.split_once(':')?;
    // Another rule reports unknown partitions.
    Partition::by_exact_name(partition).map(Partition::as_str)
}

/// Returns the ARNs of known partitions, each with the position of its statement.
fn arns<'d>(document: &'d Document<'_>) -> impl Iterator<Item = (usize, LocatedText<'d>, Arn<'d>)> {
    document.statements.iter().enumerate().flat_map(|(position, statement)| {
        located_texts(statement, &[OperatorFamily::Arn]).filter_map(move |located| {
            let arn = arn::parse(located.text).ok()?;
            Partition::by_exact_name(arn.partition).map(|_| (position, located, arn))
        })
    })
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn pointers(statements: &str) -> Vec<String> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        let report = Checker::session().check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == code::CONTRADICTING_PARTITIONS);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    fn pointers_of(resources: &[&str]) -> Vec<String> {
        let resources = resources.join(r#"",""#);
        pointers(&format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":["{resources}"]}}"#))
    }

    #[test]
    fn reports_the_partition_with_the_fewest_arns() {
        assert_eq!(
            pointers_of(&["arn:aws-cn:s3:::a", "arn:aws:s3:::b", "arn:aws:s3:::c"]),
            ["/Statement/0/Resource/0"]
        );
        assert_eq!(pointers_of(&["arn:aws-cn:s3:::a", "arn:aws:s3:::b"]), ["/Statement/0/Resource/1"]);
        assert_eq!(pointers_of(&["arn:aws:s3:::b", "arn:aws-cn:s3:::a"]), ["/Statement/0/Resource/1"]);
        let several = ["arn:aws:s3:::a", "arn:aws-cn:s3:::b", "arn:aws-us-gov:s3:::c", "arn:aws:s3:::d"];
        assert_eq!(pointers_of(&several), ["/Statement/0/Resource/2"]);
    }

    #[test]
    fn compares_statements_and_conditions() {
        let allow = |resource: &str, condition: &str| {
            format!(
                r#"{{"Effect":"Allow","Action":"s3:GetObject","NotResource":"{resource}","Condition":{{{condition}}}}}"#
            )
        };
        let principal = r#""ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/a"]}"#;
        let first = allow("arn:aws-cn:s3:::a", "");
        assert_eq!(
            pointers(&format!("{first},{}", allow("arn:aws-cn:s3:::b", principal))),
            ["/Statement/1/Condition/ArnNotLike/aws:PrincipalArn/0"]
        );
        let text = principal.replace("ArnNotLike", "StringNotLike");
        assert!(pointers(&format!("{first},{}", allow("arn:aws-cn:s3:::b", &text))).is_empty());
    }

    #[test]
    fn accepts_policies_for_several_partitions() {
        assert!(pointers_of(&["arn:aws:s3:::a/*", "arn:aws-cn:s3:::a/*", "arn:aws-us-gov:s3:::a/*"]).is_empty());
        assert!(
            pointers_of(&["arn:aws:sqs:eu-west-1:111122223333:a", "arn:aws-cn:sqs:cn-north-1:444455556666:a"])
                .is_empty()
        );
        assert!(pointers_of(&["arn:aws:s3:::a", "arn:*:s3:::b", "arn:aws*:s3:::b", "*"]).is_empty());
        assert!(pointers_of(&["arn:aws:s3:::a", "arn:${aws:PrincipalTag/partition}:s3:::b"]).is_empty());
        assert!(pointers_of(&["arn:aws:s3:::a", "arn:aw:s3:::b"]).is_empty());
    }
}
