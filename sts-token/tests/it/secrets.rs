//! Errors, debug output and logs contain no secret.

use std::error::Error as _;
use std::fmt::Debug;
use std::sync::{Arc, Mutex};

use sts_token::{
    Client, ContextProviderArn, Credentials, Error, ExportFormat, MfaCode, MfaSerial, ProfileName, ProvidedContext,
    ProvidedContexts, SamlAssertion, SamlProviderArn, Token, TokenProvider, WebIdentityToken,
};

use crate::mode::is_full;
use crate::server::{
    CALLERS_SECRET, CALLERS_TOKEN, Response, SECRET, Server, TOKEN, error, name, policy, provider, role, session,
    valid_response,
};

const IDENTITY: &str = "eyJhbGciOiJSUzI1NiJ9.5ecretWebIdentityToken.c2lnbmF0dXJl";
const ASSERTION: &str = "PHNhbWxwOlJlc3BvbnNlPg5ecretSamlAssertion==";
const CONTEXT: &str = "5ecretContextAssertion+of+a+trusted+provider";
const CODE: &str = "918273";

/// Asserts that a text contains no secret and no beginning of one, because a server may truncate what it repeats.
fn assert_no_secret(text: &str) {
    for secret in [SECRET, TOKEN, CALLERS_SECRET, CALLERS_TOKEN, IDENTITY, ASSERTION, CONTEXT, CODE] {
        assert!(!text.contains(secret), "{secret} is in {text}");
        assert!(!text.contains(&secret[..secret.len().min(20)]), "the beginning of {secret} is in {text}");
    }
    assert!(!text.contains("5ecret"), "{text}");
    assert!(!text.contains("E5ession"), "{text}");
}

fn assert_debug_has_no_secret(value: &impl Debug) {
    assert_no_secret(&format!("{value:?}"));
    assert_no_secret(&format!("{value:#?}"));
}

fn assert_error_has_no_secret(error: &Error) {
    assert_debug_has_no_secret(error);
    assert_no_secret(&error.to_string());
    let mut next = error.source();
    while let Some(source) = next {
        assert_no_secret(&source.to_string());
        assert_no_secret(&format!("{source:?}"));
        next = source.source();
    }
    if let Some(response) = error.response() {
        assert_no_secret(response.message().unwrap_or_default());
        assert_no_secret(response.code().unwrap_or_default());
    }
}

/// Returns responses that repeat secrets, and malformed responses with secrets.
fn responses_with_secrets() -> Vec<Response> {
    let all = format!("{IDENTITY} {ASSERTION} {CONTEXT} {CODE} {CALLERS_TOKEN}");
    let truncated: Vec<&str> =
        [IDENTITY, ASSERTION, CONTEXT, CALLERS_TOKEN].iter().map(|secret| &secret[..25]).collect();
    let truncated = truncated.join("... ");
    let Response::Body(_, good) = valid_response() else { panic!() };
    let mut responses = Vec::new();
    for message in [&all, &truncated] {
        for (status, code) in [
            (400, "ValidationError"),
            (403, "AccessDenied"),
            (403, "SignatureDoesNotMatch"),
            (400, "InvalidIdentityToken"),
            (400, "PackedPolicyTooLarge"),
            (400, "MalformedPolicyDocument"),
            (400, "Whatever"),
            (500, "InternalFailure"),
        ] {
            responses.push(error(status, code, message));
            let body = format!("<Error><Code>{code}</Code><Message>{message}</Message></Error>");
            responses.push(Response::Body(status, body));
        }
        responses.push(Response::Body(500, format!("<html>{message}")));
        responses.push(Response::Body(200, format!("<html>{message}")));
    }
    for operation in
        ["GetFederationToken", "AssumeRole", "AssumeRoleWithWebIdentity", "AssumeRoleWithSAML", "GetSessionToken"]
    {
        let good = good.replace("GetFederationToken", operation);
        responses.push(Response::Broken(good.clone()));
        responses.push(Response::Body(200, good.replace("</SecretAccessKey>", "")));
        responses.push(Response::Body(200, good.replace("<SecretAccessKey>", "<SecretAccessKey><")));
        responses.push(Response::Body(200, good.replace("<SessionToken>", &format!("<{SECRET}>"))));
        responses.push(Response::Body(200, good.replace("2100-01-01T00:00:00Z", TOKEN)));
        responses.push(Response::Body(200, good.replace(">16<", &format!(">{SECRET}<"))));
        responses.push(Response::Body(200, good.replace(TOKEN, &format!("{TOKEN}\u{1}"))));
        responses.push(Response::Body(200, good.replace(TOKEN, &format!("{TOKEN}&bad;"))));
        responses.push(Response::Body(200, good.replace(TOKEN, &format!("<x>{TOKEN}</x>"))));
        for end in (0..good.len()).step_by(41) {
            responses.push(Response::Body(200, good[..end].to_owned()));
        }
    }
    responses
}

