//! Profiles for tests.

use aws_config::profile::ProfileSet;
use aws_types::os_shim_internal::{Env, Fs};

/// Parses a config file and selects the profile `own`.
pub(crate) async fn parse(text: &str) -> ProfileSet {
    let home = Env::from_slice(&[("HOME", "/home")]);
    let files = Fs::from_slice(&[("/home/.aws/config", text)]);
    aws_config::profile::load(&files, &home, &Default::default(), Some("own".into())).await.unwrap()
}
