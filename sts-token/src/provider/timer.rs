//! Time limits of futures.

use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::pin;
use std::time::Duration;

use aws_smithy_async::future::timeout::Timeout;
use aws_smithy_async::rt::sleep::{AsyncSleep, Sleep, default_async_sleep};

/// Returns the output of a future, or `None` after a timeout. Without a timer, the time is not limited.
pub(super) async fn within<F: Future>(timeout: Duration, future: F) -> Option<F::Output> {
    match timer(timeout) {
        Some(timer) => Timeout::new(pin!(future), timer).await.ok(),
        None => Some(future.await),
    }
}

fn timer(duration: Duration) -> Option<Sleep> {
    #[cfg(feature = "rt-tokio")]
    tokio::runtime::Handle::try_current().ok()?;
    let timers = default_async_sleep()?;
    // Tokio panics if the timers of the runtime are disabled, and has no method that reports it.
    catch_unwind(AssertUnwindSafe(|| timers.sleep(duration))).ok()
}
