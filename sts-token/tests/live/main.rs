//! The library against local implementations of AWS from the Python package index, on loopback ports.
//!
//! With `STS_TOKEN_SKIP_LIVE` set, the tests are ignored.

#![expect(clippy::indexing_slicing, clippy::unwrap_used, reason = "a panic fails the test")]

mod harness;
mod ministack;
#[path = "../support/mode.rs"]
mod mode;
mod moto;
mod python;
mod scope;
mod service;

use std::process::ExitCode;

fn main() -> ExitCode {
    harness::run(
        &[
            (
                "scope::federated_users_get_only_the_permissions_of_the_policy",
                scope::federated_users_get_only_the_permissions_of_the_policy,
            ),
            (
                "scope::role_sessions_get_only_the_permissions_of_the_policy",
                scope::role_sessions_get_only_the_permissions_of_the_policy,
            ),
            (
                "scope::without_a_policy_a_role_session_has_all_permissions_and_a_federated_user_none",
                scope::without_a_policy_a_role_session_has_all_permissions_and_a_federated_user_none,
            ),
            ("scope::recognizes_expired_and_tampered_tokens", scope::recognizes_expired_and_tampered_tokens),
            ("scope::session_credentials_cannot_federate", scope::session_credentials_cannot_federate),
            (
                "scope::the_sdk_gets_credentials_from_a_token_provider",
                scope::the_sdk_gets_credentials_from_a_token_provider,
            ),
            ("moto::reads_the_responses_of_moto", moto::reads_the_responses_of_moto),
            ("service::tenants_get_their_own_credentials", service::tenants_get_their_own_credentials),
            ("service::rejects_invalid_tenant_names", service::rejects_invalid_tenant_names),
            ("service::concurrent_requests_get_different_tokens", service::concurrent_requests_get_different_tokens),
            (
                "service::completes_a_request_in_progress_before_it_stops",
                service::completes_a_request_in_progress_before_it_stops,
            ),
            ("service::checks_policies", service::checks_policies),
        ],
        &[("service::stops_although_a_request_does_not_end", service::stops_although_a_request_does_not_end)],
    )
}

/// Runs a future to completion.
fn block_on<F: Future>(future: F) -> F::Output {
    tokio::runtime::Builder::new_multi_thread().enable_all().build().unwrap().block_on(future)
}
