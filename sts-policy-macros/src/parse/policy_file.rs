//! Reading of policy files.

use std::io::Read;
use std::path::Path;

/// Maximum size of a policy file, in bytes. It is several times the 10,240 characters that IAM accepts, without white space.
const MAX_FILE_BYTES: u64 = 65_536;

/// Reads a file below the folder of the crate. An error is a message and a help.
pub(crate) fn read(path: &str) -> Result<String, (String, &'static str)> {
    let Some(folder) = std::env::var_os("CARGO_MANIFEST_DIR") else {
        return Err(("`CARGO_MANIFEST_DIR` is not set".to_owned(), "build with cargo"));
    };
    if Path::new(path).is_absolute() {
        let message = format!("absolute path `{path}`: must be relative to the folder of the crate's `Cargo.toml`");
        return Err((message, "write a relative path, such as `policies/reader.json`"));
    }
    read_bounded(&Path::new(&folder).join(path)).map_err(|problem| match problem {
        Unreadable::Io(error) => {
            (format!("cannot read `{path}`: {error}"), "write the path from the folder of the crate's `Cargo.toml`")
        }
        Unreadable::NotAFile => (format!("`{path}` is not a regular file"), "write the path of a JSON file"),
        Unreadable::TooLarge => (
            format!("`{path}` is too large: must be at most {MAX_FILE_BYTES} bytes"),
            "split the policy, or remove its white space: a session policy has at most 2,048 bytes",
        ),
        Unreadable::NotUtf8 => (format!("`{path}` is not UTF-8"), "save the file as UTF-8, the encoding of JSON"),
    })
}

/// A reason why a policy file cannot be read.
enum Unreadable {
    Io(std::io::Error),
    NotAFile,
    TooLarge,
    NotUtf8,
}

impl From<std::io::Error> for Unreadable {
    fn from(error: std::io::Error) -> Self {
        Unreadable::Io(error)
    }
}

/// Reads a file of at most [`MAX_FILE_BYTES`]. The type is checked before the file is opened: a pipe would block, and a device may have
/// no end.
fn read_bounded(path: &Path) -> Result<String, Unreadable> {
    if !std::fs::metadata(path)?.is_file() {
        return Err(Unreadable::NotAFile);
    }
    let mut bytes = Vec::new();
    std::fs::File::open(path)?.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes)?;
    if bytes.len() as u64 > MAX_FILE_BYTES {
        return Err(Unreadable::TooLarge);
    }
    String::from_utf8(bytes).map_err(|_| Unreadable::NotUtf8)
}
