//! The source of a profile's credentials, found as the SDK finds it.

use std::env;

use aws_config::profile::{Profile, ProfileSet};

/// A process that provides credentials.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct CredentialProcess<'a> {
    /// The profile that contains the command line.
    pub(crate) profile: &'a str,
    pub(crate) command_line: &'a str,
}

impl<'a> CredentialProcess<'a> {
    /// Returns the process that the SDK starts for the credentials of a profile.
    pub(crate) fn find(set: &'a ProfileSet, name: &str) -> Option<Self> {
        /// Keys of sources that the SDK prefers to a process.
        const PRECEDING: [&str; 7] = [
            "credential_source",
            "login_session",
            "sso_account_id",
            "sso_region",
            "sso_role_name",
            "sso_session",
            "sso_start_url",
        ];
        let chain = profile_chain(set, name);
        let base = chain.last()?;
        let has = |key: &str| base.get(key).is_some();
        let has_keys = chain.len() > 1 && has_access_key(base);
        if has_keys || PRECEDING.into_iter().any(has) || (has("role_arn") && has("web_identity_token_file")) {
            return None;
        }
        Some(Self { profile: base.name(), command_line: base.get("credential_process")? })
    }
}

/// Returns a profile and the profiles that provide its credentials. Only the last has a source of its own.
pub(crate) fn profile_chain<'a>(set: &'a ProfileSet, name: &str) -> Vec<&'a Profile> {
    let mut chain: Vec<&Profile> = Vec::new();
    let mut next = set.get_profile(name);
    while let Some(profile) = next.filter(|profile| chain.iter().all(|known| known.name() != profile.name())) {
        let has = |key: &str| profile.get(key).is_some();
        let is_base =
            !has("role_arn") || has("web_identity_token_file") || (!chain.is_empty() && has_access_key(profile));
        chain.push(profile);
        next = profile.get("source_profile").filter(|_| !is_base).and_then(|source| set.get_profile(source));
    }
    chain
}

fn has_access_key(profile: &Profile) -> bool {
    profile.get("aws_access_key_id").is_some() && profile.get("aws_secret_access_key").is_some()
}

/// Returns true if the environment has an access key. The SDK prefers it to a profile that `--profile` does not name.
pub(crate) fn environment_has_access_key() -> bool {
    let has = |name: &str| env::var(name).is_ok_and(|value| !value.trim().is_empty());
    has("AWS_ACCESS_KEY_ID") && (has("AWS_SECRET_ACCESS_KEY") || has("SECRET_ACCESS_KEY"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_profiles::parse;

    #[tokio::test]
    async fn finds_the_process_that_the_sdk_starts() {
        let process = "credential_process = run\n";
        let role = "role_arn = arn:aws:iam::111122223333:role/reader\n";
        let keys = "aws_access_key_id = a\naws_secret_access_key = b\n";
        for (text, expected) in [
            (format!("[profile own]\n{process}"), Some(("own", "run"))),
            (format!("[profile own]\n{process}{keys}"), Some(("own", "run"))),
            (format!("[profile own]\n{role}source_profile = own\n{process}"), Some(("own", "run"))),
            (format!("[profile own]\n{role}source_profile = base\n[profile base]\n{process}"), Some(("base", "run"))),
            (format!("[profile own]\n{role}source_profile = base\n[profile base]\n{process}{keys}"), None),
            (format!("[profile own]\n{role}source_profile = own2\n[profile own2]\n{role}source_profile = own\n"), None),
            (format!("[profile own]\nsso_session = s\n{process}"), None),
            (format!("[profile own]\n{role}web_identity_token_file = t\n{process}"), None),
            (format!("[profile own]\n{keys}[profile other]\n{process}"), None),
        ] {
            let expected = expected.map(|(profile, command_line)| CredentialProcess { profile, command_line });
            assert_eq!(CredentialProcess::find(&parse(&text).await, "own"), expected, "{text}");
        }
    }
}
