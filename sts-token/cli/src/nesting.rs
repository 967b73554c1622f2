//! Bounds calls of the command by itself: `credential_process` may start it again, directly or through other programs.
//!
//! Each run has a depth. It is one more than that in the environment, and more than the number of ancestors that run this program: a
//! script may clear the environment, and a container may hide ancestors.

use std::env;
use std::ffi::OsStr;
use std::path::PathBuf;

use crate::Failure;

/// The environment variable that holds the depth.
pub(crate) const VARIABLE: &str = "STS_TOKEN_DEPTH";

/// Maximum depth of a run.
const MAX_DEPTH: u32 = 5;

/// The name (`argv[0]`) of a run whose own depth is in the environment. Its children inherit the environment, but not the name.
const MARKED: &str = "sts-token:marked";

/// The depth of a run.
pub(crate) struct Nesting {
    depth: u32,
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix can replace a process"))]
    is_in_environment: bool,
    /// Whether the ancestors bound the depth even without the environment.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix can replace a process"))]
    are_ancestors_known: bool,
}

impl Nesting {
    /// Returns the depth of this run, which is at most [`MAX_DEPTH`].
    pub(crate) fn of_this_run() -> Result<Self, Failure> {
        let is_marked = env::args_os().next().is_some_and(|name| name == MARKED);
        Self::new(env::var_os(VARIABLE).as_deref(), is_marked, processes::count_ancestors_of_this_program())
    }

    fn new(variable: Option<&OsStr>, is_marked: bool, ancestors: Option<u32>) -> Result<Self, Failure> {
        let in_environment = variable.map(parse).transpose()?;
        let marked = match in_environment {
            Some(depth) if is_marked => depth,
            Some(depth) => depth.saturating_add(1),
            None => 1,
        };
        let depth = marked.max(ancestors.unwrap_or(0).saturating_add(1));
        if depth > MAX_DEPTH {
            return Err(Failure::Failed(format!(
                "`credential_process` calls nest more than {MAX_DEPTH} deep; name the caller's profile with `--profile` in them"
            )));
        }
        let is_in_environment = is_marked && in_environment == Some(depth);
        Ok(Self { depth, is_in_environment, are_ancestors_known: ancestors.is_some() })
    }

    /// Puts the depth into the environment of the processes that the SDK starts. A process cannot safely change its own environment
    /// while it runs, so this one replaces itself. It continues if that fails and the ancestors bound the depth.
    #[cfg(unix)]
    pub(crate) fn mark_environment(&self) -> Result<(), Failure> {
        use std::os::unix::process::CommandExt;
        use std::process::Command;

        if self.is_in_environment {
            return Ok(());
        }
        let mut command = Command::new(this_program());
        // Only a failure returns.
        let error = command.arg0(MARKED).args(env::args_os().skip(1)).env(VARIABLE, self.depth.to_string()).exec();
        if self.are_ancestors_known {
            return Ok(());
        }
        Err(Failure::Failed(format!("cannot restart with {VARIABLE} for `credential_process`: {error}")))
    }

    #[cfg(not(unix))]
    pub(crate) fn mark_environment(&self) -> Result<(), Failure> {
        Ok(())
    }

    /// Returns the depth for the environment of a command that replaces this run. `None` for a run that is not nested.
    pub(crate) fn to_inherit(&self) -> Option<String> {
        (self.depth > 1).then(|| self.depth.to_string())
    }

    /// Returns true if another run of this program waits for this one.
    #[cfg_attr(not(unix), expect(dead_code, reason = "only Unix watches the reader"))]
    fn is_nested(&self) -> bool {
        self.depth > 1
    }
}

/// Returns the file of this program, or without `/proc` the name that it was started by.
pub(crate) fn this_program() -> PathBuf {
    env::current_exe().ok().or_else(|| env::args_os().next().map(PathBuf::from)).unwrap_or_default()
}

fn parse(text: &OsStr) -> Result<u32, Failure> {
    let depth = text.to_str().and_then(|text| text.parse().ok()).filter(|depth| *depth > 0);
    depth.ok_or_else(|| {
        let text = text.to_string_lossy();
        Failure::Failed(format!("invalid {VARIABLE} `{}`: must be a positive number", sts_policy::Printable(&text)))
    })
}

/// Why a run ends early.
#[cfg_attr(not(unix), expect(dead_code, reason = "only Unix has both"))]
pub(crate) enum Interrupted {
    /// A signal, by its number.
    Signal(u8),
    /// The reader of standard output has exited.
    ReaderGone,
}

