//! The caller's profile, and the process that provides its credentials.

use std::borrow::Cow;
use std::env;
use std::path::{Path, PathBuf};

use aws_config::profile::ProfileSet;
use aws_types::os_shim_internal::{Env, Fs};

use crate::args::Connection;
use crate::credential_source::{CredentialProcess, environment_has_access_key, profile_chain};
use crate::failure::Failure;
use crate::profile_files;
use crate::profile_settings::reject_empty_endpoints;
use crate::self_call::SelfCall;

/// Variables with the paths of token files, which the SDK reads.
const TOKEN_FILE_VARIABLES: [&str; 2] = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

/// All profiles and the selected one.
#[derive(Default)]
pub(crate) struct Profiles {
    /// `None` if the files cannot be parsed. The SDK reports that and starts no process.
    set: Option<ProfileSet>,
    /// `--profile` names the profile, so its credentials take precedence over those of the environment.
    is_named: bool,
}

impl Profiles {
    /// Reads the profiles, after a check of the types and sizes of their files and of the token files.
    pub(crate) async fn load(connection: &Connection) -> Result<Self, Failure> {
        reject_empty_endpoints()?;
        let token_files = TOKEN_FILE_VARIABLES.into_iter().filter_map(env::var_os).map(PathBuf::from);
        for file in profile_files::paths().chain(token_files) {
            profile_files::check(&file)?;
        }
        let name = connection.profile.clone().map(Cow::Owned);
        let set = aws_config::profile::load(&Fs::real(), &Env::real(), &Default::default(), name).await.ok();
        if let Some(set) = &set {
            for profile in profile_chain(set, set.selected_profile()) {
                let token_file = profile.get("web_identity_token_file");
                token_file.map_or(Ok(()), |file| profile_files::check(Path::new(file)))?;
            }
        }
        Ok(Self { set, is_named: connection.profile.is_some() })
    }

    /// Returns the process that provides the caller's credentials, if any.
    fn process(&self) -> Option<CredentialProcess<'_>> {
        let set = self.set.as_ref()?;
        if !self.is_named && environment_has_access_key() {
            return None;
        }
        CredentialProcess::find(set, set.selected_profile())
    }

    /// Returns true if the SDK may start a process for the caller's credentials.
    pub(crate) fn has_process(&self) -> bool {
        self.process().is_some()
    }

    /// Fails if the caller's credentials come from this program with the same profile.
    pub(crate) fn reject_self_call(&self) -> Result<(), Failure> {
        let Some(set) = &self.set else { return Ok(()) };
        let mut seen = vec![set.selected_profile().to_owned()];
        let mut next = self.process();
        while let Some(CredentialProcess { profile, command_line }) = next {
            let Some(call) = SelfCall::parse(command_line) else { return Ok(()) };
            seen.push(profile.to_owned());
            match call.profile {
                None if environment_has_access_key() => return Ok(()),
                Some(name) if !seen.contains(&name) => {
                    next = CredentialProcess::find(set, &name);
                    seen.push(name);
                }
                _ => {
                    return Err(Failure::Failed(format!(
                        "profile `{}` calls itself through `credential_process`; set the caller's profile with `--profile` there",
                        sts_policy::__private::Printable(profile)
                    )));
                }
            }
        }
        Ok(())
    }

    /// Returns all profiles, unless the files cannot be parsed.
    pub(crate) fn set(&self) -> Option<&ProfileSet> {
        self.set.as_ref()
    }
}
