//! The caller's profile: the process that provides its credentials, and the settings that `exec` passes to a command.

use std::borrow::Cow;
use std::env;
use std::ffi::OsString;
use std::path::{Path, PathBuf};

use aws_config::SdkConfig;
use aws_config::profile::{Profile, ProfileSet};
use aws_types::os_shim_internal::{Env, Fs};
use aws_types::service_config::ServiceConfigKey;

use crate::args::Connection;
use crate::own_call::OwnCall;
use crate::{Failure, input};

/// The variable of the endpoint of all services. With `_` and the ID of a service, that of the service.
const ENDPOINT_URL: &str = "AWS_ENDPOINT_URL";
const IGNORE_ENDPOINTS: &str = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

/// Keys of a profile for endpoints and trust, and their variables.
const CARRIED: [(&str, &str); 6] = [
    ("account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE"),
    ("ca_bundle", "AWS_CA_BUNDLE"),
    ("ignore_configured_endpoint_urls", IGNORE_ENDPOINTS),
    ("sts_regional_endpoints", "AWS_STS_REGIONAL_ENDPOINTS"),
    ("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT"),
    ("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"),
];

/// Variables of files with tokens, which the SDK reads.
const TOKEN_FILES: [&str; 2] = ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"];

/// All profiles, and the selected one.
#[derive(Default)]
pub(crate) struct Profiles {
    /// `None` if the files cannot be parsed: the SDK reports that, and starts no process of theirs.
    set: Option<ProfileSet>,
    /// Whether `--profile` selects the profile. Its credentials then take precedence over those of the environment.
    is_named: bool,
}

impl Profiles {
    /// Reads the files, after a check of their types and sizes and of the files with tokens.
    pub(crate) async fn load(connection: &Connection) -> Result<Self, Failure> {
        let is_empty_url = |(name, value): &(OsString, OsString)| {
            name.to_string_lossy().starts_with(ENDPOINT_URL) && value.to_string_lossy().trim().is_empty()
        };
        if let Some((name, _)) = env::vars_os().find(is_empty_url) {
            // The SDK panics.
            return Err(Failure::Failed(format!("`{}` is empty: must be a URL, or unset", name.display())));
        }
        let variables = TOKEN_FILES.into_iter().filter_map(env::var_os).map(PathBuf::from);
        for file in
            [config_file(), file("AWS_SHARED_CREDENTIALS_FILE", "credentials")].into_iter().flatten().chain(variables)
        {
            check_file(&file)?;
        }
        let name = connection.profile.clone().map(Cow::Owned);
        let set = aws_config::profile::load(&Fs::real(), &Env::real(), &Default::default(), name).await.ok();
        if let Some(set) = &set {
            for profile in chain(set, set.selected_profile()) {
                profile.get("web_identity_token_file").map_or(Ok(()), |file| check_file(Path::new(file)))?;
            }
        }
        Ok(Self { set, is_named: connection.profile.is_some() })
    }

    /// Returns the process that provides the caller's credentials, if any, and the profile that has it.
    fn process(&self) -> Option<(&str, &str)> {
        let set = self.set.as_ref()?;
        if !self.is_named && environment_has_credentials() {
            return None;
        }
        process_of(set, set.selected_profile())
    }

    /// Returns true if the SDK may start a process for the caller's credentials.
    pub(crate) fn has_process(&self) -> bool {
        self.process().is_some()
    }

    /// Checks that the caller's credentials do not come from this program with the same profile.
    pub(crate) fn check_process(&self) -> Result<(), Failure> {
        let Some(set) = &self.set else { return Ok(()) };
        let mut seen = vec![set.selected_profile().to_owned()];
        let mut next = self.process();
        while let Some((profile, process)) = next {
            let Some(call) = OwnCall::of(process) else { return Ok(()) };
            seen.push(profile.to_owned());
            match call.profile {
                None if environment_has_credentials() => return Ok(()),
                Some(name) if !seen.contains(&name) => {
                    next = process_of(set, &name);
                    seen.push(name);
                }
                _ => {
                    return Err(Failure::Failed(format!(
                        "profile `{}` calls itself through `credential_process`; name the caller's profile with `--profile` in it",
                        sts_policy::Printable(profile)
                    )));
                }
            }
        }
        Ok(())
    }

