//! Requests for tokens, from the options of the command line.

use std::path::Path;

use sts_policy::request::{InvalidSessionTags, Operation, PolicyArns, SessionRequest};
use sts_policy::{Checker, SessionPolicy};
use sts_token::request::{AssumeRole, GetFederationToken};
use sts_token::{
    Client, FederatedName, ForFederation, ForRole, InvalidParameter, MfaCode, RoleArn, RoleSessionName,
    SessionDuration, SessionTag, SessionTags, Token,
};

use crate::args::{Exec, RoleOptions, Scope};
use crate::failure::Failure;
use crate::{input, report};

/// The outcome of a command that mints credentials.
pub(crate) enum Outcome {
    Minted(Token),
    /// The request was checked and not sent.
    Checked,
}

/// A scope without errors.
struct CheckedScope {
    policy: Option<SessionPolicy>,
    arns: PolicyArns,
    tags: SessionTags,
}

/// Adds a checked scope to a builder, whose type depends on the scope, and sends the request.
macro_rules! send {
    ($builder:expr, $scope:expr) => {{
        let CheckedScope { policy, arns, tags } = $scope;
        let builder = $builder.tags(tags);
        match (policy, arns.is_empty()) {
            (Some(policy), true) => builder.policy(policy).send().await?,
            (Some(policy), false) => builder.policy(policy).policy_arns(arns).send().await?,
            (None, false) => builder.policy_arns(arns).send().await?,
            // The command line requires `--without-policy` here.
            (None, true) => builder.without_policy().send().await?,
        }
    }};
}

pub(crate) async fn mint<F: Future<Output = Result<Client, Failure>>>(
    name: &FederatedName,
    duration: Option<SessionDuration<ForFederation>>,
    scope: &Scope,
    client: impl FnOnce() -> F,
) -> Result<Outcome, Failure> {
    let checked_scope = check(scope, &[], Operation::GetFederationToken)?;
    if scope.dry_run {
        return Ok(Outcome::Checked);
    }
    let mut builder: GetFederationToken = client().await?.get_federation_token(name.clone());
    if let Some(duration) = duration {
        builder = builder.duration(duration);
    }
    Ok(Outcome::Minted(send!(builder, checked_scope)))
}

pub(crate) async fn assume<F: Future<Output = Result<Client, Failure>>>(
    role: &RoleArn,
    name: &RoleSessionName,
    duration: Option<SessionDuration<ForRole>>,
    role_options: &RoleOptions,
    scope: &Scope,
    client: impl FnOnce() -> F,
) -> Result<Outcome, Failure> {
    let code = role_options.mfa_code()?;
    let checked_scope = check(scope, &role_options.transitive_tags, Operation::AssumeRole)?;
    if scope.dry_run {
        return Ok(Outcome::Checked);
    }
    let mut builder = assume_role_builder(client().await?, role, name, role_options, code);
    if let Some(duration) = duration {
        builder = builder.duration(duration);
    }
    Ok(Outcome::Minted(send!(builder, checked_scope)))
}

pub(crate) async fn mint_or_assume<F: Future<Output = Result<Client, Failure>>>(
    exec: &Exec,
    client: impl FnOnce() -> F,
) -> Result<Outcome, Failure> {
    let Exec { role, name, duration, role_options, scope, .. } = exec;
    match role {
        // The command line requires `--role` for the options of a role.
        None => {
            let name = FederatedName::new(name)?;
            let duration = duration.as_deref().map(str::parse).transpose()?;
            mint(&name, duration, scope, client).await
        }
        Some(role) => {
            let name = RoleSessionName::new(name)?;
            let duration = duration.as_deref().map(str::parse).transpose()?;
            assume(role, &name, duration, role_options, scope, client).await
        }
    }
}

fn assume_role_builder(
    client: Client,
    role: &RoleArn,
    name: &RoleSessionName,
    role_options: &RoleOptions,
    code: Option<MfaCode>,
) -> AssumeRole {
    let mut builder = client.assume_role(role.clone(), name.clone());
    if let Some(id) = &role_options.external_id {
        builder = builder.external_id(id.clone());
    }
    if let Some(identity) = &role_options.source_identity {
        builder = builder.source_identity(identity.clone());
    }
    // The command line requires both or neither.
    if let (Some(serial), Some(code)) = (&role_options.mfa_serial, code) {
        builder = builder.mfa(serial.clone(), code);
    }
    builder
}

/// Checks the scope and prints the findings.
fn check(scope: &Scope, transitive_tags: &[(String, String)], operation: Operation) -> Result<CheckedScope, Failure> {
    let arns = PolicyArns::new(&scope.policy_arns).map_err(|error| Failure::Failed(error.to_string()))?;
    let plain = scope.tags.iter().map(|(key, value)| SessionTag::new(key, value));
    let transitive = transitive_tags.iter().map(|(key, value)| Ok(SessionTag::new(key, value)?.transitive()));
    let tags = plain.chain(transitive).collect::<Result<Vec<_>, InvalidSessionTags>>().and_then(SessionTags::new);
    let tags = tags.map_err(InvalidParameter::from)?;
    let Some(file) = &scope.policy else {
        report::print_managed_policy_count(arns.iter().len());
        return Ok(CheckedScope { policy: None, arns, tags });
    };
    let request = SessionRequest::new(operation).policy_arns(arns.clone()).tags(tags.clone());
    let checker = Checker::for_request(request).estimate_packed_size();
    let policy = read_policy(file, &checker)?;
    Ok(CheckedScope { policy: Some(policy), arns, tags })
}

/// Reads and checks a policy, and prints the findings.
fn read_policy(file: &Path, checker: &Checker) -> Result<SessionPolicy, Failure> {
    let text = input::read(file)?;
    let name = file.display().to_string();
    match checker.session_policy(&text) {
        Ok((policy, findings)) => {
            report::print_report(&name, &text, &findings);
            Ok(policy)
        }
        Err(error) => {
            report::print_report(&name, &text, error.report());
            Err(Failure::Refused("the policy has errors; no request was sent".to_owned()))
        }
    }
}