/// Sends requests with secrets: `AssumeRole`, `AssumeRoleWithWebIdentity` and `AssumeRoleWithSAML`.
async fn send_with_secrets(server: &Server) -> [Result<Token, Error>; 3] {
    let retries = aws_smithy_types::retry::RetryConfig::disabled();
    let user_client = Client::new(&server.config().retry_config(retries.clone()).build());
    let temporary = server.config().retry_config(retries).credentials_provider(provider(Some(CALLERS_TOKEN))).build();
    let session_client = Client::new(&temporary);
    let serial = MfaSerial::new("arn:aws:iam::111122223333:mfa/bob").unwrap();
    let code = MfaCode::new(CODE).unwrap();
    let context =
        ProvidedContext::new(ContextProviderArn::new("arn:aws:iam::aws:contextProvider/c").unwrap(), CONTEXT).unwrap();
    let contexts = ProvidedContexts::new([context]).unwrap();
    let saml = SamlProviderArn::new("arn:aws:iam::111122223333:saml-provider/directory").unwrap();
    [
        session_client
            .assume_role(role(), session())
            .policy(policy())
            .mfa(serial.clone(), code.clone())
            .provided_contexts(contexts)
            .send()
            .await,
        user_client
            .assume_role_with_web_identity(role(), session(), WebIdentityToken::new(IDENTITY).unwrap())
            .policy(policy())
            .send()
            .await,
        user_client
            .assume_role_with_saml(role(), saml, SamlAssertion::new(ASSERTION).unwrap())
            .policy(policy())
            .send()
            .await,
    ]
}

#[tokio::test]
async fn errors_contain_no_secret() {
    let step = if is_full() { 1 } else { 7 };
    let mut errors = 0;
    for response in responses_with_secrets().into_iter().step_by(step) {
        let server = Server::start([response]).await;
        let results = send_with_secrets(&server).await;
        // A request redacts its own secrets, and not those of other requests.
        for (result, own) in results.iter().zip([vec![CONTEXT, CODE, CALLERS_TOKEN], vec![IDENTITY], vec![ASSERTION]]) {
            match result {
                Ok(token) => assert_debug_has_no_secret(token),
                Err(error) => {
                    errors += 1;
                    let mut texts = vec![error.to_string(), format!("{error:?}"), format!("{error:#?}")];
                    let mut next = error.source();
                    while let Some(source) = next {
                        texts.extend([source.to_string(), format!("{source:?}")]);
                        next = source.source();
                    }
                    texts.extend(error.response().and_then(|response| response.message()).map(str::to_owned));
                    for text in texts {
                        for secret in own.iter().chain(&[SECRET, TOKEN, CALLERS_SECRET]) {
                            assert!(!text.contains(secret), "{secret} is in {text}");
                            let beginning = &secret[..secret.len().min(14)];
                            assert!(!text.contains(beginning), "the beginning of {secret} is in {text}");
                        }
                    }
                }
            }
        }
    }
    assert!(errors > 300 / step, "{errors}");
}

/// The rest of one secret must not reveal the end of another.
#[tokio::test]
async fn redacts_secrets_with_a_common_prefix() {
    let [one, two] = ["of+one", "of+another"].map(|end| format!("{CONTEXT}{end}"));
    let contexts = [&one, &two].map(|assertion| {
        let provider = ContextProviderArn::new("arn:aws:iam::aws:contextProvider/c").unwrap();
        ProvidedContext::new(provider, assertion).unwrap()
    });
    let contexts = ProvidedContexts::new(contexts).unwrap();
    let server = Server::start([error(400, "ValidationError", &format!("Value '{two}' at 'contexts'"))]).await;
    let request = server.client().assume_role(role(), session()).policy(policy()).provided_contexts(contexts);
    let error = request.send().await.unwrap_err();
    assert_eq!(error.response().unwrap().message(), Some("Value '** redacted **' at 'contexts'"));
    assert_error_has_no_secret(&error);
    assert!(!format!("{error:?}").contains("another"), "{error:?}");
}

