use sts_policy::Report;
use sts_policy::report::LocatedReport;

/// A checked file with its report.
pub(crate) struct CheckedFile {
    pub(crate) name: String,
    pub(crate) text: String,
    pub(crate) report: Report,
    /// False if the report has a finding at or above the level of `--fail-on`, or the file was not checked to its end.
    pub(crate) ok: bool,
    /// Size of the managed policy ARNs in the request, in bytes.
    pub(crate) arn_bytes: usize,
}

impl CheckedFile {
    /// The report with the locations of its findings.
    pub(crate) fn located(&self) -> LocatedReport<'_> {
        self.report.located(&self.text)
    }
}
