//! Responses of STS and of compatible servers.

use std::time::{Duration, SystemTime};

use aws_credential_types::provider::ProvideCredentials;
use sts_policy::packed::{Calibration, Refusal};
use sts_token::{Error, ErrorKind, Principal, SessionTags};

use crate::server::{
    Response, SECRET, Server, TOKEN, credentials, error, federated, name, policy, role, session, valid_response,
};

fn at(seconds: u64, nanoseconds: u32) -> SystemTime {
    SystemTime::UNIX_EPOCH + Duration::new(seconds, nanoseconds)
}

async fn mint(response: Response) -> Result<sts_token::Token, Error> {
    let server = Server::start([response]).await;
    server.client().get_federation_token(name()).policy(policy()).send().await
}

#[tokio::test]
async fn a_token_contains_all_fields_of_the_response() {
    let token = mint(federated(&format!(
        "{}<FederatedUser><FederatedUserId>111122223333:tenant-a</FederatedUserId>\
         <Arn>arn:aws:sts::111122223333:federated-user/tenant-a</Arn></FederatedUser><PackedPolicySize>16</PackedPolicySize>\
         <SessionTokenUtilization>8</SessionTokenUtilization><SessionTokenSize>356</SessionTokenSize>",
        credentials("2100-01-01T00:00:00Z")
    )))
    .await
    .unwrap();
    assert_eq!(token.credentials().access_key_id(), "ASIAIOSFODNN7EXAMPLE");
    assert_eq!(token.credentials().expose_secret_access_key(), SECRET);
    assert_eq!(token.credentials().expose_session_token(), TOKEN);
    assert_eq!(token.expiration(), at(4_102_444_800, 0));
    assert!(!token.is_expired(Duration::from_secs(60)));
    let principal = Principal::FederatedUser {
        id: "111122223333:tenant-a".to_owned(),
        arn: "arn:aws:sts::111122223333:federated-user/tenant-a".to_owned(),
    };
    assert_eq!(token.principal(), Some(&principal));
    assert_eq!(principal.account(), Some("111122223333"));
    assert_eq!(token.packed_policy_size(), Some(16));
    assert_eq!((token.session_token_utilization(), token.session_token_size()), (Some(8), Some(356)));
    assert_eq!(token.request_id(), Some("11111111-2222-3333-4444-555555555555"));
    assert_eq!(token.estimate().unwrap().to_string(), "about 14% (10 to 18%)");

    let mut calibration = Calibration::new();
    assert_eq!(token.observe(&mut calibration), Ok(true));

    let config = token.to_sdk_config("eu-central-1");
    assert_eq!(config.region().unwrap().as_ref(), "eu-central-1");
    let sdk = config.credentials_provider().unwrap().provide_credentials().await.unwrap();
    assert_eq!(sdk.session_token(), Some(TOKEN));
    assert_eq!(sdk.expiry(), Some(token.expiration()));

    // The token does not use the credentials cache of the other configuration.
    let lazy = aws_sdk_sts::config::IdentityCache::lazy().build();
    let other = aws_types::SdkConfig::builder().identity_cache(lazy).build();
    let cache = format!("{:?}", token.to_sdk_config_like(&other).identity_cache().unwrap());
    assert!(cache.contains("NoCache"), "{cache}");
}

#[tokio::test]
async fn reads_expirations_of_every_precision() {
    for (text, time) in [
        ("2026-11-21T18:56:40Z", at(1_795_287_400, 0)),
        ("2026-11-21T18:56:40.611Z", at(1_795_287_400, 611_000_000)),
        ("2026-11-21T18:56:40.123456Z", at(1_795_287_400, 123_456_000)),
        ("2026-11-21T18:56:40.123456789Z", at(1_795_287_400, 123_456_789)),
    ] {
        assert_eq!(mint(federated(&credentials(text))).await.unwrap().expiration(), time, "{text}");
    }
}

#[tokio::test]
async fn removes_line_breaks_from_a_session_token() {
    let (first, second) = TOKEN.split_at(20);
    let broken = credentials("2100-01-01T00:00:00Z").replace(TOKEN, &format!("\n  {first}\n  {second}\n"));
    let token = mint(federated(&broken)).await.unwrap();
    assert_eq!(token.credentials().expose_session_token(), TOKEN);
    assert_eq!(token.packed_policy_size(), None);
    assert_eq!(token.principal(), None);
    let mut calibration = Calibration::new();
    assert_eq!(token.observe(&mut calibration), Ok(false));
}

