//! Events that end a run early.

/// The reason why a run ends early.
#[cfg_attr(not(unix), expect(dead_code, reason = "only Unix reports interrupts"))]
pub(crate) enum Interrupt {
    /// A signal, by its number.
    Signal(u8),
    /// The reader of standard output has exited.
    ReaderGone,
}

#[cfg(unix)]
pub(crate) use unix::InterruptWatch;

#[cfg(unix)]
mod unix {
    use std::future;
    use std::io;
    use std::pin::pin;
    use std::task::Poll;
    use std::time::Duration;

    use futures_util::future::{Either, select};
    use rustix::event::{PollFd, PollFlags, Timespec, poll};
    use tokio::signal::unix::{Signal, SignalKind, signal};

    use super::Interrupt;
    use crate::proc_fs;

    /// Interval at which a nested run checks its reader.
    const READER_CHECK_INTERVAL: Duration = Duration::from_millis(250);

    /// Watches for signals, and for the end of the reader of a nested run.
    pub(crate) struct InterruptWatch {
        signals: Vec<(u8, Signal)>,
        is_nested: bool,
    }

    impl InterruptWatch {
        /// Handles signals from now on, except ignored ones: a command that replaces this run must ignore those too.
        pub(crate) fn start(is_nested: bool) -> Self {
            let kinds = [SignalKind::hangup(), SignalKind::interrupt(), SignalKind::quit(), SignalKind::terminate()];
            let numbers = kinds.into_iter().filter_map(|kind| u8::try_from(kind.as_raw_value()).ok());
            let ignored = proc_fs::ignored_signals();
            let handled = numbers.filter(|number| ignored.checked_shr(u32::from(*number) - 1).unwrap_or(0) & 1 == 0);
            let signals =
                handled.filter_map(|number| Some((number, signal(SignalKind::from_raw(number.into())).ok()?)));
            Self { signals: signals.collect(), is_nested }
        }

        /// Waits until this run should end early.
        pub(crate) async fn interrupted(mut self) -> Interrupt {
            let signals = &mut self.signals;
            let signalled = future::poll_fn(|context| {
                let received = signals.iter_mut().find_map(|(number, signal)| match signal.poll_recv(context) {
                    Poll::Ready(_) => Some(*number),
                    Poll::Pending => None,
                });
                received.map_or(Poll::Pending, Poll::Ready)
            });
            let is_nested = self.is_nested;
            let reader_gone = async {
                while !is_nested || !is_reader_gone() {
                    tokio::time::sleep(READER_CHECK_INTERVAL).await;
                }
            };
            match select(pin!(signalled), pin!(reader_gone)).await {
                Either::Left((number, _)) => Interrupt::Signal(number),
                Either::Right(_) => Interrupt::ReaderGone,
            }
        }
    }

    /// Returns true if standard output is a pipe without a reader.
    ///
    /// The parent run reads the output of a nested run. A pipe works across PID namespaces; the ID of a process does not.
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
pub(crate) struct InterruptWatch;

#[cfg(not(unix))]
impl InterruptWatch {
    pub(crate) fn start(_is_nested: bool) -> Self {
        Self
    }

    pub(crate) async fn interrupted(self) -> Interrupt {
        std::future::pending().await
    }
}