    /// Returns variables with the settings of the profile for a command that reads the profile `default` instead.
    ///
    /// Variables of the environment are kept: they take precedence over the profile here too. Fails if the command would use an
    /// endpoint or a CA bundle of `default` that no variable hides.
    pub(crate) fn settings(&self, config: &SdkConfig) -> Result<Vec<(String, String)>, Failure> {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let mut settings = Vec::new();
        if let Some(region) = config.region() {
            // Programs differ in the variable that they read.
            settings.extend(["AWS_REGION", "AWS_DEFAULT_REGION"].map(|name| (name.to_owned(), region.to_string())));
        }
        let Some(set) = &self.set else { return Ok(settings) };
        let default = set.get_profile("default").filter(|_| set.selected_profile() != "default");
        let default_has = |key: &str| default.is_some_and(|profile| profile.get(key).is_some());
        for (key, name) in CARRIED {
            let is_switch = key.starts_with("use_") || key.starts_with("ignore_");
            match set.get(key) {
                _ if is_set(name) => {}
                Some(value) => settings.push((name.to_owned(), value.to_owned())),
                None if is_switch && default_has(key) => settings.push((name.to_owned(), "false".to_owned())),
                // With an empty variable, some programs do not verify certificates.
                None if key == "ca_bundle" && default_has(key) => return Err(not_hidden(key, name)),
                None => {}
            }
        }
        let ignores = |name: &str, value: &str| name == IGNORE_ENDPOINTS && value.eq_ignore_ascii_case("true");
        let is_ignored = env::var(IGNORE_ENDPOINTS).is_ok_and(|value| ignores(IGNORE_ENDPOINTS, &value))
            || settings.iter().any(|(name, value)| ignores(name, value));
        // This variable takes precedence over all endpoints of profiles.
        if is_ignored || is_set(ENDPOINT_URL) {
            return Ok(settings);
        }
        let before = settings.len();
        let all_services = config.endpoint_url();
        settings.extend(all_services.map(|url| (ENDPOINT_URL.to_owned(), url.to_owned())));
        for service in services() {
            let key =
                ServiceConfigKey::builder().service_id(&service).env(ENDPOINT_URL).profile("endpoint_url").build();
            let url = key.ok().and_then(|key| config.service_config()?.load_config(key));
            let name = format!("{ENDPOINT_URL}_{}", service.to_uppercase().replace([' ', '-'], "_"));
            if let Some(url) = url.filter(|url| Some(url.as_str()) != all_services && !is_set(&name)) {
                settings.push((name, url));
            }
        }
        let default_key = ["endpoint_url", "services"].into_iter().find(|key| default_has(key));
        if let Some(key) = default_key.filter(|_| all_services.is_none()) {
            let is_endpoint = |(name, _): (OsString, OsString)| name.to_string_lossy().starts_with(ENDPOINT_URL);
            if settings.len() > before || env::vars_os().any(is_endpoint) {
                return Err(not_hidden(key, ENDPOINT_URL));
            }
            settings.retain(|(name, _)| name != IGNORE_ENDPOINTS);
            settings.push((IGNORE_ENDPOINTS.to_owned(), "true".to_owned()));
        }
        Ok(settings)
    }
}

fn not_hidden(key: &str, variable: &str) -> Failure {
    Failure::Failed(format!(
        "the command would use `{key}` of the profile `default`: set {variable}, or AWS_CONFIG_FILE to a file without `{key}` there"
    ))
}

/// Checks the type and size of a file that the SDK reads. The SDK reports or ignores files that do not exist.
fn check_file(file: &Path) -> Result<(), Failure> {
    if file == Path::new("/dev/null") || !file.exists() {
        return Ok(());
    }
    input::check(file).map_err(|error| input::failed(file, &error))
}

/// Returns a profile and the profiles that provide its credentials, of which the last has a source of its own.
fn chain<'a>(set: &'a ProfileSet, name: &str) -> Vec<&'a Profile> {
    let mut chain: Vec<&Profile> = Vec::new();
    let mut next = set.get_profile(name);
    while let Some(profile) = next.filter(|profile| chain.iter().all(|known| known.name() != profile.name())) {
        let has = |key: &str| profile.get(key).is_some();
        let is_base = !has("role_arn") || has("web_identity_token_file") || (!chain.is_empty() && has_keys(profile));
        chain.push(profile);
        next = profile.get("source_profile").filter(|_| !is_base).and_then(|source| set.get_profile(source));
    }
    chain
}

