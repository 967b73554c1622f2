//! The files of profiles.

use std::env;
use std::path::{Path, PathBuf};

use crate::failure::Failure;
use crate::input;

/// Returns the paths of the config file and the credentials file.
pub(crate) fn paths() -> impl Iterator<Item = PathBuf> {
    [config_file(), path("AWS_SHARED_CREDENTIALS_FILE", "credentials")].into_iter().flatten()
}

/// Checks the type and size of a file that the SDK reads. The SDK reports or ignores missing files.
pub(crate) fn check(file: &Path) -> Result<(), Failure> {
    if file == Path::new("/dev/null") || !file.exists() {
        return Ok(());
    }
    input::check(file).map_err(|error| input::cannot_read(file, &error))
}

/// Returns all keys at the start of a line of the config file, which include the IDs of services. The SDK does not list those.
pub(crate) fn unindented_keys() -> Vec<String> {
    let text = config_file().and_then(|file| input::read_file(&file).ok()).unwrap_or_default();
    let key = |line: &str| Some(line.split_once('=')?.0.trim().to_owned());
    let mut keys: Vec<String> =
        text.lines().filter(|line| !line.starts_with([' ', '\t', '#', ';'])).filter_map(key).collect();
    keys.sort();
    keys.dedup();
    keys.retain(|key| !key.is_empty());
    keys
}

fn config_file() -> Option<PathBuf> {
    path("AWS_CONFIG_FILE", "config")
}

/// Returns the path in an environment variable, or the path of a file in `~/.aws`.
fn path(variable: &str, default_name: &str) -> Option<PathBuf> {
    let home = env::home_dir();
    match env::var_os(variable).map(PathBuf::from) {
        Some(file) => match (file.strip_prefix("~"), home) {
            (Ok(rest), Some(home)) => Some(home.join(rest)),
            _ => Some(file),
        },
        None => Some(home?.join(".aws").join(default_name)),
    }
}
