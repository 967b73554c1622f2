//! Crates outside of this workspace that depend on `sts-policy`, as users have them.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

/// A crate on the disk.
pub(crate) struct Crate(PathBuf);

impl Crate {
    /// Creates a crate without source.
    pub(crate) fn new(name: &str) -> Self {
        Self::with_dependencies(name, &format!("sts-policy = {{ path = {:?} }}", Self::sts_policy()))
    }

    /// Returns the folder of `sts-policy`.
    pub(crate) fn sts_policy() -> PathBuf {
        Self::workspace().join("sts-policy")
    }

    fn workspace() -> PathBuf {
        Path::new(env!("CARGO_MANIFEST_DIR")).ancestors().nth(2).unwrap().to_owned()
    }

    /// Creates a crate with these lines as its dependencies.
    pub(crate) fn with_dependencies(name: &str, dependencies: &str) -> Self {
        let workspace = Self::workspace();
        let manifest = format!(
            "[package]\nname = {name:?}\nedition = \"2024\"\n\n[dependencies]\n{dependencies}\n\n[workspace]\n"
        );
        let new = Self(Path::new(env!("CARGO_TARGET_TMPDIR")).join("external_crate").join(name));
        new.write("Cargo.toml", &manifest);
        // The versions of the workspace are available offline.
        new.write("Cargo.lock", &fs::read_to_string(workspace.join("Cargo.lock")).unwrap());
        new
    }

    /// Writes one of its files.
    pub(crate) fn write(&self, path: &str, text: &str) {
        let path = self.0.join(path);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, text).unwrap();
    }

    /// Runs a cargo command. All crates share one target folder.
    pub(crate) fn cargo(&self, command: &str) -> Output {
        Command::new(env!("CARGO"))
            .args([command, "--offline", "--quiet"])
            .current_dir(&self.0)
            .env("CARGO_TARGET_DIR", self.0.with_file_name("target"))
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CARGO_INCREMENTAL", "0")
            .env("CARGO_TERM_COLOR", "never")
            .output()
            .unwrap()
    }
}
