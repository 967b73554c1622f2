//! ministack with authentication: it checks signatures, enforces session policies and expires tokens.

use std::sync::{Arc, Mutex, OnceLock};
use std::time::Duration;

use aws_credential_types::Credentials;
use aws_credential_types::provider::SharedCredentialsProvider;
use aws_smithy_runtime_api::client::behavior_version::BehaviorVersion;
use aws_smithy_types::retry::RetryConfig;
use aws_types::SdkConfig;
use aws_types::region::Region;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sts_token::{Client, RoleArn};

use crate::python::{self, Server};

/// A server with a user, a role and two buckets.
pub(crate) struct Ministack {
    pub(crate) url: String,
    pub(crate) access_key_id: String,
    pub(crate) secret_access_key: String,
    pub(crate) role: RoleArn,
}

static SERVER: Mutex<Option<Server>> = Mutex::new(None);
static MINISTACK: OnceLock<Result<Arc<Ministack>, String>> = OnceLock::new();

/// Returns the server that all tests share. The first call starts it.
pub(crate) fn ministack() -> Result<Arc<Ministack>, String> {
    let shared = || {
        let (ministack, server) = start()?;
        *SERVER.lock().unwrap() = Some(server);
        Ok(Arc::new(ministack))
    };
    MINISTACK.get_or_init(shared).clone()
}

/// Starts a server that runs until the returned process is dropped.
pub(crate) fn start() -> Result<(Ministack, Server), String> {
    let environment = |port: u16| {
        vec![
            ("BIND_HOST", "127.0.0.1".to_owned()),
            ("GATEWAY_PORT", port.to_string()),
            ("AUTH", "true".to_owned()),
            ("IOT_MTLS_ENABLED", "0".to_owned()),
        ]
    };
    let server = Server::start("ministack", |_| Vec::new(), environment)?;
    let url = server.url();
    let resources: Value = run_script(include_str!("setup.py"), &[&url])?;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let ministack = Ministack {
        url,
        access_key_id: text(&resources["access_key_id"]),
        secret_access_key: text(&resources["secret_access_key"]),
        role: RoleArn::new(text(&resources["role"])).unwrap(),
    };
    Ok((ministack, server))
}

/// Returns the JSON that a script prints.
fn run_script<T: DeserializeOwned>(script: &str, arguments: &[&str]) -> Result<T, String> {
    serde_json::from_str(&python::run(script, arguments)?).map_err(|error| error.to_string())
}

/// Stops the shared server. Statics are not dropped when a program ends.
pub(crate) fn stop() {
    drop(SERVER.lock().unwrap().take());
}

impl Ministack {
    /// Returns a configuration with the access key of the user.
    pub(crate) fn config(&self) -> SdkConfig {
        let user = Credentials::new(&self.access_key_id, &self.secret_access_key, None, None, "test");
        config(&self.url, user)
    }

    /// Returns temporary credentials of the role that expire within one second.
    pub(crate) fn expiring(&self) -> Result<[String; 3], String> {
        run_script(
            include_str!("expiring.py"),
            &[&self.url, &self.access_key_id, &self.secret_access_key, self.role.as_str()],
        )
    }

    pub(crate) fn client(&self) -> Client {
        Client::new(&self.config())
    }
}

pub(crate) fn config(url: &str, credentials: Credentials) -> SdkConfig {
    SdkConfig::builder()
        .behavior_version(BehaviorVersion::latest())
        .region(Region::new("us-east-1"))
        .endpoint_url(url)
        .retry_config(RetryConfig::standard().with_initial_backoff(Duration::from_millis(10)))
        .credentials_provider(SharedCredentialsProvider::new(credentials))
        .build()
}
