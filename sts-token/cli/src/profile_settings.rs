//! Settings of the caller's profile as variables for a command that reads the profile `default` instead.

use std::env;
use std::ffi::OsStr;

use aws_config::SdkConfig;
use aws_config::profile::{Profile, ProfileSet};
use aws_types::service_config::ServiceConfigKey;

use crate::failure::Failure;
use crate::profile_files;

/// Variable with the endpoint of all services. With `_` and the ID of a service appended, the endpoint of that service.
const ENDPOINT_URL: &str = "AWS_ENDPOINT_URL";
const IGNORE_ENDPOINTS: &str = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

/// Keys of a profile for endpoints and trust, and their variables.
const COPIED_KEYS: [(&str, &str); 6] = [
    ("account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE"),
    ("ca_bundle", "AWS_CA_BUNDLE"),
    ("ignore_configured_endpoint_urls", IGNORE_ENDPOINTS),
    ("sts_regional_endpoints", "AWS_STS_REGIONAL_ENDPOINTS"),
    ("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT"),
    ("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"),
];

/// Names and values of variables.
pub(crate) type Settings = Vec<(String, String)>;

/// Returns the settings of the selected profile as variables. Variables of the environment are kept: they take precedence over the
/// profile here too.
///
/// # Errors
///
/// Fails if the command would use an endpoint or a CA bundle of `default` that no variable can override.
pub(crate) fn settings(set: Option<&ProfileSet>, config: &SdkConfig) -> Result<Settings, Failure> {
    let mut settings = region(config);
    let Some(set) = set else { return Ok(settings) };
    let default = DefaultProfile(set.get_profile("default").filter(|_| set.selected_profile() != "default"));
    copy_keys(&mut settings, set, &default)?;
    // `AWS_ENDPOINT_URL` takes precedence over all endpoints of profiles.
    if !ignores_endpoints(&settings) && !is_set(ENDPOINT_URL) {
        add_endpoints(&mut settings, config, &default)?;
    }
    Ok(settings)
}

/// Fails if a variable with an endpoint is empty, because the SDK panics then.
pub(crate) fn reject_empty_endpoints() -> Result<(), Failure> {
    match env::vars_os().find(|(name, value)| is_endpoint(name) && value.to_string_lossy().trim().is_empty()) {
        Some((name, _)) => Err(Failure::Failed(format!("`{}` is empty: must be a URL or unset", name.display()))),
        None => Ok(()),
    }
}

/// The profile `default`, if it is not the selected one.
struct DefaultProfile<'a>(Option<&'a Profile>);

impl DefaultProfile<'_> {
    fn has(&self, key: &str) -> bool {
        self.0.is_some_and(|profile| profile.get(key).is_some())
    }
}

fn region(config: &SdkConfig) -> Settings {
    let Some(region) = config.region() else { return Settings::new() };
    // Programs differ in the variable that they read.
    ["AWS_REGION", "AWS_DEFAULT_REGION"].map(|name| (name.to_owned(), region.to_string())).to_vec()
}

fn copy_keys(settings: &mut Settings, set: &ProfileSet, default: &DefaultProfile<'_>) -> Result<(), Failure> {
    for (key, name) in COPIED_KEYS {
        let is_switch = key.starts_with("use_") || key.starts_with("ignore_");
        match set.get(key) {
            _ if is_set(name) => {}
            Some(value) => settings.push((name.to_owned(), value.to_owned())),
            None if is_switch && default.has(key) => settings.push((name.to_owned(), "false".to_owned())),
            // With an empty variable, some programs do not verify certificates.
            None if key == "ca_bundle" && default.has(key) => return Err(cannot_override(key, name)),
            None => {}
        }
    }
    Ok(())
}

fn ignores_endpoints(settings: &Settings) -> bool {
    let ignores = |name: &str, value: &str| name == IGNORE_ENDPOINTS && value.eq_ignore_ascii_case("true");
    env::var(IGNORE_ENDPOINTS).is_ok_and(|value| ignores(IGNORE_ENDPOINTS, &value))
        || settings.iter().any(|(name, value)| ignores(name, value))
}

/// Adds the endpoints of the profile. Without endpoints, adds a variable with which the command ignores those of the profile `default`.
fn add_endpoints(settings: &mut Settings, config: &SdkConfig, default: &DefaultProfile<'_>) -> Result<(), Failure> {
    let endpoints = endpoints(config);
    let default_key = ["endpoint_url", "services"].into_iter().find(|key| default.has(key));
    if let Some(key) = default_key.filter(|_| config.endpoint_url().is_none()) {
        if !endpoints.is_empty() || env::vars_os().any(|(name, _)| is_endpoint(&name)) {
            return Err(cannot_override(key, ENDPOINT_URL));
        }
        settings.retain(|(name, _)| name != IGNORE_ENDPOINTS);
        settings.push((IGNORE_ENDPOINTS.to_owned(), "true".to_owned()));
    }
    settings.extend(endpoints);
    Ok(())
}

/// Returns the endpoint of all services and those of single services that differ from it.
fn endpoints(config: &SdkConfig) -> Settings {
    let all_services = config.endpoint_url();
    let mut endpoints: Settings =
        all_services.map(|url| (ENDPOINT_URL.to_owned(), url.to_owned())).into_iter().collect();
    for service in profile_files::unindented_keys() {
        let key = ServiceConfigKey::builder().service_id(&service).env(ENDPOINT_URL).profile("endpoint_url").build();
        let url = key.ok().and_then(|key| config.service_config()?.load_config(key));
        let name = format!("{ENDPOINT_URL}_{}", service.to_uppercase().replace([' ', '-'], "_"));
        if let Some(url) = url.filter(|url| Some(url.as_str()) != all_services && !is_set(&name)) {
            endpoints.push((name, url));
        }
    }
    endpoints
}

fn is_set(name: &str) -> bool {
    env::var_os(name).is_some_and(|value| !value.is_empty())
}

fn is_endpoint(name: &OsStr) -> bool {
    name.to_string_lossy().starts_with(ENDPOINT_URL)
}

fn cannot_override(key: &str, variable: &str) -> Failure {
    Failure::Failed(format!(
        "the command would use `{key}` of the profile `default`; set `{variable}`, or set `AWS_CONFIG_FILE` to a file without it"
    ))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::test_profiles::parse;

    #[tokio::test]
    async fn settings_are_those_of_the_selected_profile() {
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
            let settings = settings(Some(&parse(text).await), &SdkConfig::builder().build()).ok().unwrap();
            let settings: Vec<_> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(settings, expected, "{text}");
        }
    }
}
