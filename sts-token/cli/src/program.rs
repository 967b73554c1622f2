//! The file of this program.

use std::env;
use std::path::{Path, PathBuf};

/// Returns the file of this program, or without `/proc` the name that it was started by.
pub(crate) fn this_program() -> PathBuf {
    env::current_exe().ok().or_else(|| env::args_os().next().map(PathBuf::from)).unwrap_or_default()
}

/// Returns true if a shell would run the file of this program for a program name.
pub(crate) fn is_this_program(name: &str) -> bool {
    let path = match (name.strip_prefix("~/"), env::home_dir()) {
        (Some(rest), Some(home)) => home.join(rest),
        _ => PathBuf::from(name),
    };
    find_file(path).zip(find_file(this_program())).is_some_and(|(file, this)| is_same_file(&file, &this))
}

/// Returns the file that a shell runs for a program, which may be in a folder of `PATH`.
fn find_file(program: PathBuf) -> Option<PathBuf> {
    if program.components().count() > 1 || program.is_absolute() {
        return Some(program);
    }
    let folders = env::var_os("PATH").unwrap_or_default();
    env::split_paths(&folders).map(|folder| folder.join(&program)).find(|file| file.is_file())
}

#[cfg(unix)]
fn is_same_file(one: &Path, other: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;

    let id = |file: &Path| file.metadata().map(|file| (file.dev(), file.ino())).ok();
    id(one).is_some() && id(one) == id(other)
}

#[cfg(not(unix))]
fn is_same_file(one: &Path, other: &Path) -> bool {
    matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}
