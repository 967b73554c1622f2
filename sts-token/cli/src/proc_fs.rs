//! The processes in `/proc`.

#[cfg(unix)]
pub(crate) use unix::{Process, count_ancestors_of_this_program, ignored_signals, running_children};

#[cfg(unix)]
mod unix {
    use std::collections::HashMap;
    use std::fs;
    use std::iter;
    use std::os::unix::fs::MetadataExt;
    use std::process;

    /// Maximum number of ancestors that are examined.
    const MAX_ANCESTORS: usize = 1_024;

    /// A process. Its start time distinguishes it from earlier processes with the same ID.
    #[derive(Clone, Copy, PartialEq, Eq)]
    pub(crate) struct Process {
        pub(crate) id: u32,
        start_time: u64,
    }

    /// Returns the running processes by the ID of their parent. Empty without `/proc`.
    pub(crate) fn running_children() -> HashMap<u32, Vec<Process>> {
        let mut children: HashMap<u32, Vec<Process>> = HashMap::new();
        let names = fs::read_dir("/proc").into_iter().flatten().flatten().map(|entry| entry.file_name());
        for id in names.filter_map(|name| name.to_str()?.parse::<u32>().ok()) {
            // A zombie has exited.
            if let Some(stat) = ProcessStat::read(id).filter(|stat| stat.state != 'Z') {
                children.entry(stat.parent).or_default().push(Process { id, start_time: stat.start_time });
            }
        }
        children
    }

    /// Counts the ancestors of this process that run the same file. `None` without `/proc`.
    pub(crate) fn count_ancestors_of_this_program() -> Option<u32> {
        let program = |id: u32| {
            let file = fs::metadata(format!("/proc/{id}/exe")).ok()?;
            Some((file.dev(), file.ino()))
        };
        let this = process::id();
        let this_program = program(this)?;
        let parent = |id: u32| ProcessStat::read(id).map(|stat| stat.parent).filter(|id| *id > 0);
        let ancestors = iter::successors(parent(this), |id| parent(*id)).take(MAX_ANCESTORS);
        u32::try_from(ancestors.filter(|id| program(*id) == Some(this_program)).count()).ok()
    }

    /// Returns the ignored signals, signal 1 in the lowest bit. 0 without `/proc`.
    pub(crate) fn ignored_signals() -> u64 {
        let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
        let mask = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
        mask.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).unwrap_or(0)
    }

    /// Fields of `/proc/ID/stat`.
    struct ProcessStat {
        state: char,
        parent: u32,
        start_time: u64,
    }

    impl ProcessStat {
        fn read(id: u32) -> Option<Self> {
            let stat = fs::read_to_string(format!("/proc/{id}/stat")).ok()?;
            // The program name comes first, in parentheses, and may contain spaces and parentheses.
            let (_, rest) = stat.rsplit_once(") ")?;
            let mut fields = rest.split(' ');
            let state = fields.next()?.chars().next()?;
            let parent = fields.next()?.parse().ok()?;
            Some(Self { state, parent, start_time: fields.nth(17)?.parse().ok()? })
        }
    }
}

#[cfg(not(unix))]
pub(crate) fn count_ancestors_of_this_program() -> Option<u32> {
    None
}
