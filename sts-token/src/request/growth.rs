//! The work on a response grows at most linearly with its length.
//!
//! Steps are counted where the work is done: bytes that are searched, hashed, formatted and copied. Durations would vary on a busy
//! machine.

use aws_sdk_sts::config::http::HttpResponse;
use aws_sdk_sts::error::{ErrorMetadata, SdkError};
use aws_sdk_sts::operation::get_federation_token::GetFederationTokenError;
use aws_smithy_types::body::SdkBody;

use super::prepared::PreparedRequest;
use super::sdk_error::to_error;
use crate::secrets::{Secrets, steps};
use sts_policy::request::Operation;

/// Maximum ratio of the work on a response to that on a response of a quarter of its length.
const MAX_RATIO: usize = 5;

/// Returns the number of steps to create the error of a response.
fn steps_of(body: &str, message: &str, status: u16, secrets: &Secrets) -> usize {
    let prepared = PreparedRequest::without_scope(Operation::GetFederationToken, secrets.clone());
    let metadata = ErrorMetadata::builder().message(message).code("Odd").build();
    let response = HttpResponse::new(status.try_into().unwrap(), SdkBody::from(body));
    let error = SdkError::service_error(GetFederationTokenError::generic(metadata), response);
    steps::measure(|| drop(to_error(&prepared, error)))
}

#[test]
fn work_on_hostile_responses_is_linear() {
    let response = |secret: &str| format!("<SessionToken>{secret}</SessionToken>");
    let words = |count: usize| (0..count).map(|number| format!("w{number:06x} ")).collect::<String>();
    type Shape<'a> = (&'a str, Box<dyn Fn(usize) -> (String, String)>);
    let shapes: [Shape<'_>; 14] = [
        ("one letter", Box::new(move |n| (response(&"a ".repeat(n)), "a".repeat(n)))),
        ("one word", Box::new(move |n| (response(&"aaaaaa ".repeat(n)), "a".repeat(n)))),
        ("one long secret", Box::new(move |n| (response(&"a".repeat(n)), "a".repeat(n)))),
        ("many words", Box::new(move |n| (response(&words(n)), words(n)))),
        ("many elements", Box::new(move |n| (response("wwwwwwwwwwwwwwww").repeat(n), "w".repeat(n)))),
        ("elements without an end", Box::new(|n| ("<SessionToken>aaaaaaaa".repeat(n), "a".repeat(n)))),
        ("elements that end often", Box::new(|n| ("</SessionToken><Code>".repeat(n), "a".repeat(n)))),
        ("entities", Box::new(|n| (format!("<Code>{}</Code>", "&amp;".repeat(n)), "&amp;".repeat(n)))),
        ("entities in a secret", Box::new(move |n| (response(&"&#97;".repeat(n)), "a".repeat(n)))),
        ("entities without an end", Box::new(move |n| (response(&"&".repeat(n)), "&".repeat(n)))),
        ("CDATA", Box::new(move |n| (response(&"<![CDATA[a]]>".repeat(n)), "a".repeat(n)))),
        ("CDATA without an end", Box::new(move |n| (response(&"<![CDATA[".repeat(n)), "<![CDATA[".repeat(n)))),
        ("a repeated name", Box::new(|n| (format!("<A{}>", "a".repeat(n)), "a".repeat(n)))),
        ("lines", Box::new(|n| ("\n".repeat(n), "\n".repeat(n)))),
    ];
    for (name, shape) in &shapes {
        for status in [200, 400] {
            for given in ["", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"] {
                let secrets = Secrets::default();
                secrets.add(given);
                let [few, many] = [1_000, 4_000].map(|n| {
                    let (body, message) = shape(n);
                    steps_of(&body, &message, status, &secrets)
                });
                assert!(few > 0 && many <= MAX_RATIO * few, "{name}, {status}: {few} steps become {many}");
            }
        }
    }
}

#[test]
fn work_on_many_secrets_of_a_request_is_linear() {
    let [few, many] = [1_000, 4_000].map(|n| {
        let secrets = Secrets::default();
        secrets.add(&"0123456789abcdef".repeat(n));
        steps_of("", &"0123456789abcdef".repeat(n), 400, &secrets)
    });
    assert!(few > 0 && many <= MAX_RATIO * few, "{few} steps become {many}");
}
