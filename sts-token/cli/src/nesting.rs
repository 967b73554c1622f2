//! Limits nested runs: `credential_process` may start this command again, directly or through other programs.
//!
//! Each run has a depth. It exceeds both the depth in the environment and the number of ancestors that run this program, because a script
//! may clear the environment and a container may hide ancestors.

use std::env;
use std::ffi::OsStr;

use crate::failure::Failure;
use crate::proc_fs;
#[cfg(unix)]
use crate::program::this_program;

/// Environment variable that holds the depth.
pub(crate) const VARIABLE: &str = "STS_TOKEN_DEPTH";

/// Maximum depth of a run.
const MAX_DEPTH: u32 = 5;

/// Program name (`argv[0]`) of a run whose own depth is in the environment. Children inherit the environment, but not the name.
const MARKED_NAME: &str = "sts-token:marked";

/// The depth of a run.
pub(crate) struct Nesting {
    depth: u32,
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix can replace a process"))]
    is_in_environment: bool,
    /// The ancestors limit the depth even without the environment.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix can replace a process"))]
    are_ancestors_known: bool,
}

impl Nesting {
    /// Returns the depth of this run, which is at most [`MAX_DEPTH`].
    pub(crate) fn detect() -> Result<Self, Failure> {
        let is_marked = env::args_os().next().is_some_and(|name| name == MARKED_NAME);
        Self::new(env::var_os(VARIABLE).as_deref(), is_marked, proc_fs::count_ancestors_of_this_program())
    }

    fn new(variable: Option<&OsStr>, is_marked: bool, ancestors: Option<u32>) -> Result<Self, Failure> {
        let in_environment = variable.map(parse_depth).transpose()?;
        let from_environment = match in_environment {
            Some(depth) if is_marked => depth,
            Some(depth) => depth.saturating_add(1),
            None => 1,
        };
        let depth = from_environment.max(ancestors.unwrap_or(0).saturating_add(1));
        if depth > MAX_DEPTH {
            return Err(Failure::Failed(format!(
                "more than {MAX_DEPTH} nested `credential_process` calls; set the caller's profile with `--profile` in each call"
            )));
        }
        let is_in_environment = is_marked && in_environment == Some(depth);
        Ok(Self { depth, is_in_environment, are_ancestors_known: ancestors.is_some() })
    }

    /// Adds the depth to the environment of the processes that the SDK starts. A running process cannot safely change its own
    /// environment, so this one replaces itself. If that fails, it continues if the ancestors limit the depth.
    #[cfg(unix)]
    pub(crate) fn mark_environment(&self) -> Result<(), Failure> {
        use std::os::unix::process::CommandExt;
        use std::process::Command;

        if self.is_in_environment {
            return Ok(());
        }
        let mut command = Command::new(this_program());
        // `exec` returns only on failure.
        let error = command.arg0(MARKED_NAME).args(env::args_os().skip(1)).env(VARIABLE, self.depth.to_string()).exec();
        if self.are_ancestors_known {
            return Ok(());
        }
        Err(Failure::Failed(format!("cannot restart with {VARIABLE} for `credential_process`: {error}")))
    }

    #[cfg(not(unix))]
    pub(crate) fn mark_environment(&self) -> Result<(), Failure> {
        Ok(())
    }

    /// Returns the depth that a command started by `exec` inherits. `None` if this run is not nested.
    pub(crate) fn inherited_depth(&self) -> Option<String> {
        (self.depth > 1).then(|| self.depth.to_string())
    }

    /// Returns true if another run of this program waits for this one.
    pub(crate) fn is_nested(&self) -> bool {
        self.depth > 1
    }
}

fn parse_depth(text: &OsStr) -> Result<u32, Failure> {
    let depth = text.to_str().and_then(|text| text.parse().ok()).filter(|depth| *depth > 0);
    depth.ok_or_else(|| {
        let text = text.to_string_lossy();
        Failure::Failed(format!(
            "invalid {VARIABLE} `{}`: must be a positive number",
            sts_policy::__private::Printable(&text)
        ))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the depth, and true if it is in the environment.
    fn depth(variable: Option<&str>, is_marked: bool, ancestors: u32) -> Option<(u32, bool)> {
        let nesting = Nesting::new(variable.map(OsStr::new), is_marked, Some(ancestors)).ok()?;
        Some((nesting.depth, nesting.is_in_environment))
    }

    #[test]
    fn depth_exceeds_that_of_the_environment_and_the_number_of_ancestors() {
        for (variable, is_marked, ancestors, expected) in [
            (None, false, 0, Some((1, false))),
            (Some("1"), false, 0, Some((2, false))),
            (Some("1"), true, 0, Some((1, true))),
            // A script cleared the environment between the runs.
            (None, false, 3, Some((4, false))),
            (Some("1"), true, 3, Some((4, false))),
            (Some("4"), true, 3, Some((4, true))),
            (Some("4"), false, 1, Some((5, false))),
            (Some("5"), true, 0, Some((5, true))),
            (Some("5"), false, 0, None),
            (None, false, 5, None),
            (Some("4294967295"), false, 0, None),
        ] {
            assert_eq!(depth(variable, is_marked, ancestors), expected, "{variable:?}, {is_marked}, {ancestors}");
        }
    }

    #[test]
    fn rejects_a_depth_that_is_not_a_positive_number() {
        for text in ["", "0", "x", "-1", "1:20", " 1", "99999999999"] {
            assert!(depth(Some(text), false, 0).is_none(), "{text}");
        }
    }
}
