//! The profiles of the caller: the processes that they start for credentials, and the settings that a command takes over.

use std::borrow::Cow;
use std::env;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use aws_config::SdkConfig;
use aws_config::profile::{Profile, ProfileSet};
use aws_types::os_shim_internal::{Env, Fs};
use aws_types::service_config::ServiceConfigKey;

use crate::args::Connection;
use crate::{Failure, input};

/// The variables of the endpoint of all services, and of one before `_` and its ID.
const ENDPOINT_URL: &str = "AWS_ENDPOINT_URL";
const IGNORE_ENDPOINTS: &str = "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS";

/// Keys of a profile that say where requests go and whom they trust, and the variables for the same.
const CARRIED: [(&str, &str); 6] = [
    ("account_id_endpoint_mode", "AWS_ACCOUNT_ID_ENDPOINT_MODE"),
    ("ca_bundle", "AWS_CA_BUNDLE"),
    ("ignore_configured_endpoint_urls", IGNORE_ENDPOINTS),
    ("sts_regional_endpoints", "AWS_STS_REGIONAL_ENDPOINTS"),
    ("use_dualstack_endpoint", "AWS_USE_DUALSTACK_ENDPOINT"),
    ("use_fips_endpoint", "AWS_USE_FIPS_ENDPOINT"),
];

/// The profiles, of which one is in effect.
#[derive(Default)]
pub(crate) struct Profiles {
    /// `None` if the files cannot be parsed: the SDK reports that, and starts no process of theirs.
    set: Option<ProfileSet>,
    /// Whether the credentials are those of the profile even if the environment has some.
    is_named: bool,
}

impl Profiles {
    /// Reads the files, whose types and sizes are checked before.
    pub(crate) async fn load(connection: &Connection) -> Result<Self, Failure> {
        for file in [config_file(), file("AWS_SHARED_CREDENTIALS_FILE", "credentials")].into_iter().flatten() {
            // The SDK ignores files that do not exist.
            if file != Path::new("/dev/null") && file.exists() {
                input::check(&file).map_err(|error| input::failed(&file, &error))?;
            }
        }
        let name = connection.profile.clone().map(Cow::Owned);
        let set = aws_config::profile::load(&Fs::real(), &Env::real(), &Default::default(), name).await.ok();
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

    /// Returns variables for a command that is not led to the profile, so that its requests go where those of the profile go.
    ///
    /// A variable that the environment has is kept: it goes before the profile here too.
    pub(crate) fn settings(&self, config: &SdkConfig) -> Vec<(String, String)> {
        let is_set = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
        let mut settings = Vec::new();
        if let Some(region) = config.region() {
            // Some programs read the one, and some the other.
            settings.extend(["AWS_REGION", "AWS_DEFAULT_REGION"].map(|name| (name.to_owned(), region.to_string())));
        }
        let Some(set) = &self.set else { return settings };
        // The command reads this one instead.
        let other = set.get_profile("default").filter(|_| set.selected_profile() != "default");
        let of_other = |key: &str| other.and_then(|profile| profile.get(key));
        for (key, name) in CARRIED {
            if is_set(name) {
                continue;
            }
            let is_switch = key.starts_with("use_") || key.starts_with("ignore_");
            let value = set.get(key).or_else(|| of_other(key).filter(|_| is_switch).map(|_| "false"));
            settings.extend(value.map(|value| (name.to_owned(), value.to_owned())));
        }
        // It goes before all endpoints of profiles.
        if is_set(ENDPOINT_URL) {
            return settings;
        }
        let before = settings.len();
        if let Some(url) = config.endpoint_url() {
            settings.push((ENDPOINT_URL.to_owned(), url.to_owned()));
        }
        for service in services() {
            let key =
                ServiceConfigKey::builder().service_id(&service).env(ENDPOINT_URL).profile("endpoint_url").build();
            let url = key.ok().and_then(|key| config.service_config()?.load_config(key));
            let name = format!("{ENDPOINT_URL}_{}", service.to_uppercase().replace([' ', '-'], "_"));
            if let Some(url) = url.filter(|url| Some(url.as_str()) != config.endpoint_url() && !is_set(&name)) {
                settings.push((name, url));
            }
        }
        let has_endpoints = env::vars_os().any(|(name, _)| name.to_string_lossy().starts_with(ENDPOINT_URL));
        if settings.len() == before
            && !has_endpoints
            && ["endpoint_url", "services"].iter().any(|key| of_other(key).is_some())
        {
            settings.retain(|(name, _)| name != IGNORE_ENDPOINTS);
            settings.push((IGNORE_ENDPOINTS.to_owned(), "true".to_owned()));
        }
        settings
    }
}

/// Returns the process that the SDK starts for the credentials of a profile, and the profile that has it.
fn process_of<'a>(set: &'a ProfileSet, name: &str) -> Option<(&'a str, &'a str)> {
    let mut seen = Vec::new();
    let mut profile = set.get_profile(name)?;
    loop {
        let name = profile.name();
        let has = |key: &str| profile.get(key).is_some();
        if seen.contains(&name) || (!seen.is_empty() && has("aws_access_key_id") && has("aws_secret_access_key")) {
            return None;
        }
        seen.push(name);
        match profile.get("source_profile") {
            Some(source) if has("role_arn") && !has("web_identity_token_file") && source != name => {
                profile = set.get_profile(source)?
            }
            _ => return process_of_base(profile).map(|process| (name, process)),
        }
    }
}

/// Returns the process of a profile that has no source, unless others of its credentials go before it.
fn process_of_base(profile: &Profile) -> Option<&str> {
    const BEFORE: [&str; 7] = [
        "credential_source",
        "login_session",
        "sso_account_id",
        "sso_region",
        "sso_role_name",
        "sso_session",
        "sso_start_url",
    ];
    let has = |key: &str| profile.get(key).is_some();
    if BEFORE.into_iter().any(has) || (has("role_arn") && has("web_identity_token_file")) {
        return None;
    }
    profile.get("credential_process")
}

