//! The crate against servers that speak like AWS: they are fetched from the Python package index, and run on loopback ports of their
//! own.
//!
//! With `STS_TOKEN_SKIP_LIVE` set, they are counted as ignored.

#![expect(
    clippy::indexing_slicing,
    clippy::unwrap_used,
    reason = "a test that panics has failed, which is what it is for"
)]

mod harness;
mod ministack;
mod moto;
mod python;
mod scope;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(&[
        ("scope::a_federated_user_reads_what_the_policy_says", scope::a_federated_user_reads_what_the_policy_says),
        (
            "scope::a_session_of_a_role_reads_what_the_policy_says",
            scope::a_session_of_a_role_reads_what_the_policy_says,
        ),
        ("scope::without_a_policy", scope::without_a_policy),
        ("scope::expired_and_tampered_tokens_are_told", scope::expired_and_tampered_tokens_are_told),
        ("scope::session_credentials_cannot_federate", scope::session_credentials_cannot_federate),
        ("scope::a_provider_renews_for_the_sdk", scope::a_provider_renews_for_the_sdk),
        ("moto::its_answers_are_read", moto::its_answers_are_read),
        ("service::tenants_get_credentials_of_their_own", service::tenants_get_credentials_of_their_own),
        ("service::names_that_are_none", service::names_that_are_none),
        ("service::two_hundred_at_once", service::two_hundred_at_once),
        ("service::what_is_under_way_when_it_stops_is_ended", service::what_is_under_way_when_it_stops_is_ended),
        ("service::it_does_not_wait_for_ever_to_stop", service::it_does_not_wait_for_ever_to_stop),
        ("service::policies_are_judged", service::policies_are_judged),
    ])
}

/// Runs what is asynchronous in a test.
fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(future)
}
