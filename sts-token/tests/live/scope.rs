//! Permissions of minted credentials.

use std::fmt::Debug;
use std::time::Duration;

use aws_credential_types::Credentials as SdkCredentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_sdk_s3::error::{ProvideErrorMetadata, SdkError};
use aws_sdk_s3::primitives::ByteStream;
use aws_types::SdkConfig;
use sts_policy::value::Segment;
use sts_policy::{SessionPolicy, policy};
use sts_token::{
    Client, ErrorKind, FederatedName, RoleSessionName, SessionDuration, SessionTags, Token, TokenProvider,
};

use crate::block_on;
use crate::ministack::{config, ministack, start};

/// Returns a policy that allows reading the objects of tenant A in one bucket.
fn policy() -> SessionPolicy {
    let tenant = Segment::<36>::new("tenant-a").unwrap();
    policy! { allow "s3:GetObject" on "arn:aws:s3:::bkt1/{tenant}/*"; }
}

pub(crate) fn s3(config: &SdkConfig) -> aws_sdk_s3::Client {
    aws_sdk_s3::Client::from_conf(aws_sdk_s3::config::Builder::from(config).force_path_style(true).build())
}

fn error_code<T: Debug, E: ProvideErrorMetadata + Debug, R: Debug>(result: Result<T, SdkError<E, R>>) -> String {
    result.unwrap_err().code().unwrap_or_default().to_owned()
}

async fn read(s3: &aws_sdk_s3::Client, bucket: &str, key: &str) -> String {
    let object = s3.get_object().bucket(bucket).key(key).send().await.unwrap();
    String::from_utf8(object.body.collect().await.unwrap().to_vec()).unwrap()
}

/// Asserts that credentials can read the objects of tenant A in one bucket, and nothing else.
async fn assert_reads_tenant_a(s3: &aws_sdk_s3::Client) {
    assert_eq!(read(s3, "bkt1", "tenant-a/report").await, "bkt1 tenant-a");
    assert_eq!(error_code(s3.get_object().bucket("bkt1").key("tenant-b/report").send().await), "AccessDenied");
    assert_eq!(error_code(s3.get_object().bucket("bkt2").key("tenant-a/report").send().await), "AccessDenied");
    let body = ByteStream::from_static(b"written");
    assert_eq!(
        error_code(s3.put_object().bucket("bkt1").key("tenant-a/report").body(body).send().await),
        "AccessDenied"
    );
    assert_eq!(error_code(s3.list_objects_v2().bucket("bkt2").send().await), "AccessDenied");
}

pub(crate) fn federated_users_get_only_the_permissions_of_the_policy() -> Result<(), String> {
    let server = ministack()?;
    block_on(async {
        let token = server
            .client()
            .get_federation_token(FederatedName::new("tenant-a").unwrap())
            .policy(policy())
            .duration(SessionDuration::new(Duration::from_secs(900)).unwrap())
            .send()
            .await
            .unwrap();
        assert_eq!(token.principal().unwrap().arn(), "arn:aws:sts::000000000000:federated-user/tenant-a");
        assert!(token.expires_in() <= Duration::from_secs(900) && !token.is_expired(Duration::from_secs(600)));
        assert!(token.estimate().is_some());
        assert_reads_tenant_a(&s3(&token.to_sdk_config_like(&server.config()))).await;
        let caller =
            Client::new(&token.to_sdk_config_like(&server.config())).get_caller_identity().send().await.unwrap();
        assert!(caller.arn.ends_with("federated-user/tenant-a"), "{}", caller.arn);
    });
    Ok(())
}

pub(crate) fn role_sessions_get_only_the_permissions_of_the_policy() -> Result<(), String> {
    let server = ministack()?;
    block_on(async {
        let token = server
            .client()
            .assume_role(server.role.clone(), RoleSessionName::sanitized("tenant/a"))
            .policy(policy())
            .tags(SessionTags::from_pairs([("tenant", "a")]).unwrap())
            .send()
            .await
            .unwrap();
        assert!(
            token.principal().unwrap().arn().starts_with("arn:aws:sts::000000000000:assumed-role/reader/tenant-a-")
        );
        assert_reads_tenant_a(&s3(&token.to_sdk_config_like(&server.config()))).await;
    });
    Ok(())
}

