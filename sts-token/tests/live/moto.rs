//! moto, whose XML differs from that of AWS. It accepts almost every request.

use aws_credential_types::Credentials;
use sts_policy::SessionPolicy;
use sts_token::{Client, EncodedMessage, ErrorKind, FederatedName, RoleArn, RoleSessionName, WebIdentityToken};

use crate::block_on;
use crate::ministack::config;
use crate::python::Server;

pub(crate) fn reads_the_responses_of_moto() -> Result<(), String> {
    let arguments = |port: u16| ["-H", "127.0.0.1", "-p", &port.to_string()].map(str::to_owned).to_vec();
    let server = Server::start("moto.server", arguments, |_| Vec::new())?;
    let client =
        Client::new(&config(&server.url(), Credentials::new("AKIAIOSFODNN7EXAMPLE", "secret", None, None, "test")));
    let policy = || {
        SessionPolicy::from_json(
            r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"s3:GetObject","Resource":"arn:aws:s3:::bkt1/*"}]}"#,
        )
        .unwrap()
    };
    block_on(async {
        let name = FederatedName::new("tenant-a").unwrap();
        let token = client.get_federation_token(name).policy(policy()).send().await.unwrap();
        assert_eq!(token.packed_policy_size(), Some(6));
        assert_eq!(token.principal().unwrap().arn(), "arn:aws:sts::123456789012:federated-user/tenant-a");
        // moto returns the token of AWS's documentation, which has spaces and line breaks.
        assert!(!token.credentials().expose_session_token().contains(char::is_whitespace));

        let role = RoleArn::new("arn:aws:iam::123456789012:role/reader").unwrap();
        let session = RoleSessionName::new("tenant-a").unwrap();
        let token = client.assume_role(role.clone(), session.clone()).policy(policy()).send().await.unwrap();
        assert_eq!(token.packed_policy_size(), Some(6));
        assert_eq!(token.principal().unwrap().account(), Some("123456789012"));

        assert!(client.get_session_token().send().await.is_ok());
        assert_eq!(client.get_caller_identity().send().await.unwrap().account, "123456789012");

        let web = WebIdentityToken::new("eyJhbGciOi.x.y").unwrap();
        let token = client.assume_role_with_web_identity(role, session, web).policy(policy()).send().await.unwrap();
        assert!(token.principal().is_some());

        // moto returns HTML with status 500.
        let message = EncodedMessage::new("message").unwrap();
        let error = client.decode_authorization_message(message).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::Unavailable, "{error:?}");
    });
    Ok(())
}
