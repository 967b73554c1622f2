//! A service that vends credentials to tenants. Each tenant gets only the permissions of its own policy.
//!
//! * `POST /credentials/{tenant}` builds the tenant's policy, mints credentials and returns them in the format of `credential_process`.
//! * `POST /check` checks the policy in the body and returns the findings.
//! * `GET /health` returns `ok`.
//!
//! ```sh
//! BUCKET=reports cargo run -p sts-token --example vend
//! curl -X POST http://127.0.0.1:8080/credentials/tenant-a
//! ```
//!
//! `BUCKET` is the bucket with the tenants' objects. `ROLE_ARN` is the role to assume; without it, the credentials are those of federated
//! users. `LISTEN` is the address. Region, credentials and endpoint come from the usual AWS environment variables and profiles.
//!
//! The service does not authenticate callers. Run it behind a proxy that allows each caller only its own tenant.

use std::env;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;

use aws_config::BehaviorVersion;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use serde_json::{Value, json};
use sts_policy::value::{BucketName, Partition, Region, Segment};
use sts_policy::{Checker, PolicyTemplate};
use sts_token::{
    Client, Error, ErrorKind, ExportFormat, FederatedName, RoleArn, RoleSessionName, SessionDuration, Token,
};
use tokio::net::TcpListener;
use tokio::signal;

/// Lifetime of the credentials.
const LIFETIME: Duration = Duration::from_secs(3_600);
/// Time limit for requests in progress when the service stops.
const SHUTDOWN_TIMEOUT: Duration = Duration::from_secs(10);
/// Maximum size of a checked policy in bytes.
const MAX_POLICY_BYTES: usize = 64 * 1_024;
/// Maximum length of a tenant name in characters.
const MAX_NAME_LENGTH: usize = 36;

struct Service {
    client: Client,
    partition: Partition,
    bucket: BucketName,
    role: Option<RoleArn>,
}

/// The permissions of a tenant: reading and listing its own objects.
#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:{partition}:s3:::{bucket}/{tenant}/*";
    allow "s3:ListBucket" on "arn:{partition}:s3:::{bucket}" when StringLike "s3:prefix" = "{tenant}/*";
}]
struct TenantScope<'a> {
    partition: Partition,
    bucket: &'a BucketName,
    tenant: &'a Segment<MAX_NAME_LENGTH>,
}

#[tokio::main]
async fn main() -> ExitCode {
    tracing_subscriber::fmt().with_writer(std::io::stderr).with_max_level(tracing::Level::INFO).init();
    match run().await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            tracing::error!("{error}");
            ExitCode::FAILURE
        }
    }
}