#[cfg(unix)]
pub(crate) use watch::Watch;

#[cfg(unix)]
mod watch {
    use std::future;
    use std::io;
    use std::pin::pin;
    use std::task::Poll;
    use std::time::Duration;

    use futures_util::future::{Either, select};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::{Interrupted, Nesting, processes};

    /// How often a nested run checks its reader.
    const INTERVAL: Duration = Duration::from_millis(250);

    /// Watches for what ends a run early.
    pub(crate) struct Watch {
        signals: Vec<(u8, Signal)>,
        is_nested: bool,
    }

    impl Watch {
        /// Handles signals from here on, except those that are ignored: a command that replaces this run must ignore them too.
        pub(crate) fn start(nesting: &Nesting) -> Self {
            let kinds = [SignalKind::hangup(), SignalKind::interrupt(), SignalKind::quit(), SignalKind::terminate()];
            let numbers = kinds.into_iter().filter_map(|kind| u8::try_from(kind.as_raw_value()).ok());
            let ignored = processes::ignored_signals();
            let handled = numbers.filter(|number| ignored.checked_shr(u32::from(*number) - 1).unwrap_or(0) & 1 == 0);
            let signals =
                handled.filter_map(|number| Some((number, signal(SignalKind::from_raw(number.into())).ok()?)));
            Self { signals: signals.collect(), is_nested: nesting.is_nested() }
        }

        /// Waits until this run should end early.
        pub(crate) async fn interrupted(mut self) -> Interrupted {
            let signalled = future::poll_fn(|context| {
                match self
                    .signals
                    .iter_mut()
                    .find_map(|(number, signal)| signal.poll_recv(context).is_ready().then_some(*number))
                {
                    Some(number) => Poll::Ready(number),
                    None => Poll::Pending,
                }
            });
            let is_nested = self.is_nested;
            let reader_gone = async {
                while !is_nested || !is_reader_gone() {
                    tokio::time::sleep(INTERVAL).await;
                }
            };
            match select(pin!(signalled), pin!(reader_gone)).await {
                Either::Left((number, _)) => Interrupted::Signal(number),
                Either::Right(_) => Interrupted::ReaderGone,
            }
        }
    }

    /// Returns true if standard output is a pipe that nobody reads.
    ///
    /// The run that waits for this one reads it. A pipe works across namespaces, where the ID of a process does not.
    fn is_reader_gone() -> bool {
        let output = io::stdout();
        let mut polled = [PollFd::new(&output, PollFlags::empty())];
        let now = Timespec { tv_sec: 0, tv_nsec: 0 };
        poll(&mut polled, Some(&now)).is_ok()
            && polled.iter().any(|polled| polled.revents().intersects(PollFlags::ERR | PollFlags::HUP))
    }
}

/// Elsewhere, the operating system ends the run.
#[cfg(not(unix))]
pub(crate) struct Watch;

#[cfg(not(unix))]
impl Watch {
    pub(crate) fn start(_: &Nesting) -> Self {
        Self
    }

    pub(crate) async fn interrupted(self) -> Interrupted {
        std::future::pending().await
    }
}

pub(crate) use processes::Children;

#[cfg(unix)]
mod processes {
    use std::collections::HashMap;
    use std::fs;
    use std::iter;
    use std::os::unix::fs::MetadataExt;
    use std::process;
    use std::thread;
    use std::time::Duration;

    use rustix::process::{Pid, Signal, kill_process};

    /// The time between the request to exit and the end by force.
    const GRACE: Duration = Duration::from_millis(200);

    /// Maximum number of ancestors that are examined.
    const MAX_ANCESTORS: usize = 1_024;

    /// A process. The time of its start distinguishes it from others that had its ID.
    #[derive(Clone, Copy, PartialEq, Eq)]
    struct Process {
        id: u32,
        start: u64,
    }

    /// The children of this process that it did not start: it replaced the process that did.
    pub(crate) struct Children(Vec<Process>);

    impl Children {
        /// Returns the children that exist before this run starts any.
        pub(crate) fn existing() -> Self {
            Self(children().remove(&process::id()).unwrap_or_default())
        }

