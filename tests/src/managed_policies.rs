//! AWS's managed policies, about 1,580, from the package `moto` (Apache-2.0).

use std::path::Path;
use std::process::Command;

use crate::{Wheel, python};

const MOTO: Wheel = Wheel {
    name: "moto",
    version: "5.2.5",
    sha256: "eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
};

/// Prints the JSON text in the package's Python module.
const EXTRACT: &str = "import runpy, sys; print(runpy.run_path(sys.argv[1])['aws_managed_policies_data'])";

/// Returns a JSON object with an object for each policy name, whose `Document` is the policy. The package is stored below `folder`.
///
/// # Errors
///
/// Returns a message with the failed step if the package cannot be downloaded or read.
pub fn managed_policies(folder: &Path) -> Result<Vec<u8>, String> {
    let module = MOTO.unpacked(folder)?.join("moto/iam/aws_managed_policies.py");
    python(Command::new("python3").args(["-c", EXTRACT]).arg(module))
}