/// Returns true if the environment has an access key, which the SDK takes before a profile that is not named.
fn environment_has_credentials() -> bool {
    let has = |name: &str| env::var(name).is_ok_and(|value| !value.trim().is_empty());
    has("AWS_ACCESS_KEY_ID") && (has("AWS_SECRET_ACCESS_KEY") || has("SECRET_ACCESS_KEY"))
}

/// A command line that starts this program.
#[derive(Debug, PartialEq, Eq)]
struct OwnCall {
    profile: Option<String>,
}

impl OwnCall {
    /// Reads a command line as a shell does, but for what it expands. Other programs may start this one too: for those there is the
    /// depth of calls.
    fn of(process: &str) -> Option<Self> {
        let words = words(process);
        let mut words = words.iter().map(String::as_str);
        let mut profile = None;
        let program = words.find(|word| {
            let assigned = word.split_once('=').filter(|(name, _)| !name.contains('/'));
            if let Some(("AWS_PROFILE", name)) = assigned {
                profile = Some(name.to_owned());
            }
            assigned.is_none() && !["command", "env", "exec"].contains(word)
        })?;
        if !is_this_program(program) {
            return None;
        }
        let mut arguments = words.take_while(|word| *word != "--");
        while let Some(argument) = arguments.next() {
            if argument == "--profile" {
                profile = arguments.next().map(str::to_owned);
            } else if let Some(name) = argument.strip_prefix("--profile=") {
                profile = Some(name.to_owned());
            }
        }
        Some(Self { profile })
    }
}

/// Returns the words of the first command of a command line.
fn words(line: &str) -> Vec<String> {
    let mut words = Vec::new();
    let (mut word, mut quote) = (None::<String>, None);
    let mut characters = line.trim().chars();
    while let Some(character) = characters.next() {
        match (quote, character) {
            (Some(open), _) if character == open => quote = None,
            (None, '"' | '\'') => {
                quote = Some(character);
                word.get_or_insert_default();
            }
            // It separates folders on Windows.
            (None | Some('"'), '\\') if cfg!(not(windows)) => word.get_or_insert_default().extend(characters.next()),
            (None, ';' | '|' | '&' | '\n') => break,
            (None, _) if character.is_whitespace() => words.extend(word.take()),
            _ => word.get_or_insert_default().push(character),
        }
    }
    words.extend(word);
    words
}

/// Returns true if the name of a program is that of this one, or leads to the same file.
fn is_this_program(program: &str) -> bool {
    let path = match (program.strip_prefix("~/"), env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(program),
    };
    if path.file_stem() == Some(OsStr::new(env!("CARGO_BIN_NAME"))) {
        return true;
    }
    let found = if path.components().count() > 1 || path.is_absolute() {
        Some(path)
    } else {
        let folders = env::var_os("PATH").unwrap_or_default();
        env::split_paths(&folders).map(|folder| folder.join(&path)).find(|file| file.is_file())
    };
    found.zip(env::current_exe().ok()).is_some_and(|(file, this)| is_same_file(&file, &this))
}

fn is_same_file(one: &Path, other: &Path) -> bool {
    if let (Ok(one), Ok(other)) = (one.canonicalize(), other.canonicalize())
        && one == other
    {
        return true;
    }
    #[cfg(unix)]
    {
        use std::os::unix::fs::MetadataExt;

        if let (Ok(one), Ok(other)) = (one.metadata(), other.metadata()) {
            return (one.dev(), one.ino()) == (other.dev(), other.ino());
        }
    }
    false
}

/// Returns what may be the names of services in the file of profiles. The SDK has no list of them.
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

    #[test]
    fn splits_words_as_a_shell_does() {
        for (line, expected) in [
            ("a b\tc", &["a", "b", "c"][..]),
            (r#" "/a b/c" 'd "e' f\ g "h\"i" "#, &["/a b/c", "d \"e", "f g", "h\"i"]),
            ("a'b'\"c\" ''", &["abc", ""]),
            ("a; b", &["a"]),
            ("a 'x;y' | b", &["a", "x;y"]),
            ("", &[]),
        ] {
            assert_eq!(words(line), expected, "{line}");
        }
    }

    #[test]
    fn finds_the_profile_of_a_call_of_this_program() {
        let this = env::current_exe().unwrap();
        let this = this.to_str().unwrap();
        let call = |profile: Option<&str>| Some(OwnCall { profile: profile.map(str::to_owned) });
        for (line, expected) in [
            ("sts-token mint --name a", call(None)),
            ("/opt/bin/sts-token mint --profile vendor", call(Some("vendor"))),
            ("'/opt/a b/sts-token' mint --profile=vendor", call(Some("vendor"))),
            ("~/bin/sts-token exec -- x --profile vendor", call(None)),
            ("AWS_PROFILE=vendor sts-token mint", call(Some("vendor"))),
            ("env AWS_PROFILE=vendor exec sts-token mint --profile other", call(Some("other"))),
            (&format!("'{this}' mint"), call(None)),
            (&format!("'{this}/../{}' mint", Path::new(this).file_name().unwrap().display()), None),
            ("aws sts-token", None),
            ("/opt/sts-token/other", None),
            ("", None),
        ] {
            assert_eq!(OwnCall::of(line), expected, "{line}");
        }
    }

    /// Profiles of a configuration file, of which `own` is in effect.
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
            let settings = profiles(text).await.settings(&SdkConfig::builder().build());
            let settings: Vec<_> = settings.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
            assert_eq!(settings, expected, "{text}");
        }
    }
}
