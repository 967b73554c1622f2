//! This command within itself: a profile may start it for the credentials of another run, directly or through other programs.
//!
//! Each run knows how many runs it is within, by a mark in the environment. It ends when the run that it works for has ended, and ends
//! the processes that it started when it fails.

use std::env;
use std::fmt;
use std::process;
use std::str::FromStr;

use crate::Failure;

/// The variable of the mark.
pub(crate) const VARIABLE: &str = "STS_TOKEN_DEPTH";

/// Maximum number of runs within each other.
const MAX_DEPTH: u32 = 5;

/// The place of a run within others.
pub(crate) struct Nesting {
    mark: Mark,
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix can begin again with the mark"))]
    is_in_environment: bool,
}

/// What the variable says: `DEPTH:RUN` or `DEPTH:RUN:OUTER`, with the IDs of processes.
struct Mark {
    depth: u32,
    /// The run that set the mark.
    run: u32,
    /// The run that this one works for.
    outer: Option<u32>,
}

impl FromStr for Mark {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let mut numbers = text.split(':').map(|number| number.parse::<u32>().map_err(|_| ()));
        let mut next = || numbers.next().transpose();
        match (next()?, next()?, next()?, next()?) {
            (Some(depth), Some(run), outer, None) => Ok(Self { depth, run, outer }),
            _ => Err(()),
        }
    }
}

impl fmt::Display for Mark {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(formatter, "{}:{}", self.depth, self.run)?;
        self.outer.map_or(Ok(()), |outer| write!(formatter, ":{outer}"))
    }
}

impl Nesting {
    /// Reads the mark of this run or of the one around it.
    pub(crate) fn of_this_run() -> Result<Self, Failure> {
        let run = process::id();
        let nesting = match env::var(VARIABLE).ok().and_then(|mark| mark.parse::<Mark>().ok()) {
            Some(mark) if mark.run == run => Self { mark, is_in_environment: true },
            Some(mark) => {
                let mark = Mark { depth: mark.depth.saturating_add(1), run, outer: Some(mark.run) };
                Self { mark, is_in_environment: false }
            }
            None => Self { mark: Mark { depth: 1, run, outer: None }, is_in_environment: false },
        };
        if nesting.mark.depth > MAX_DEPTH {
            return Err(Failure::Failed(format!(
                "more than {MAX_DEPTH} runs of this command within each other: a `credential_process` leads back to it; name the \
                 caller's profile with `--profile` there"
            )));
        }
        Ok(nesting)
    }

    /// Puts the mark into the environment of the processes that the SDK starts. A process cannot safely change its own environment
    /// while it runs, so this one begins again in its place.
    #[cfg(unix)]
    pub(crate) fn mark_environment(&self) -> Result<(), Failure> {
        use std::os::unix::process::CommandExt;

        if self.is_in_environment {
            return Ok(());
        }
        let failed = |error: std::io::Error| Failure::Failed(format!("cannot start again with {VARIABLE}: {error}"));
        let mut arguments = env::args_os();
        let mut command = process::Command::new(env::current_exe().map_err(failed)?);
        if let Some(name) = arguments.next() {
            command.arg0(name);
        }
        Err(failed(command.args(arguments).env(VARIABLE, self.mark.to_string()).exec()))
    }

    /// Elsewhere, a process cannot take the place of another, and there is no mark.
    #[cfg(not(unix))]
    pub(crate) fn mark_environment(&self) -> Result<(), Failure> {
        Ok(())
    }

    /// Waits until this run should end early, and returns why.
    #[cfg(unix)]
    pub(crate) async fn interrupted(&self) -> Interrupted {
        use std::time::Duration;

        use tokio::signal::unix::{SignalKind, signal};

        /// How often the outer run is looked for.
        const INTERVAL: Duration = Duration::from_millis(250);

        let terminated = async {
            match signal(SignalKind::terminate()) {
                Ok(mut terminate) => terminate.recv().await,
                Err(_) => std::future::pending().await,
            }
        };
        let abandoned = async {
            let Some(outer) = self.mark.outer else { return std::future::pending().await };
            while processes::is_running(outer) {
                tokio::time::sleep(INTERVAL).await;
            }
        };
        match futures_util::future::select(std::pin::pin!(terminated), std::pin::pin!(abandoned)).await {
            futures_util::future::Either::Left(_) => Interrupted::Terminated,
            futures_util::future::Either::Right(_) => Interrupted::Abandoned,
        }
    }

    /// Elsewhere, the default of the system ends it.
    #[cfg(not(unix))]
    pub(crate) async fn interrupted(&self) -> Interrupted {
        std::future::pending().await
    }
}

/// Why a run ends early.
#[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has both"))]
pub(crate) enum Interrupted {
    /// By a signal.
    Terminated,
    /// The run that it works for has ended.
    Abandoned,
}

/// Ends the processes that this one started, with those that they started: a process that provides credentials may run on although
/// nobody waits for it.
pub(crate) fn end_children() {
    #[cfg(unix)]
    processes::end_descendants();
}

#[cfg(unix)]
mod processes {
    use std::collections::HashMap;
    use std::fs;
    use std::process;
    use std::thread;
    use std::time::Duration;

    use rustix::process::{Pid, Signal, kill_process, test_kill_process};

    /// How long processes have to end by themselves.
    const GRACE: Duration = Duration::from_millis(200);

    pub(super) fn is_running(id: u32) -> bool {
        match (stat(id), pid(id)) {
            // A zombie has ended.
            (Some((state, _)), _) => state != 'Z',
            (None, Some(pid)) => test_kill_process(pid).is_ok(),
            (None, None) => false,
        }
    }

    pub(super) fn end_descendants() {
        for signal in [Signal::TERM, Signal::KILL] {
            let descendants = descendants();
            if descendants.is_empty() {
                return;
            }
            for id in descendants {
                // It may have ended meanwhile.
                let _ = pid(id).map(|pid| kill_process(pid, signal));
            }
            thread::sleep(GRACE);
        }
    }

    /// Returns the running processes that this one started, and those that they started. Without `/proc`, there are none.
    fn descendants() -> Vec<u32> {
        let mut children: HashMap<u32, Vec<u32>> = HashMap::new();
        let names = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.file_name());
        for id in names.filter_map(|name| name.to_str()?.parse::<u32>().ok()) {
            if let Some((state, parent)) = stat(id)
                && state != 'Z'
            {
                children.entry(parent).or_default().push(id);
            }
        }
        let (mut found, mut next) = (Vec::new(), vec![process::id()]);
        while let Some(id) = next.pop() {
            let ids = children.remove(&id).unwrap_or_default();
            found.extend(&ids);
            next.extend(ids);
        }
        found
    }

    /// Returns the state of a process and the ID of its parent.
    fn stat(id: u32) -> Option<(char, u32)> {
        let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
        // The name before may hold anything.
        let (_, rest) = stat.rsplit_once(") ")?;
        let mut fields = rest.split(' ');
        Some((fields.next()?.chars().next()?, fields.next()?.parse().ok()?))
    }

    fn pid(id: u32) -> Option<Pid> {
        Pid::from_raw(i32::try_from(id).ok()?)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_mark_as_it_is_written() {
        for text in ["1:20", "5:20:30"] {
            assert_eq!(text.parse::<Mark>().ok().unwrap().to_string(), text);
        }
        for text in ["", "1", "1:", "x:1", "1:2:3:4", "-1:2", "1:99999999999"] {
            assert!(text.parse::<Mark>().is_err(), "{text}");
        }
    }
}