fn has_keys(profile: &Profile) -> bool {
    profile.get("aws_access_key_id").is_some() && profile.get("aws_secret_access_key").is_some()
}

/// Returns the process that the SDK starts for the credentials of a profile, and the profile that has it.
fn process_of<'a>(set: &'a ProfileSet, name: &str) -> Option<(&'a str, &'a str)> {
    const PRECEDING: [&str; 7] = [
        "credential_source",
        "login_session",
        "sso_account_id",
        "sso_region",
        "sso_role_name",
        "sso_session",
        "sso_start_url",
    ];
    let chain = chain(set, name);
    let base = chain.last()?;
    let has = |key: &str| base.get(key).is_some();
    let has_keys = chain.len() > 1 && has_keys(base);
    if has_keys || PRECEDING.into_iter().any(has) || (has("role_arn") && has("web_identity_token_file")) {
        return None;
    }
    Some((base.name(), base.get("credential_process")?))
}

/// Returns true if the environment has an access key, which the SDK takes before a profile that is not named.
fn environment_has_credentials() -> bool {
    let has = |name: &str| env::var(name).is_ok_and(|value| !value.trim().is_empty());
    has("AWS_ACCESS_KEY_ID") && (has("AWS_SECRET_ACCESS_KEY") || has("SECRET_ACCESS_KEY"))
}

/// Returns all keys of the config file at the start of a line, among them the IDs of services. The SDK does not list those.
fn services() -> Vec<String> {
    let text = config_file().and_then(|file| input::read_file(&file).ok()).unwrap_or_default();
    let name = |line: &str| Some(line.split_once('=')?.0.trim().to_owned());
    let mut names: Vec<String> =
        text.lines().filter(|line| !line.starts_with([' ', '\t', '#', ';'])).filter_map(name).collect();
    names.sort();
    names.dedup();
    names.retain(|name| !name.is_empty());
    names
}

fn config_file() -> Option<PathBuf> {
    file("AWS_CONFIG_FILE", "config")
}

/// Returns the path of a file of profiles, which a variable may name.
fn file(variable: &str, name: &str) -> Option<PathBuf> {
    let home = env::home_dir();
    match env::var_os(variable).map(PathBuf::from) {
        Some(file) => match (file.strip_prefix("~"), home) {
            (Ok(rest), Some(home)) => Some(home.join(rest)),
            _ => Some(file),
        },
        None => Some(home?.join(".aws").join(name)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses a config file and selects the profile `own`.
    async fn profiles(text: &str) -> Profiles {
        let home = Env::from_slice(&[("HOME", "/home")]);
        let files = Fs::from_slice(&[("/home/.aws/config", text)]);
        let set = aws_config::profile::load(&files, &home, &Default::default(), Some("own".into())).await.unwrap();
        Profiles { set: Some(set), is_named: true }
    }

    #[tokio::test]
    async fn finds_the_process_that_the_sdk_would_start() {
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
            assert_eq!(profiles(&text).await.process(), expected, "{text}");
        }
    }

    #[tokio::test]
    async fn settings_are_those_of_the_profile_and_not_of_the_default_one() {
        for (text, expected) in [
            ("[profile own]\nuse_fips_endpoint = true\n", &[("AWS_USE_FIPS_ENDPOINT", "true")][..]),
            ("[default]\nuse_fips_endpoint = true\n[profile own]\nregion = r\n", &[("AWS_USE_FIPS_ENDPOINT", "false")]),
            ("[default]\nendpoint_url = http://d\n[profile own]\nregion = r\n", &[(IGNORE_ENDPOINTS, "true")]),
            ("[default]\nservices = s\n[profile own]\nregion = r\n", &[(IGNORE_ENDPOINTS, "true")]),
            (
                "[profile own]\nignore_configured_endpoint_urls = true\nsts_regional_endpoints = legacy\n",
                &[(IGNORE_ENDPOINTS, "true"), ("AWS_STS_REGIONAL_ENDPOINTS", "legacy")],
            ),
            ("[profile other]\nca_bundle = /c.pem\n[profile own]\nregion = r\n", &[]),
        ] {
            let settings = profiles(text).await.settings(&SdkConfig::builder().build()).ok().unwrap();
            let settings: Vec<_> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(settings, expected, "{text}");
        }
    }
}
