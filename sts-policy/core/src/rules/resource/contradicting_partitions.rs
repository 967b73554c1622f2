//! Checks of ARNs of different partitions in one policy.
//!
//! A partition is a world of its own: no request is about resources of two, and no session is.

use std::collections::{BTreeMap, HashSet};

use crate::diagnostics::{Finding, quote};
use crate::document::{Document, List, StatementView, element};
use crate::grammar::arn::{self, Arn};
use crate::json::Node;
use crate::json::Part;
use crate::model::OperatorFamily;
use crate::rules::context::Context;
use crate::rules::places::{Place, texts};
use crate::rules::rule;
use crate::value::Partition;

rule! {
    CONTRADICTING_PARTITIONS {
        severity: Suggestion,
        origin: Ours,
        scope: All,
        reference: false,
        macros: Comparison,
        summary: "the ARNs of a policy are of different partitions",
        why: "A partition, such as `aws`, `aws-cn` or `aws-us-gov`, is a world of its own: a session is of one, and no resource of another matches. A policy for several names each resource once for each partition, or writes `*` for it.",
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

/// The ARNs of a partition.
struct Members<'a> {
    count: usize,
    /// Where the first one stands: the number of the statement, and the place in it.
    first: (usize, Place<'a>),
    /// What the ARNs name, but for the partition, and for region and account, which differ with it.
    names: HashSet<(&'a str, &'a str)>,
}

/// One finding for a policy, at the first ARN of the partition that has fewest.
pub(crate) fn check(document: &Document<'_>, cx: &mut Context<'_, '_>) {
    // Nearly all policies are of one partition.
    let mut partitions = document.statements.iter().flat_map(plain_texts).filter_map(partition_of);
    let Some(partition) = partitions.next() else { return };
    if partitions.all(|other| other == partition) {
        return;
    }
    let mut partitions: BTreeMap<&str, Members<'_>> = BTreeMap::new();
    for (statement, place, arn) in self::arns(document) {
        let members = partitions.entry(arn.partition).or_insert_with(|| Members {
            count: 0,
            first: (statement, place),
            names: HashSet::new(),
        });
        members.count += 1;
        members.names.insert((arn.service, arn.resource));
    }
    let mut partitions: Vec<(&str, Members<'_>)> = partitions.into_iter().collect();
    // The greatest first; of equal ones, that which stands first.
    partitions.sort_by_key(|(partition, members)| (usize::MAX - members.count, first_position(document, partition)));
    // Values under other operators were no more than looked at.
    let [(most, majority), .., (least, minority)] = partitions.as_slice() else { return };
    // Who writes each resource once for each partition means it.
    if partitions.iter().all(|(_, members)| members.names == majority.names) {
        return;
    }
    let (number, place) = minority.first;
    let (_, other) = majority.first;
    let Some(statement) = document.statements.get(number) else { return };
    let cx = &mut cx.key(element::STATEMENT);
    let pointer = place.pointer(&cx.path.item(statement.index));
    let message = format!(
        "{} is in partition `{least}`, but {} of the same policy in `{most}`, and no request reaches both",
        quote(place.text),
        quote(other.text)
    );
    let finding = Finding::new(CONTRADICTING_PARTITIONS, pointer, Part::Value, message);
    cx.report(
        finding
            .with_help("write all ARNs for the partition of the account; or `arn:*:…` where the policy is for several"),
    );
}

/// The texts that may be ARNs, without their places.
fn plain_texts<'s>(statement: &'s StatementView<'_>) -> impl Iterator<Item = &'s str> {
    let lists = [statement.resource, statement.not_resource].into_iter().flatten();
    let values = statement.conditions.iter().flatten().flat_map(|block| block.entries.iter());
    lists.chain(values.map(|member| List::new(&member.value))).flat_map(List::nodes).filter_map(Node::as_str)
}

fn partition_of(text: &str) -> Option<&str> {
    let (partition, _) = text.strip_prefix(arn::PREFIX)?.split_once(':')?;
    // What is no partition is another mistake, or newer than this crate.
    Partition::known(partition).map(Partition::as_str)
}

fn first_position(document: &Document<'_>, partition: &str) -> Option<usize> {
    arns(document).position(|(_, _, arn)| arn.partition == partition)
}

/// The ARNs whose partition is known, each with the number of its statement.
fn arns<'d>(document: &'d Document<'_>) -> impl Iterator<Item = (usize, Place<'d>, Arn<'d>)> {
    document
        .statements
        .iter()
        .enumerate()
        .flat_map(|(number, statement)| of_statement(statement).map(move |(place, arn)| (number, place, arn)))
}

fn of_statement<'s>(statement: &'s StatementView<'_>) -> impl Iterator<Item = (Place<'s>, Arn<'s>)> {
    texts(statement, &[OperatorFamily::Arn]).filter_map(|place| {
        let arn = arn::parse(place.text).ok()?;
        Partition::known(arn.partition).map(|_| (place, arn))
    })
}

#[cfg(test)]
mod tests {
    use crate::{Checker, code};

    fn places(statements: &str) -> Vec<String> {
        let text = format!(r#"{{"Version":"2012-10-17","Statement":[{statements}]}}"#);
        let report = Checker::session().check(&text);
        let found = report.findings().iter().filter(|finding| finding.code() == code::CONTRADICTING_PARTITIONS);
        found.map(|finding| finding.pointer().to_string()).collect()
    }

    fn of(resources: &[&str]) -> Vec<String> {
        let resources = resources.join(r#"",""#);
        places(&format!(r#"{{"Effect":"Allow","Action":"s3:GetObject","Resource":["{resources}"]}}"#))
    }

    #[test]
    fn the_partition_that_has_fewest() {
        assert_eq!(of(&["arn:aws-cn:s3:::a", "arn:aws:s3:::b", "arn:aws:s3:::c"]), ["/Statement/0/Resource/0"]);
        assert_eq!(of(&["arn:aws-cn:s3:::a", "arn:aws:s3:::b"]), ["/Statement/0/Resource/1"]);
        assert_eq!(of(&["arn:aws:s3:::b", "arn:aws-cn:s3:::a"]), ["/Statement/0/Resource/1"]);
        let several = ["arn:aws:s3:::a", "arn:aws-cn:s3:::b", "arn:aws-us-gov:s3:::c", "arn:aws:s3:::d"];
        assert_eq!(of(&several), ["/Statement/0/Resource/2"]);
    }

    #[test]
    fn across_statements_and_conditions() {
        let allow = |resource: &str, condition: &str| {
            format!(
                r#"{{"Effect":"Allow","Action":"s3:GetObject","NotResource":"{resource}","Condition":{{{condition}}}}}"#
            )
        };
        let principal = r#""ArnNotLike":{"aws:PrincipalArn":["arn:aws:iam::111122223333:role/a"]}"#;
        let first = allow("arn:aws-cn:s3:::a", "");
        assert_eq!(
            places(&format!("{first},{}", allow("arn:aws-cn:s3:::b", principal))),
            ["/Statement/1/Condition/ArnNotLike/aws:PrincipalArn/0"]
        );
        let text = principal.replace("ArnNotLike", "StringNotLike");
        assert!(places(&format!("{first},{}", allow("arn:aws-cn:s3:::b", &text))).is_empty());
    }

    #[test]
    fn what_is_meant_for_several_is_right() {
        assert!(of(&["arn:aws:s3:::a/*", "arn:aws-cn:s3:::a/*", "arn:aws-us-gov:s3:::a/*"]).is_empty());
        assert!(of(&["arn:aws:sqs:eu-west-1:111122223333:a", "arn:aws-cn:sqs:cn-north-1:444455556666:a"]).is_empty());
        assert!(of(&["arn:aws:s3:::a", "arn:*:s3:::b", "arn:aws*:s3:::b", "*"]).is_empty());
        assert!(of(&["arn:aws:s3:::a", "arn:${aws:PrincipalTag/partition}:s3:::b"]).is_empty());
        assert!(of(&["arn:aws:s3:::a", "arn:aw:s3:::b"]).is_empty());
    }
}
