//! The parameters that each operation sends.

use std::time::Duration;

use sts_policy::request::PolicyArns;
use sts_token::{
    ContextProviderArn, EncodedMessage, ExternalId, IdentityProviderId, MfaCode, MfaSerial, MinimumSessionTokenSize,
    ProvidedContext, ProvidedContexts, SamlAssertion, SamlProviderArn, SessionDuration, SessionTag, SessionTags,
    SourceIdentity, WebIdentityToken,
};

use crate::server::{Response, Server, credentials, name, policy, role, session, valid_response};

const POLICY: &str = r#"Policy={"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bkt1/tenant-a/*"}]}"#;

fn response(operation: &str, elements: &str) -> Response {
    Response::Body(
        200,
        format!(
            "<{operation}Response xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><{operation}Result>{elements}\
             </{operation}Result></{operation}Response>"
        ),
    )
}

fn credentials_response(operation: &str, more_elements: &str) -> Response {
    response(operation, &(credentials("2100-01-01T00:00:00Z") + more_elements))
}

fn one_hour() -> Duration {
    Duration::from_secs(3_600)
}

fn mfa() -> (MfaSerial, MfaCode) {
    (MfaSerial::new("arn:aws:iam::111122223333:mfa/bob").unwrap(), MfaCode::new("123456").unwrap())
}

const ROLE_USER: &str = "<AssumedRoleUser><AssumedRoleId>AROA:tenant-a</AssumedRoleId>\
    <Arn>arn:aws:sts::111122223333:assumed-role/reader/tenant-a</Arn></AssumedRoleUser><PackedPolicySize>16</PackedPolicySize>";