        /// Ends all other children and their descendants: a process that provides credentials may run on although nobody waits for it.
        pub(crate) fn end_others(&self) {
            for signal in [Signal::TERM, Signal::KILL] {
                let started = self.started_by_this_run();
                if started.is_empty() {
                    return;
                }
                for process in started {
                    // It may have exited meanwhile.
                    let _ = i32::try_from(process.id).ok().and_then(Pid::from_raw).map(|id| kill_process(id, signal));
                }
                thread::sleep(GRACE);
            }
        }

        fn started_by_this_run(&self) -> Vec<Process> {
            let mut children = children();
            let (mut found, mut next) = (Vec::new(), vec![process::id()]);
            while let Some(id) = next.pop() {
                let started =
                    children.remove(&id).unwrap_or_default().into_iter().filter(|child| !self.0.contains(child));
                for process in started {
                    found.push(process);
                    next.push(process.id);
                }
            }
            found
        }
    }

    /// Returns the running processes by the ID of their parent. Empty without `/proc`.
    fn children() -> HashMap<u32, Vec<Process>> {
        let mut children: HashMap<u32, Vec<Process>> = HashMap::new();
        let names = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.file_name());
        for id in names.filter_map(|name| name.to_str()?.parse::<u32>().ok()) {
            // A zombie has exited.
            if let Some(stat) = Stat::of(id).filter(|stat| stat.state != 'Z') {
                children.entry(stat.parent).or_default().push(Process { id, start: stat.start });
            }
        }
        children
    }

    /// Counts the ancestors of this process that run the same file. `None` without `/proc`.
    pub(super) fn count_ancestors_of_this_program() -> Option<u32> {
        let program = |id: u32| {
            let file = fs::metadata(format!("/proc/{id}/exe")).ok()?;
            Some((file.dev(), file.ino()))
        };
        let this = process::id();
        let this_program = program(this)?;
        let parent = |id: u32| Stat::of(id).map(|stat| stat.parent).filter(|id| *id > 0);
        let ancestors = iter::successors(parent(this), |id| parent(*id)).take(MAX_ANCESTORS);
        u32::try_from(ancestors.filter(|id| program(*id) == Some(this_program)).count()).ok()
    }

    /// Returns the ignored signals, the first in the lowest bit. 0 without `/proc`.
    pub(super) fn ignored_signals() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }

    struct Stat {
        state: char,
        parent: u32,
        start: u64,
    }

    impl Stat {
        fn of(id: u32) -> Option<Self> {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            // The name of the program comes first, in parentheses, and may contain spaces and parentheses.
            let (_, rest) = stat.rsplit_once(") ")?;
            let mut fields = rest.split(' ');
            let state = fields.next()?.chars().next()?;
            let parent = fields.next()?.parse().ok()?;
            Some(Self { state, parent, start: fields.nth(17)?.parse().ok()? })
        }
    }
}

#[cfg(not(unix))]
mod processes {
    pub(crate) struct Children;

    impl Children {
        pub(crate) fn existing() -> Self {
            Self
        }

        pub(crate) fn end_others(&self) {}
    }

    pub(super) fn count_ancestors_of_this_program() -> Option<u32> {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns the depth and whether it is in the environment.
    fn nesting(variable: Option<&str>, is_marked: bool, ancestors: u32) -> Option<(u32, bool)> {
        let nesting = Nesting::new(variable.map(OsStr::new), is_marked, Some(ancestors)).ok()?;
        Some((nesting.depth, nesting.is_in_environment))
    }

    #[test]
    fn depth_is_that_of_the_environment_and_of_the_ancestors() {
        for (variable, is_marked, ancestors, expected) in [
            (None, false, 0, Some((1, false))),
            (Some("1"), false, 0, Some((2, false))),
            (Some("1"), true, 0, Some((1, true))),
            // The environment was cleared between the runs.
            (None, false, 3, Some((4, false))),
            (Some("1"), true, 3, Some((4, false))),
            (Some("4"), true, 3, Some((4, true))),
            (Some("4"), false, 1, Some((5, false))),
            (Some("5"), true, 0, Some((5, true))),
            (Some("5"), false, 0, None),
            (None, false, 5, None),
            (Some("4294967295"), false, 0, None),
        ] {
            assert_eq!(nesting(variable, is_marked, ancestors), expected, "{variable:?}, {is_marked}, {ancestors}");
        }
    }

    #[test]
    fn rejects_a_depth_that_is_not_a_positive_number() {
        for text in ["", "0", "x", "-1", "1:20", " 1", "99999999999"] {
            assert!(nesting(Some(text), false, 0).is_none(), "{text}");
        }
    }
}
