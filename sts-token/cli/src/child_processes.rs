//! The child processes of this run.

#[cfg(unix)]
pub(crate) use unix::InheritedChildren;

#[cfg(unix)]
mod unix {
    use std::process;
    use std::thread;
    use std::time::Duration;

    use rustix::process::{Pid, Signal, kill_process};

    use crate::proc_fs::{self, Process};

    /// Time between SIGTERM and SIGKILL.
    const TERMINATION_DELAY: Duration = Duration::from_millis(200);

    /// The children that this run did not start: the process that it replaced did.
    pub(crate) struct InheritedChildren(Vec<Process>);

    impl InheritedChildren {
        /// Returns the current children. Call this before this run starts any.
        pub(crate) fn current() -> Self {
            Self(proc_fs::running_children().remove(&process::id()).unwrap_or_default())
        }

        /// Ends all other children and their descendants, which would otherwise continue without a reader.
        pub(crate) fn end_started_children(&self) {
            for signal in [Signal::TERM, Signal::KILL] {
                let started = self.started_by_this_run();
                if started.is_empty() {
                    return;
                }
                for process in started {
                    // It may have exited since.
                    let _ = i32::try_from(process.id).ok().and_then(Pid::from_raw).map(|id| kill_process(id, signal));
                }
                thread::sleep(TERMINATION_DELAY);
            }
        }

        fn started_by_this_run(&self) -> Vec<Process> {
            let mut children = proc_fs::running_children();
            let (mut found, mut parents) = (Vec::new(), vec![process::id()]);
            while let Some(parent) = parents.pop() {
                let started = children.remove(&parent).unwrap_or_default();
                for process in started.into_iter().filter(|child| !self.0.contains(child)) {
                    found.push(process);
                    parents.push(process.id);
                }
            }
            found
        }
    }
}

/// Child processes are tracked only on Unix.
#[cfg(not(unix))]
pub(crate) struct InheritedChildren;

#[cfg(not(unix))]
impl InheritedChildren {
    pub(crate) fn current() -> Self {
        Self
    }

    pub(crate) fn end_started_children(&self) {}
}