async fn run() -> Result<(), Box<dyn std::error::Error>> {
    let config = aws_config::load_defaults(BehaviorVersion::latest()).await;
    let role = env::var("ROLE_ARN").ok().map(RoleArn::try_from).transpose()?;
    let bucket =
        env::var("BUCKET").map_err(|_| "no bucket configured; set `BUCKET` to the bucket with the tenants' objects")?;
    let bucket = BucketName::new(bucket)?;
    let region = config.region().map(AsRef::as_ref).filter(|region: &&str| !region.trim().is_empty());
    let region = Region::unlisted(region.ok_or("no region configured; set `AWS_REGION` or the profile's `region`")?)?;
    let service = Arc::new(Service { client: Client::new(&config), partition: Partition::of(&region), bucket, role });
    let router = Router::new()
        .route("/credentials/{tenant}", post(credentials))
        .route("/check", post(check))
        .route("/health", get(|| async { "ok" }))
        .layer(DefaultBodyLimit::max(MAX_POLICY_BYTES))
        .with_state(service);
    let listener = TcpListener::bind(env::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:8080".to_owned())).await?;
    tracing::info!("listening on {}", listener.local_addr()?);
    // Requests in progress are completed, unless they take too long.
    let server = axum::serve(listener, router).with_graceful_shutdown(stop_signal()).into_future();
    tokio::select! {
        result = server => result?,
        () = shutdown_timeout() => tracing::warn!("stopped without a response to some requests"),
    }
    tracing::info!("stopped");
    Ok(())
}

/// Waits until the time limit after a stop signal.
async fn shutdown_timeout() {
    stop_signal().await;
    tokio::time::sleep(SHUTDOWN_TIMEOUT).await;
}

/// Waits for Ctrl+C or SIGTERM.
async fn stop_signal() {
    let terminated = async {
        #[cfg(unix)]
        if let Ok(mut terminated) = signal::unix::signal(signal::unix::SignalKind::terminate()) {
            terminated.recv().await;
            return;
        }
        std::future::pending::<()>().await;
    };
    tokio::select! {
        _ = signal::ctrl_c() => {}
        () = terminated => {}
    }
}

async fn credentials(
    State(service): State<Arc<Service>>,
    Path(tenant): Path<String>,
) -> Result<Response, ErrorResponse> {
    let tenant = Tenant::new(tenant)?;
    let token = service.mint(&tenant).await?;
    // The log contains no secrets.
    tracing::info!(
        tenant = tenant.0.as_str(),
        request_id = token.request_id(),
        packed = token.packed_policy_size(),
        "minted"
    );
    let exported = token.credentials().export(&ExportFormat::CredentialProcess);
    let headers = [(header::CONTENT_TYPE, "application/json"), (header::CACHE_CONTROL, "no-store")];
    Ok((headers, exported.expose().to_owned()).into_response())
}

async fn check(policy: String) -> Json<Value> {
    let report = Checker::session().canonicalize().check(&policy);
    let findings: Vec<Value> = report
        .findings()
        .iter()
        .zip(report.locate(&policy))
        .map(|(finding, place)| {
            json!({
                "code": finding.code().as_str(),
                "severity": finding.severity().to_string(),
                "pointer": finding.pointer().as_str(),
                "line": place.line,
                "column": place.column,
                "message": finding.message(),
                "help": finding.help(),
            })
        })
        .collect();
    Json(json!({ "ok": report.is_ok(), "bytes": report.bytes(), "findings": findings }))
}

impl Service {
    async fn mint(&self, tenant: &Tenant) -> Result<Token, ErrorResponse> {
        let policy = TenantScope { partition: self.partition, bucket: &self.bucket, tenant: &tenant.0 }.to_policy();
        let token = match &self.role {
            Some(role) => {
                let name = RoleSessionName::sanitized(tenant.0.as_str());
                let request = self.client.assume_role(role.clone(), name).policy(policy);
                request.duration(SessionDuration::new(LIFETIME)?).send().await?
            }
            None => {
                let name = FederatedName::sanitized(tenant.0.as_str());
                let request = self.client.get_federation_token(name).policy(policy);
                request.duration(SessionDuration::new(LIFETIME)?).send().await?
            }
        };
        Ok(token)
    }
}

/// A tenant name of letters, digits and hyphens. A policy could contain other names safely, but URLs and logs could not.
struct Tenant(Segment<MAX_NAME_LENGTH>);

impl Tenant {
    fn new(name: String) -> Result<Self, ErrorResponse> {
        let is_allowed = |character: char| character.is_ascii_alphanumeric() || character == '-';
        let segment = Segment::new(name.as_str()).ok().filter(|_| name.chars().all(is_allowed));
        segment.map(Self).ok_or_else(|| {
            let message = format!(
                "invalid tenant name `{}`: must be 1 to {MAX_NAME_LENGTH} ASCII letters, digits and hyphens",
                sts_policy::__private::Printable(&name)
            );
            ErrorResponse { status: StatusCode::BAD_REQUEST, message, retryable: false }
        })
    }
}

struct ErrorResponse {
    status: StatusCode,
    message: String,
    retryable: bool,
}

impl From<Error> for ErrorResponse {
    fn from(error: Error) -> Self {
        tracing::warn!(request_id = error.request_id(), "{error}");
        let status = match error.kind() {
            ErrorKind::InvalidParameter | ErrorKind::PackedPolicyTooLarge | ErrorKind::MalformedPolicy => {
                StatusCode::UNPROCESSABLE_ENTITY
            }
            ErrorKind::Throttled => StatusCode::TOO_MANY_REQUESTS,
            ErrorKind::Timeout => StatusCode::GATEWAY_TIMEOUT,
            _ if error.is_retryable() => StatusCode::SERVICE_UNAVAILABLE,
            _ => StatusCode::BAD_GATEWAY,
        };
        // Only the log contains errors between the service and AWS.
        let message = match status {
            StatusCode::UNPROCESSABLE_ENTITY => error.to_string(),
            StatusCode::BAD_GATEWAY => "cannot mint credentials".to_owned(),
            _ => "cannot mint credentials; retry later".to_owned(),
        };
        Self { status, message, retryable: error.is_retryable() }
    }
}

impl From<sts_token::InvalidParameter> for ErrorResponse {
    fn from(error: sts_token::InvalidParameter) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for ErrorResponse {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.message, "retryable": self.retryable }))).into_response()
    }
}