#[tokio::test]
async fn get_federation_token_sends_all_parameters() {
    let server = Server::start([valid_response()]).await;
    let tags = [SessionTag::new("team", "a b").unwrap(), SessionTag::new("stage", "").unwrap()];
    server
        .client()
        .get_federation_token(name())
        .policy(policy())
        .policy_arns(PolicyArns::new(["arn:aws:iam::aws:policy/ReadOnlyAccess"]).unwrap())
        .duration(SessionDuration::new(one_hour()).unwrap())
        .tags(SessionTags::new(tags).unwrap())
        .minimum_session_token_size(MinimumSessionTokenSize::new(4_096).unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(
        server.form_fields(),
        [
            "Action=GetFederationToken",
            "DurationSeconds=3600",
            "MinimumSessionTokenSize=4096",
            "Name=tenant-a",
            POLICY,
            "PolicyArns.member.1.arn=arn:aws:iam::aws:policy/ReadOnlyAccess",
            "Tags.member.1.Key=team",
            "Tags.member.1.Value=a b",
            "Tags.member.2.Key=stage",
            "Tags.member.2.Value=",
        ]
    );
    server.client().get_federation_token(name()).without_policy().send().await.unwrap();
    assert_eq!(server.form_fields(), ["Action=GetFederationToken", "Name=tenant-a"]);
}

#[tokio::test]
async fn get_session_token_sends_all_parameters() {
    let server = Server::start([credentials_response(
        "GetSessionToken",
        "<SessionTokenUtilization>8</SessionTokenUtilization><SessionTokenSize>356</SessionTokenSize>",
    )])
    .await;
    let (serial, code) = mfa();
    let request =
        server.client().get_session_token().mfa(serial, code).duration(SessionDuration::new(one_hour()).unwrap());
    let token = request.send().await.unwrap();
    assert_eq!(token.principal(), None);
    assert_eq!(token.packed_policy_size(), None);
    assert_eq!(token.estimate(), None);
    assert_eq!(token.session_token_size(), Some(356));
    assert_eq!(
        server.form_fields(),
        [
            "Action=GetSessionToken",
            "DurationSeconds=3600",
            "SerialNumber=arn:aws:iam::111122223333:mfa/bob",
            "TokenCode=123456"
        ]
    );
}

#[tokio::test]
async fn assume_role_sends_all_parameters() {
    let server = Server::start([credentials_response(
        "AssumeRole",
        &format!("{ROLE_USER}<SourceIdentity>bob</SourceIdentity>"),
    )])
    .await;
    let (serial, code) = mfa();
    let tags = [SessionTag::new("team", "a").unwrap().transitive(), SessionTag::new("stage", "test").unwrap()];
    let provider = ContextProviderArn::new("arn:aws:iam::aws:contextProvider/IdentityCenter").unwrap();
    let token = server
        .client()
        .assume_role(role(), session())
        .policy(policy())
        .duration(SessionDuration::chained(one_hour()).unwrap())
        .tags(SessionTags::new(tags).unwrap())
        .external_id(ExternalId::new("customer:4711").unwrap())
        .mfa(serial, code)
        .source_identity(SourceIdentity::new("bob").unwrap())
        .provided_contexts(ProvidedContexts::new([ProvidedContext::new(provider, "an assertion").unwrap()]).unwrap())
        .send()
        .await
        .unwrap();
    assert_eq!(token.source_identity(), Some("bob"));
    assert_eq!(token.principal().unwrap().id(), "AROA:tenant-a");
    assert_eq!(
        server.form_fields(),
        [
            "Action=AssumeRole",
            "DurationSeconds=3600",
            "ExternalId=customer:4711",
            POLICY,
            "ProvidedContexts.member.1.ContextAssertion=an assertion",
            "ProvidedContexts.member.1.ProviderArn=arn:aws:iam::aws:contextProvider/IdentityCenter",
            "RoleArn=arn:aws:iam::111122223333:role/reader",
            "RoleSessionName=tenant-a",
            "SerialNumber=arn:aws:iam::111122223333:mfa/bob",
            "SourceIdentity=bob",
            "Tags.member.1.Key=team",
            "Tags.member.1.Value=a",
            "Tags.member.2.Key=stage",
            "Tags.member.2.Value=test",
            "TokenCode=123456",
            "TransitiveTagKeys.member.1=team",
        ]
    );
}

#[tokio::test]
async fn assume_role_with_web_identity_sends_an_unsigned_request() {
    let identity = "<SubjectFromWebIdentityToken>amzn1.account</SubjectFromWebIdentityToken><Provider>www.amazon.com</Provider>\
        <Audience>client</Audience>";
    let server =
        Server::start([credentials_response("AssumeRoleWithWebIdentity", &format!("{ROLE_USER}{identity}"))]).await;
    // The operation needs no credentials, so none are resolved.
    let config = crate::faults::without_credentials(server.config());
    let token = sts_token::Client::new(&config)
        .assume_role_with_web_identity(role(), session(), WebIdentityToken::new("eyJhbGciOi.x.y").unwrap())
        .policy(policy())
        .provider(IdentityProviderId::new("www.amazon.com").unwrap())
        .send()
        .await
        .unwrap();
    let identity = token.verified_identity().unwrap();
    assert_eq!(identity.subject.as_deref(), Some("amzn1.account"));
    assert_eq!(identity.issuer.as_deref(), Some("www.amazon.com"));
    assert_eq!(identity.audience.as_deref(), Some("client"));
    assert_eq!(
        server.form_fields(),
        [
            "Action=AssumeRoleWithWebIdentity",
            POLICY,
            "ProviderId=www.amazon.com",
            "RoleArn=arn:aws:iam::111122223333:role/reader",
            "RoleSessionName=tenant-a",
            "WebIdentityToken=eyJhbGciOi.x.y",
        ]
    );
    assert!(!server.requests()[0].to_ascii_lowercase().contains("authorization:"));
}

#[tokio::test]
async fn assume_role_with_saml_sends_all_parameters() {
    let identity = "<Subject>bob</Subject><SubjectType>persistent</SubjectType><Issuer>https://idp.example.com</Issuer>\
        <Audience>https://signin.aws.amazon.com/saml</Audience><NameQualifier>SbdGOnUkh1i4</NameQualifier>";
    let server = Server::start([credentials_response("AssumeRoleWithSAML", &format!("{ROLE_USER}{identity}"))]).await;
    let provider = SamlProviderArn::new("arn:aws:iam::111122223333:saml-provider/directory").unwrap();
    let token = server
        .client()
        .assume_role_with_saml(role(), provider, SamlAssertion::new("PHNhbWw+").unwrap())
        .without_policy()
        .duration(SessionDuration::new(one_hour()).unwrap())
        .send()
        .await
        .unwrap();
    let identity = token.verified_identity().unwrap();
    assert_eq!(identity.subject_type.as_deref(), Some("persistent"));
    assert_eq!(identity.name_qualifier.as_deref(), Some("SbdGOnUkh1i4"));
    assert_eq!(
        server.form_fields(),
        [
            "Action=AssumeRoleWithSAML",
            "DurationSeconds=3600",
            "PrincipalArn=arn:aws:iam::111122223333:saml-provider/directory",
            "RoleArn=arn:aws:iam::111122223333:role/reader",
            "SAMLAssertion=PHNhbWw+",
        ]
    );
}

#[tokio::test]
async fn get_caller_identity_returns_the_caller() {
    let elements = "<Arn>arn:aws:iam::111122223333:user/bob</Arn><UserId>AIDA</UserId><Account>111122223333</Account>";
    let server = Server::start([response("GetCallerIdentity", elements)]).await;
    let caller = server.client().get_caller_identity().send().await.unwrap();
    assert_eq!(caller.arn, "arn:aws:iam::111122223333:user/bob");
    assert_eq!((caller.account.as_str(), caller.user_id.as_str()), ("111122223333", "AIDA"));
    assert_eq!(server.form_fields(), ["Action=GetCallerIdentity"]);
}

#[tokio::test]
async fn decode_authorization_message_returns_the_message() {
    let elements = "<DecodedMessage>{&quot;allowed&quot;:false}</DecodedMessage>";
    let server = Server::start([response("DecodeAuthorizationMessage", elements)]).await;
    let message = EncodedMessage::new("ewmDAF1C").unwrap();
    assert_eq!(server.client().decode_authorization_message(message).send().await.unwrap(), r#"{"allowed":false}"#);
    assert_eq!(server.form_fields(), ["Action=DecodeAuthorizationMessage", "EncodedMessage=ewmDAF1C"]);
}
