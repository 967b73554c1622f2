//! From the command line to a request, and to a token.

use sts_policy::packed::Operation;
use sts_policy::{Checker, PolicyArns, SessionPolicy};
use sts_token::request::{AssumeRole, GetFederationToken};
use sts_token::{
    Client, FederatedName, ForFederation, ForRole, MfaCode, RoleArn, RoleSessionName, SessionDuration, SessionTag,
    SessionTags, Token,
};

use crate::args::{Exec, Role, Scope};
use crate::{Failure, input, report};

/// What came of a request.
pub(crate) enum Minted {
    Token(Token),
    /// Only checks were asked for.
    Nothing,
}

/// The scope of a request, checked.
struct Checked {
    policy: Option<SessionPolicy>,
    arns: PolicyArns,
    tags: SessionTags,
}

/// Gives a builder its scope, says what the checks found, and sends it unless only checks were asked for.
macro_rules! send {
    ($builder:expr, $checked:expr) => {{
        let Checked { policy, arns, tags } = $checked;
        let builder = $builder.tags(tags);
        match (policy, arns.is_empty()) {
            (Some(policy), true) => builder.policy(policy).send().await?,
            (Some(policy), false) => builder.policy(policy).policy_arns(arns).send().await?,
            (None, false) => builder.policy_arns(arns).send().await?,
            // The command line wants the word for it.
            (None, true) => builder.without_policy().send().await?,
        }
    }};
}

pub(crate) async fn mint<F: Future<Output = Result<Client, Failure>>>(
    name: &FederatedName,
    duration: Option<SessionDuration<ForFederation>>,
    scope: &Scope,
    client: impl FnOnce() -> F,
) -> Result<Minted, Failure> {
    let checked = check(scope, &[], Operation::GetFederationToken)?;
    if scope.dry_run {
        return Ok(Minted::Nothing);
    }
    let mut builder: GetFederationToken = client().await?.get_federation_token(name.clone());
    if let Some(duration) = duration {
        builder = builder.duration(duration);
    }
    Ok(Minted::Token(send!(builder, checked)))
}

pub(crate) async fn assume<F: Future<Output = Result<Client, Failure>>>(
    role: &RoleArn,
    name: &RoleSessionName,
    duration: Option<SessionDuration<ForRole>>,
    details: &Role,
    scope: &Scope,
    client: impl FnOnce() -> F,
) -> Result<Minted, Failure> {
    let code = details.mfa_code()?;
    let checked = check(scope, &details.transitive_tags, Operation::AssumeRole)?;
    if scope.dry_run {
        return Ok(Minted::Nothing);
    }
    let mut builder = with_details(client().await?, role, name, details, code);
    if let Some(duration) = duration {
        builder = builder.duration(duration);
    }
    Ok(Minted::Token(send!(builder, checked)))
}

pub(crate) async fn either<F: Future<Output = Result<Client, Failure>>>(
    exec: &Exec,
    client: impl FnOnce() -> F,
) -> Result<Minted, Failure> {
    let Exec { role, name, duration, details, scope, .. } = exec;
    match role {
        // The details are those of a role, which the command line knows.
        None => {
            let name = FederatedName::new(name)?;
            let duration = duration.as_deref().map(str::parse).transpose()?;
            mint(&name, duration, scope, client).await
        }
        Some(role) => {
            let name = RoleSessionName::new(name)?;
            let duration = duration.as_deref().map(str::parse).transpose()?;
            assume(role, &name, duration, details, scope, client).await
        }
    }
}

fn with_details(
    client: Client,
    role: &RoleArn,
    name: &RoleSessionName,
    details: &Role,
    code: Option<MfaCode>,
) -> AssumeRole {
    let mut builder = client.assume_role(role.clone(), name.clone());
    if let Some(id) = &details.external_id {
        builder = builder.external_id(id.clone());
    }
    if let Some(identity) = &details.source_identity {
        builder = builder.source_identity(identity.clone());
    }
    // The command line wants both or none.
    if let (Some(serial), Some(code)) = (&details.mfa_serial, code) {
        builder = builder.mfa(serial.clone(), code);
    }
    builder
}

/// Checks the scope, and says what was found.
fn check(scope: &Scope, transitive: &[(String, String)], operation: Operation) -> Result<Checked, Failure> {
    let arns = PolicyArns::new(&scope.policy_arns).map_err(|error| Failure::Failed(error.to_string()))?;
    let plain = scope.tags.iter().map(|(key, value)| SessionTag::new(key, value));
    let transitive = transitive.iter().map(|(key, value)| Ok(SessionTag::new(key, value)?.transitive()));
    let tags = SessionTags::new(plain.chain(transitive).collect::<Result<Vec<_>, sts_token::InvalidParameter>>()?)?;
    let Some(file) = &scope.policy else {
        report::show_without_inline(arns.iter().len());
        return Ok(Checked { policy: None, arns, tags });
    };
    let text = input::read(file)?;
    let mut checker = match operation {
        Operation::GetFederationToken => Checker::federation(),
        _ => Checker::session(),
    };
    checker = checker.policy_arns(arns.clone()).packed_size(operation);
    for tag in tags.iter() {
        checker = checker.session_tag(tag.key(), tag.value());
    }
    let name = file.display().to_string();
    match checker.session_policy(&text) {
        Ok((policy, findings)) => {
            report::show(&name, &text, &findings);
            Ok(Checked { policy: Some(policy), arns, tags })
        }
        Err(error) => {
            report::show(&name, &text, error.report());
            Err(Failure::Refused("the policy has errors, so nothing was sent".to_owned()))
        }
    }
}
