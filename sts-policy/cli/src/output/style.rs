//! Colors. They are always written; `anstream` removes them if the output is not a terminal.

use std::fmt::{self, Display};

use anstyle::{AnsiColor, Style};
use sts_policy::Severity;

pub(crate) const BOLD: Style = Style::new().bold();
pub(crate) const ERROR: Style = AnsiColor::BrightRed.on_default().bold();
pub(crate) const FRAME: Style = AnsiColor::BrightBlue.on_default().bold();

/// The style of a severity's name and carets.
pub(crate) const fn severity(severity: Severity) -> Style {
    match severity {
        Severity::Error => ERROR,
        Severity::SecurityWarning => AnsiColor::BrightMagenta.on_default().bold(),
        Severity::Warning => AnsiColor::BrightYellow.on_default().bold(),
        Severity::Suggestion => AnsiColor::BrightCyan.on_default().bold(),
    }
}

/// Formats a value in a style.
pub(crate) fn styled<T: Display>(style: Style, value: T) -> impl Display {
    struct Styled<T>(Style, T);

    impl<T: Display> Display for Styled<T> {
        fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(formatter, "{}{}{}", self.0.render(), self.1, self.0.render_reset())
        }
    }

    Styled(style, value)
}
