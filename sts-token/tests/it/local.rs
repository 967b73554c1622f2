//! Requests that are rejected before they are sent.

use sts_policy::request::PolicyArns;
use sts_policy::{Policy, SessionPolicy, Statement};
use sts_token::{Client, ErrorKind, Operation, SessionTag, SessionTags};

use crate::server::{CALLERS_TOKEN, Server, name, policy, provider, role, session, valid_response};

#[tokio::test]
async fn session_credentials_cannot_federate() {
    let server = Server::start([valid_response()]).await;
    let config = server.config().credentials_provider(provider(Some(CALLERS_TOKEN))).build();
    for client in [Client::new(&config), Client::from(aws_sdk_sts::Client::new(&config))] {
        let error = client.get_federation_token(name()).policy(policy()).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LongTermCredentialsRequired, "{error:?}");
        assert_eq!(error.operation(), Some(Operation::GetFederationToken));
        assert!(error.response().is_none());
        assert_eq!(
            error.to_string(),
            "GetFederationToken requires the long-term credentials of a user, but the caller has temporary ones; use an access key \
             of a user, or assume a role instead"
        );
        let error = client.get_session_token().send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LongTermCredentialsRequired);
    }
    assert!(server.requests().is_empty());
    // AssumeRole accepts session credentials.
    let _ = Client::new(&config).assume_role(role(), session()).policy(policy()).send().await;
    assert!(!server.requests().is_empty());
}

#[tokio::test]
async fn rejects_an_empty_list_of_managed_policies_as_the_only_scope() {
    let server = Server::start([valid_response()]).await;
    let empty = PolicyArns::default();
    let error = server.client().assume_role(role(), session()).policy_arns(empty.clone()).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "no managed session policies: must be at least 1 without an inline policy; add an ARN, or use `without_policy`"
    );
    assert!(server.requests().is_empty());
    let request = server.client().get_federation_token(name()).policy(policy()).policy_arns(empty);
    assert!(request.send().await.is_ok());
}

/// Returns an inline policy of a size in bytes.
fn policy_of_size(bytes: usize) -> SessionPolicy {
    let json = |length: usize| {
        let resources =
            [1_000, length.saturating_sub(1_000)].map(|length| format!("arn:aws:s3:::b/{}", "x".repeat(length)));
        Policy::builder().statement(Statement::allow(["s3:GetObject"]).resources(resources)).build().unwrap().to_json()
    };
    let text = json(1_001 + bytes - json(1_001).len());
    assert_eq!(text.len(), bytes);
    SessionPolicy::from_json(&text).unwrap()
}

#[tokio::test]
async fn an_inline_policy_and_managed_policy_arns_share_2048_bytes() {
    let server = Server::start([valid_response()]).await;
    let arn = "arn:aws:iam::111122223333:policy/reader";
    let arns = || PolicyArns::new([arn]).unwrap();
    let fits = policy_of_size(2_048 - arn.len());
    assert!(server.client().get_federation_token(name()).policy(fits).policy_arns(arns()).send().await.is_ok());
    let over = policy_of_size(2_049 - arn.len());
    let error = server.client().get_federation_token(name()).policy_arns(arns()).policy(over).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "the inline policy of 2,010 bytes and the managed policy ARNs of 39 have 2,049 bytes: must be at most 2,048; shorten \
         the policy, or use fewer managed policies"
    );
    assert_eq!(server.requests().len(), 1);
}

#[tokio::test]
async fn rejects_transitive_tags_outside_assume_role() {
    let server = Server::start([valid_response()]).await;
    let tags = SessionTags::new([SessionTag::new("team", "a").unwrap().transitive()]).unwrap();
    let error = server.client().get_federation_token(name()).policy(policy()).tags(tags).send().await.unwrap_err();
    assert_eq!(
        error.to_string(),
        "session tag `team` is transitive: must not be transitive for `GetFederationToken`; remove `transitive`"
    );
    assert!(server.requests().is_empty());
}

#[tokio::test]
async fn rejects_a_likely_too_large_request_only_if_enabled() {
    let server = Server::start([valid_response()]).await;
    let pairs = (0..50).map(|index| (format!("key-{index}-{}", "k".repeat(40)), "v".repeat(200)));
    let tags = SessionTags::from_pairs(pairs).unwrap();
    let request = || server.client().get_federation_token(name()).policy(policy()).tags(tags.clone());
    let error = request().refuse_likely_too_large().send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::PackedPolicyLikelyTooLarge, "{error:?}");
    let estimate = error.estimate().unwrap();
    assert!(estimate.low() > 100.0);
    assert_eq!(
        error.to_string(),
        format!(
            "the packed size of policies and session tags likely exceeds the limit, estimated at {estimate}, so the request was \
             not sent; shorten the policy, or use fewer session tags and managed policies"
        )
    );
    assert!(server.requests().is_empty());
    assert_eq!(request().send().await.unwrap().estimate(), Some(estimate));
    assert!(
        server.client().get_federation_token(name()).policy(policy()).refuse_likely_too_large().send().await.is_ok()
    );
}