pub(crate) fn without_a_policy_a_role_session_has_all_permissions_and_a_federated_user_none() -> Result<(), String> {
    let server = ministack()?;
    block_on(async {
        let s3_with = |token: &Token| s3(&token.to_sdk_config_like(&server.config()));
        let name = FederatedName::new("tenant-a").unwrap();
        let user = server.client().get_federation_token(name).without_policy().send().await.unwrap();
        assert_eq!(
            error_code(s3_with(&user).get_object().bucket("bkt1").key("tenant-a/report").send().await),
            "AccessDenied"
        );
        let name = RoleSessionName::new("tenant-a").unwrap();
        let session = server.client().assume_role(server.role.clone(), name).without_policy().send().await.unwrap();
        assert_eq!(read(&s3_with(&session), "bkt2", "tenant-b/report").await, "bkt2 tenant-b");
    });
    Ok(())
}

pub(crate) fn recognizes_expired_and_tampered_tokens() -> Result<(), String> {
    // ministack deletes expired tokens when it creates new ones, so this test uses its own server.
    let (server, _process) = start()?;
    let [key, secret, token] = server.expiring()?;
    block_on(async {
        tokio::time::sleep(Duration::from_secs(2)).await;
        let client = |token: String| {
            Client::new(&config(
                &server.url,
                SdkCredentials::new(key.clone(), secret.clone(), Some(token), None, "test"),
            ))
        };
        let error = client(token.clone()).get_caller_identity().send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::ExpiredCredentials, "{error:?}");
        assert!(error.to_string().starts_with("the caller's credentials have expired; renew them"), "{error}");

        let name = RoleSessionName::new("tenant-a").unwrap();
        let good = server.client().assume_role(server.role.clone(), name).policy(policy()).send().await.unwrap();
        let mut tampered = good.credentials().expose_session_token().to_owned();
        let last = tampered.pop().unwrap();
        tampered.push(if last == '0' { '1' } else { '0' });
        let credentials = good.credentials();
        let (key, secret) = (credentials.access_key_id(), credentials.expose_secret_access_key());
        let config = config(&server.url, SdkCredentials::new(key, secret, Some(tampered.clone()), None, "test"));
        let error = Client::new(&config).get_caller_identity().send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::InvalidCredentials, "{error:?}");
        for text in [format!("{error:?}"), error.to_string()] {
            assert!(!text.contains(&tampered) && !text.contains(secret), "{text}");
        }
        assert_eq!(
            error_code(s3(&config).get_object().bucket("bkt1").key("tenant-a/report").send().await),
            "InvalidToken"
        );
    });
    Ok(())
}

pub(crate) fn session_credentials_cannot_federate() -> Result<(), String> {
    let server = ministack()?;
    block_on(async {
        let token = server.client().get_session_token().send().await.unwrap();
        let client = Client::new(&token.to_sdk_config_like(&server.config()));
        let name = FederatedName::new("tenant-a").unwrap();
        let error = client.get_federation_token(name).policy(policy()).send().await.unwrap_err();
        assert_eq!(error.kind(), ErrorKind::LongTermCredentialsRequired, "{error:?}");
        assert!(error.response().is_none(), "{error:?}");
    });
    Ok(())
}

pub(crate) fn the_sdk_gets_credentials_from_a_token_provider() -> Result<(), String> {
    let server = ministack()?;
    block_on(async {
        let name = RoleSessionName::new("tenant-a").unwrap();
        let provider = TokenProvider::new(server.client().assume_role(server.role.clone(), name).policy(policy()));
        let config =
            server.config().to_builder().credentials_provider(SharedCredentialsProvider::new(provider)).build();
        assert_reads_tenant_a(&s3(&config)).await;
    });
    Ok(())
}