/// A server repeats the secrets of the response in its body and in a header.
#[tokio::test]
async fn redacts_secrets_that_a_response_repeats() {
    let elements = format!("<SecretAccessKey>{SECRET}</SecretAccessKey><SessionToken>{TOKEN}</SessionToken>");
    let Response::Body(_, good) = valid_response() else { panic!() };
    for status in if is_full() { &[200, 400, 403, 500][..] } else { &[200, 403] } {
        for secret in [SECRET, TOKEN] {
            let error = |code: &str, message: &str, id: &str| {
                format!(
                    "<ErrorResponse>{elements}<Error><Code>{code}</Code><Message>{message}</Message></Error><RequestId>{id}</RequestId>\
                     </ErrorResponse>"
                )
            };
            let message = format!("it is {secret}");
            let header = format!("x-amzn-requestid: {secret}");
            let plain = String::from("x-other: y");
            for response in [
                Response::Header(*status, plain.clone(), error(secret, "no", "r")),
                Response::Header(*status, plain.clone(), error("Odd", &message, "r")),
                Response::Header(*status, plain.clone(), error("Odd", "no", secret)),
                Response::Header(*status, header.clone(), error("Odd", "no", "r")),
                Response::Header(*status, header.clone(), good.replace("2100-01-01T00:00:00Z", "")),
                Response::Header(*status, header.clone(), good.replace("ASIAIOSFODNN7EXAMPLE", "")),
                Response::Header(*status, header.clone(), good.clone()),
                Response::Header(*status, plain.clone(), good.replace("111122223333:tenant-a", secret)),
                Response::Header(
                    *status,
                    plain.clone(),
                    good.replace("federated-user/", &format!("federated-user/{secret}")),
                ),
            ] {
                let server = Server::start([response.clone()]).await;
                let retries = aws_smithy_types::retry::RetryConfig::disabled();
                let client = Client::new(&server.config().retry_config(retries).build());
                match client.get_federation_token(name()).policy(policy()).send().await {
                    Ok(token) => {
                        assert_debug_has_no_secret(&token);
                        assert_no_secret(token.request_id().unwrap_or_default());
                    }
                    Err(error) => {
                        assert_error_has_no_secret(&error);
                        assert_no_secret(error.request_id().unwrap_or_default());
                    }
                }
            }
        }
    }
}

/// The caller's session token is a secret of the request. A response may repeat it.
#[tokio::test]
async fn redacts_the_callers_session_token_in_a_token() {
    let Response::Body(_, good) = valid_response() else { panic!() };
    let header = format!("x-amzn-requestid: {CALLERS_TOKEN}");
    let body = good.replace("GetFederationToken", "AssumeRole").replace("FederatedUser>", "AssumedRoleUser>");
    let body = body.replace("FederatedUserId", "AssumedRoleId").replace("federated-user/", CALLERS_TOKEN);
    let server = Server::start([Response::Header(200, header, body)]).await;
    let config = server.config().credentials_provider(provider(Some(CALLERS_TOKEN))).build();
    let token = Client::new(&config).assume_role(role(), session()).policy(policy()).send().await.unwrap();
    assert_eq!(token.request_id(), Some("** redacted **"));
    assert_no_secret(token.principal().unwrap().arn());
    assert_debug_has_no_secret(&token);
}

#[tokio::test]
async fn redacts_secrets_in_other_xml_notations() {
    let numbers = |text: &str| text.chars().map(|character| format!("&#{};", u32::from(character))).collect::<String>();
    for element in [
        format!("<SessionToken><![CDATA[{TOKEN}]]></SessionToken>"),
        format!("<SessionToken>{}</SessionToken>", numbers(TOKEN)),
        format!("<sessionToken>{TOKEN}</sessionToken>"),
    ] {
        for message in [TOKEN.to_owned(), numbers(TOKEN)] {
            for body in [
                format!("<Error><Code>Odd</Code><Message>it is {message}</Message></Error>{element}"),
                format!(
                    "<ErrorResponse>{element}<Error><Code>Odd</Code><Message>{message}</Message></Error></ErrorResponse>"
                ),
            ] {
                let server = Server::start([Response::Body(400, body)]).await;
                let request = server.client().get_federation_token(name()).policy(policy());
                assert_error_has_no_secret(&request.send().await.unwrap_err());
            }
        }
    }
}