/// Ceph's gateway omits the namespace and the metadata, and misspells an element.
#[tokio::test]
async fn reads_a_response_of_ceph() {
    let body = format!(
        "<AssumeRoleResponse><AssumeRoleResult><AssumedRoleUser><Arn>arn:aws:sts:::assumed-role/reader/tenant-a</Arn>\
         <AssumeRoleId>x:tenant-a</AssumeRoleId></AssumedRoleUser>{}<PackedPolicySize>0</PackedPolicySize></AssumeRoleResult>\
         </AssumeRoleResponse>",
        credentials("2100-01-01T00:00:00.123456789Z")
    );
    let server = Server::start([Response::Body(200, body)]).await;
    let token = server.client().assume_role(role(), session()).policy(policy()).send().await.unwrap();
    assert_eq!(token.packed_policy_size(), Some(0));
    assert_eq!(token.principal().unwrap().arn(), "arn:aws:sts:::assumed-role/reader/tenant-a");
    assert_eq!(token.principal().unwrap().id(), "");
    assert_eq!(token.principal().unwrap().account(), None);
}

/// moto's response has line breaks and microseconds.
#[tokio::test]
async fn reads_a_response_of_moto() {
    let body = "<AssumeRoleResponse xmlns=\"https://sts.amazonaws.com/doc/\n2011-06-15/\">\n  <AssumeRoleResult>\n    <Credentials>\n      \
        <SessionToken>FQoGZXIvYXdzEBYaDMPlZr1</SessionToken>\n      <SecretAccessKey>aJalrXUtnFEMI</SecretAccessKey>\n      \
        <Expiration>2100-11-21T19:56:40.123456Z</Expiration>\n      <AccessKeyId>ASIAUBQV7UOAEXAMPLE</AccessKeyId>\n    \
        </Credentials>\n    <AssumedRoleUser>\n      <Arn>arn:aws:sts::123456789012:assumed-role/reader/tenant-a</Arn>\n      \
        <AssumedRoleId>AROA3XFRBF535EXAMPLE:tenant-a</AssumedRoleId>\n    </AssumedRoleUser>\n    \
        <PackedPolicySize>6</PackedPolicySize>\n  </AssumeRoleResult>\n  <ResponseMetadata>\n    \
        <RequestId>c6104cbe-af31-11e0-8154-cbc7ccf896c7</RequestId>\n  </ResponseMetadata>\n</AssumeRoleResponse>";
    let server = Server::start([Response::Body(200, body.to_owned())]).await;
    let token = server.client().assume_role(role(), session()).without_policy().send().await.unwrap();
    assert_eq!(token.packed_policy_size(), Some(6));
    assert_eq!(token.credentials().access_key_id(), "ASIAUBQV7UOAEXAMPLE");
    assert_eq!(token.estimate(), None);
}

#[tokio::test]
async fn rejects_incomplete_credentials() {
    let good = credentials("2100-01-01T00:00:00Z");
    for (elements, message) in [
        (String::new(), "STS returned no usable credentials: the credentials are missing"),
        (good.replace(SECRET, ""), "STS returned no usable credentials: the secret access key is missing"),
        (
            good.replace(&format!("<SessionToken>{TOKEN}</SessionToken>"), ""),
            "STS returned no usable credentials: the session token is missing",
        ),
        (
            good.replace("<Expiration>2100-01-01T00:00:00Z</Expiration>", ""),
            "STS returned no usable credentials: the expiration is missing",
        ),
    ] {
        let error = mint(federated(&elements)).await.unwrap_err();
        assert_eq!(error.to_string(), message);
        assert_eq!(error.kind(), ErrorKind::InvalidResponse);
        assert_eq!(error.request_id(), Some("11111111-2222-3333-4444-555555555555"));
    }
}

