//! A limit on the number of runs that a test starts through `credential_process`.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::support::{command, folder, run, text, write_script};

/// Maximum number of runs that a test of profiles that call themselves starts, even if the command does not limit them.
const PERMITS: usize = 12;

/// Makes a folder with a permit for each run that its profiles may start, and the script `take`, which takes a permit.
///
/// Each run gets the name of its user from that script. The script takes a permit by a rename, so two runs cannot take the same one.
/// Without a permit, the name is empty, which the command rejects before it reads profiles.
pub(crate) fn folder_with_permits(name: &str) -> PathBuf {
    let folder = folder(name);
    for sub in ["permits", "taken", "bin", ".aws"] {
        fs::create_dir(folder.join(sub)).unwrap();
    }
    for permit in 0..PERMITS {
        fs::write(folder.join("permits").join(permit.to_string()), "").unwrap();
    }
    write_script(
        &folder.join("take"),
        "cd \"$(dirname \"$0\")\" || exit 1\nfor permit in permits/*; do\n  \
         mv \"$permit\" \"taken/${permit#permits/}\" 2>/dev/null && echo tenant-a && exit 0\ndone\nexit 1",
    );
    folder
}

/// Puts all permits back, after the runs that took them have exited.
pub(crate) fn return_permits(folder: &Path) {
    for permit in fs::read_dir(folder.join("taken")).unwrap() {
        let permit = permit.unwrap();
        fs::rename(permit.path(), folder.join("permits").join(permit.file_name())).unwrap();
    }
}

/// Counts the taken permits.
pub(crate) fn taken_permits(folder: &Path) -> usize {
    let count = |sub: &str| fs::read_dir(folder.join(sub)).unwrap().count();
    assert_eq!(count("taken") + count("permits"), PERMITS);
    count("taken")
}

/// Returns a command line that takes a permit and mints credentials with a program.
pub(crate) fn mint_command_line(folder: &Path, program: &str, arguments: &str) -> String {
    let take = folder.join("take");
    format!("{program} mint --name \"$({})\" --without-policy --format credential-process{arguments}", take.display())
}

#[tokio::test]
async fn each_permit_is_used_once_and_a_run_without_one_is_rejected() {
    let folder = folder_with_permits("bound");
    for count in 0..PERMITS {
        assert_eq!(taken_permits(&folder), count);
        let output = Command::new(folder.join("take")).output().unwrap();
        assert_eq!(text(&output.stdout), "tenant-a\n");
    }
    let output = Command::new(folder.join("take")).output().unwrap();
    assert_eq!((text(&output.stdout), output.status.code()), ("", Some(1)));
    let output = run(command(&folder, &["mint", "--name", "", "--without-policy"])).await;
    assert_eq!(output.status.code(), Some(2));
    assert!(text(&output.stderr).starts_with("error: invalid value '' for '--name"), "{}", text(&output.stderr));
    fs::remove_dir_all(folder).unwrap();
}
