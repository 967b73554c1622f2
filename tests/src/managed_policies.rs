//! AWS's managed policies, about 1,580, as the package `moto` (Apache-2.0) carries them.

use std::path::Path;
use std::process::Command;

use crate::{Wheel, python};

const MOTO: Wheel = Wheel {
    name: "moto",
    version: "5.2.5",
    sha256: "eef62cdcf3bfe73e0863743511ba042dfaba04ba3d5ecdcb896a196c693ad528",
};

/// The package keeps the policies as JSON inside a Python module; Python itself takes them out.
const EXTRACT: &str = "import runpy, sys; print(runpy.run_path(sys.argv[1])['aws_managed_policies_data'])";

/// A JSON object: by the name of each policy an object whose `Document` is the policy. The package is kept below `folder`.
///
/// # Errors
///
/// A line that says what could not be done and what to do about it.
pub fn managed_policies(folder: &Path) -> Result<Vec<u8>, String> {
    let module = MOTO.unpacked(folder)?.join("moto/iam/aws_managed_policies.py");
    python(Command::new("python3").args(["-c", EXTRACT]).arg(module))
}