#[tokio::test]
async fn distinguishes_all_messages_about_size() {
    let refused = mint(error(
        400,
        "PackedPolicyTooLarge",
        "Packed policy consumes 24% of allotted space, please use smaller policy.",
    ))
    .await
    .unwrap_err();
    assert_eq!(refused.kind(), ErrorKind::PackedPolicyTooLarge, "{refused:?}");
    assert_eq!(refused.packed_refusal(), Some(Refusal::Policy(24)));
    assert!(refused.estimate().is_some());
    assert_eq!(
        refused.to_string(),
        "the packed size of policies and session tags is 24% of the limit, estimated at about 14% (10 to 18%); shorten the \
         policy, or use fewer session tags and managed policies"
    );
    assert_eq!(refused.response().unwrap().code(), Some("PackedPolicyTooLarge"));
    assert_eq!(refused.request_id(), Some("11111111-2222-3333-4444-555555555555"));
    assert!(!refused.is_retryable());
    let mut calibration = Calibration::new();
    assert_eq!(refused.observe(&mut calibration), Ok(true));

    let tags = mint(error(400, "PackedPolicyTooLarge", "Packed size of session tags consumes 498% of allotted space."))
        .await
        .unwrap_err();
    assert_eq!(tags.kind(), ErrorKind::PackedPolicyTooLarge, "{tags:?}");
    assert_eq!(tags.packed_refusal(), Some(Refusal::Tags(498)));
    assert!(tags.observe(&mut calibration).is_err());

    let token = mint(error(400, "PackedPolicyTooLarge", "Serialized token too large for session")).await.unwrap_err();
    assert_eq!(token.kind(), ErrorKind::SessionTokenTooLarge, "{token:?}");
}

#[tokio::test]
async fn retries_throttling_with_status_400() {
    let throttled = error(400, "Throttling", "Rate exceeded");
    let server = Server::start([throttled.clone(), throttled.clone(), valid_response()]).await;
    assert!(server.client().get_federation_token(name()).policy(policy()).send().await.is_ok());
    assert_eq!(server.requests().len(), 3);

    let server = Server::start([throttled]).await;
    let error = server.client().get_federation_token(name()).policy(policy()).send().await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Throttled);
    assert!(error.is_retryable());
    assert_eq!(error.to_string(), "STS throttled the request; retry later: Rate exceeded");
    assert_eq!(server.requests().len(), 3);
}

#[tokio::test]
async fn reads_an_error_without_an_envelope() {
    let body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?><Error><Code>AccessDenied</Code><Message>not for you</Message>\
        <RequestId>tx00</RequestId><HostId>a-default</HostId></Error>";
    let error = mint(Response::Body(403, body.to_owned())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::AccessDenied, "{error:?}");
    assert_eq!(error.to_string(), "STS denied access: not for you");
    assert_eq!(error.response().unwrap().status(), Some(403));
}

#[tokio::test]
async fn html_with_status_500_means_unavailable() {
    let body = "<!doctype html>\n<html lang=en>\n<title>500 Internal Server Error</title>\n<h1>Internal Server Error</h1>\n<p>oops<br>";
    let error = mint(Response::Body(500, body.to_owned())).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}");
    assert!(error.is_retryable());
    assert_eq!(error.to_string(), "STS is not available; retry later: HTTP status 500 without an error code");
}

#[tokio::test]
async fn an_unknown_code_is_an_unexpected_error() {
    let error = mint(error(400, "InvalidAction", "Could not find operation")).await.unwrap_err();
    assert_eq!(error.kind(), ErrorKind::Unexpected, "{error:?}");
    let response = error.response().unwrap();
    assert_eq!(
        (response.code(), response.message(), response.status(), error.request_id()),
        (
            Some("InvalidAction"),
            Some("Could not find operation"),
            Some(400),
            Some("11111111-2222-3333-4444-555555555555")
        )
    );
    assert_eq!(error.to_string(), "unexpected response from STS: Could not find operation");
    assert!(std::error::Error::source(&error).is_some());
}

#[tokio::test]
async fn error_codes_determine_the_message() {
    for (status, code, message) in [
        (400, "MalformedPolicyDocument", "STS rejected a policy as malformed: no"),
        (
            403,
            "RegionDisabledException",
            "STS is not active in this region for the account; activate it, or use another region: no",
        ),
        (403, "ExpiredToken", "the caller's credentials have expired; renew them: no"),
        (400, "ValidationError", "STS rejected a parameter: no"),
    ] {
        assert_eq!(mint(error(status, code, "no")).await.unwrap_err().to_string(), message);
    }
}

#[tokio::test]
async fn the_estimate_of_an_error_includes_the_tags() {
    let response =
        error(400, "PackedPolicyTooLarge", "Packed policy consumes 118% of allotted space, please use smaller policy.");
    let server = Server::start([response]).await;
    let tags = SessionTags::from_pairs([("tenant", "a")]).unwrap();
    let with = server.client().get_federation_token(name()).policy(policy()).tags(tags).send().await.unwrap_err();
    assert_eq!(with.kind(), ErrorKind::PackedPolicyTooLarge, "{with:?}");
    let estimate = with.estimate().unwrap();
    assert!(estimate.tags() > 0.0);
}
