//! A service that vends credentials to tenants: each gets what its own policy allows, and nothing else.
//!
//! * `POST /credentials/{tenant}` makes the tenant's policy, mints credentials and answers them as `credential_process` wants them.
//! * `POST /check` judges the policy in the body, and answers the report.
//! * `GET /health` answers while the service runs.
//!
//! ```sh
//! BUCKET=reports cargo run -p sts-token --example vend
//! curl -X POST http://127.0.0.1:8080/credentials/tenant-a
//! ```
//!
//! `BUCKET` is where the tenants' objects are, `ROLE_ARN` the role to assume (without it, credentials are those of federated users) and
//! `LISTEN` the address. Region, credentials and endpoint come from the usual environment and profiles of AWS.
//!
//! Whoever can reach the service gets credentials: in front of it belongs what knows which caller is which tenant.

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

/// How long credentials live.
const LIFE: Duration = Duration::from_secs(3_600);
/// How long the service waits for what was begun, when it is asked to stop.
const PATIENCE: Duration = Duration::from_secs(10);
/// The longest policy that is judged, in bytes.
const LONGEST_POLICY: usize = 64 * 1_024;
/// The longest name of a tenant, in characters.
const LONGEST_NAME: usize = 36;

struct Service {
    client: Client,
    partition: Partition,
    bucket: BucketName,
    role: Option<RoleArn>,
}

/// What a tenant may do: read and list what is its own.
#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:{partition}:s3:::{bucket}/{tenant}/*";
    allow "s3:ListBucket" on "arn:{partition}:s3:::{bucket}" when StringLike "s3:prefix" = "{tenant}/*";
}]
struct TenantScope<'a> {
    partition: Partition,
    bucket: &'a BucketName,
    tenant: &'a Segment<LONGEST_NAME>,
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
    let bucket = env::var("BUCKET").map_err(|_| "BUCKET must name the bucket of the tenants' objects")?;
    let bucket = BucketName::new(bucket)?;
    let region = config.region().map(AsRef::as_ref).filter(|region: &&str| !region.trim().is_empty());
    let region = Region::unlisted(region.ok_or("there is no region; set AWS_REGION or that of the profile")?)?;
    let service = Arc::new(Service { client: Client::new(&config), partition: Partition::of(&region), bucket, role });
    let router = Router::new()
        .route("/credentials/{tenant}", post(credentials))
        .route("/check", post(check))
        .route("/health", get(|| async { "ok" }))
        .layer(DefaultBodyLimit::max(LONGEST_POLICY))
        .with_state(service);
    let listener = TcpListener::bind(env::var("LISTEN").unwrap_or_else(|_| "127.0.0.1:8080".to_owned())).await?;
    tracing::info!("listening on {}", listener.local_addr()?);
    // What was begun is ended before the service ends, unless it takes too long.
    let served = axum::serve(listener, router).with_graceful_shutdown(stopped()).into_future();
    tokio::select! {
        result = served => result?,
        () = too_long() => tracing::warn!("some requests were left without an answer"),
    }
    tracing::info!("stopped");
    Ok(())
}

/// Ends some time after the service is asked to stop.
async fn too_long() {
    stopped().await;
    tokio::time::sleep(PATIENCE).await;
}

/// Ends when the service is asked to stop.
async fn stopped() {
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

async fn credentials(State(service): State<Arc<Service>>, Path(tenant): Path<String>) -> Result<Response, Refusal> {
    let tenant = Tenant::new(tenant)?;
    let token = service.mint(&tenant).await?;
    // The tenant and the request are no secrets; nothing else is told.
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
    let report = Checker::session().submitted_compactly().check(&policy);
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
    async fn mint(&self, tenant: &Tenant) -> Result<Token, Refusal> {
        let policy = TenantScope { partition: self.partition, bucket: &self.bucket, tenant: &tenant.0 }.to_policy();
        let token = match &self.role {
            Some(role) => {
                let name = RoleSessionName::sanitized(tenant.0.as_str());
                let request = self.client.assume_role(role.clone(), name).policy(policy);
                request.duration(SessionDuration::new(LIFE)?).send().await?
            }
            None => {
                let name = FederatedName::sanitized(tenant.0.as_str());
                let request = self.client.get_federation_token(name).policy(policy);
                request.duration(SessionDuration::new(LIFE)?).send().await?
            }
        };
        Ok(token)
    }
}

/// The name of a tenant: letters, digits and hyphens. A policy could carry any other name too, as itself; a log, a URL and a person who
/// reads them could not.
struct Tenant(Segment<LONGEST_NAME>);

impl Tenant {
    fn new(name: String) -> Result<Self, Refusal> {
        let takes = |character: char| character.is_ascii_alphanumeric() || character == '-';
        let segment = Segment::new(name.as_str()).ok().filter(|_| name.chars().all(takes));
        segment.map(Self).ok_or_else(|| {
            let why = format!(
                "tenant name `{}` is refused: it has 1 to {LONGEST_NAME} ASCII letters, digits and hyphens",
                sts_policy::Printable(&name)
            );
            Refusal { status: StatusCode::BAD_REQUEST, why, retryable: false }
        })
    }
}

/// An answer that is not what was asked for.
struct Refusal {
    status: StatusCode,
    why: String,
    retryable: bool,
}

impl From<Error> for Refusal {
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
        // Tenants learn what concerns them; how the service stands with AWS is told in its log.
        let why = match status {
            StatusCode::UNPROCESSABLE_ENTITY => error.to_string(),
            StatusCode::BAD_GATEWAY => "credentials could not be minted".to_owned(),
            _ => "credentials could not be minted for now; ask again later".to_owned(),
        };
        Self { status, why, retryable: error.is_retryable() }
    }
}

impl From<sts_token::InvalidParameter> for Refusal {
    fn from(error: sts_token::InvalidParameter) -> Self {
        Error::from(error).into()
    }
}

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        (self.status, Json(json!({ "error": self.why, "retryable": self.retryable }))).into_response()
    }
}