#[tokio::test]
async fn debug_output_contains_no_secret() {
    let server = Server::start([valid_response()]).await;
    let config = server.config().credentials_provider(provider(None)).build();
    let client = Client::new(&config);
    assert_debug_has_no_secret(&client);
    let request = client.get_federation_token(name()).policy(policy());
    let token = request.send().await.unwrap();
    assert_debug_has_no_secret(&request);
    assert_debug_has_no_secret(&token);
    assert_debug_has_no_secret(token.credentials());
    assert_debug_has_no_secret(&token.credentials().to_sdk());
    assert_debug_has_no_secret(&token.to_provider());
    assert_debug_has_no_secret(&token.to_sdk_config("eu-central-1"));
    let provider = TokenProvider::new(request).initial_token(token.clone());
    assert_debug_has_no_secret(&provider);
    for format in [
        ExportFormat::CredentialProcess,
        ExportFormat::Env,
        ExportFormat::Json,
        ExportFormat::InstanceMetadata,
        ExportFormat::Profile(ProfileName::default()),
    ] {
        assert_debug_has_no_secret(&token.credentials().export(&format));
        assert!(token.credentials().export(&format).expose().contains(SECRET));
    }
    assert_debug_has_no_secret(&WebIdentityToken::new(IDENTITY).unwrap());
    assert_debug_has_no_secret(&SamlAssertion::new(ASSERTION).unwrap());
    assert_debug_has_no_secret(&MfaCode::new(CODE).unwrap());
    let context = ContextProviderArn::new("arn:aws:iam::aws:contextProvider/c").unwrap();
    let context = ProvidedContext::new(context, CONTEXT).unwrap();
    assert_debug_has_no_secret(&ProvidedContexts::new([context]).unwrap());
    let saml = SamlProviderArn::new("arn:aws:iam::111122223333:saml-provider/directory").unwrap();
    let serial = MfaSerial::new("arn:aws:iam::111122223333:mfa/bob").unwrap();
    assert_debug_has_no_secret(&client.assume_role_with_web_identity(
        role(),
        session(),
        WebIdentityToken::new(IDENTITY).unwrap(),
    ));
    assert_debug_has_no_secret(&client.assume_role_with_saml(role(), saml, SamlAssertion::new(ASSERTION).unwrap()));
    assert_debug_has_no_secret(&client.assume_role(role(), session()).mfa(serial.clone(), MfaCode::new(CODE).unwrap()));
    assert_debug_has_no_secret(&client.get_session_token().mfa(serial, MfaCode::new(CODE).unwrap()));
}

/// The log of one thread.
#[derive(Debug, Clone, Default)]
struct Log(Arc<Mutex<Vec<u8>>>);

impl std::io::Write for Log {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap().extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

/// The level is `debug`, because the SDK logs the bodies of requests at the level `trace`.
#[tokio::test]
async fn the_sdk_log_contains_no_secret() {
    let log = Log::default();
    let writer = log.clone();
    let subscriber =
        tracing_subscriber::fmt().with_max_level(tracing::Level::DEBUG).with_writer(move || writer.clone());
    // With only one subscriber, `tracing` disables callsites that first run on the threads of other tests.
    let _other = tracing::Dispatch::new(tracing::subscriber::NoSubscriber::default());
    let guard = tracing::subscriber::set_default(subscriber.finish());
    let Response::Body(_, body) = valid_response() else { panic!() };
    let broken = Response::Body(200, body.replace("2100-01-01T00:00:00Z", "tomorrow"));
    let server = Server::start([valid_response(), broken, error(400, "ValidationError", IDENTITY)]).await;
    let config = server.config().build();
    let client = Client::new(&config);
    for _ in 0..2 {
        let _ = client.get_federation_token(name()).policy(policy()).send().await;
    }
    let token = WebIdentityToken::new(IDENTITY).unwrap();
    let _ = client.assume_role_with_web_identity(role(), session(), token).policy(policy()).send().await;
    drop(guard);
    let log = String::from_utf8(log.0.lock().unwrap().clone()).unwrap();
    assert!(log.contains("STS.GetFederationToken"), "{log}");
    assert_no_secret(&log);
}

#[tokio::test]
async fn errors_of_invalid_parameters_contain_no_secret() {
    for error in [
        WebIdentityToken::new(IDENTITY.repeat(1_000)).unwrap_err(),
        SamlAssertion::new(ASSERTION.repeat(10_000)).unwrap_err(),
        MfaCode::new(format!("{CODE}0")).unwrap_err(),
    ] {
        assert_error_has_no_secret(&error.into());
    }
    for (access_key_id, secret, token) in [("A", SECRET, "t\u{1}"), ("A", "5ecret\u{7f}", TOKEN), ("", SECRET, TOKEN)] {
        let error = Credentials::new(access_key_id, secret, token, std::time::SystemTime::UNIX_EPOCH).unwrap_err();
        assert_debug_has_no_secret(&error);
        assert_no_secret(&error.to_string());
    }
}
