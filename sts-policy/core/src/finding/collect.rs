use super::{Finding, Fix, Severity};

/// Takes findings as the checks make them, until there are more than anybody reads.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    stored: Vec<Finding>,
    bytes: usize,
    truncated: bool,
    /// Whether all findings are stored, however many.
    is_unbounded: bool,
}

impl Findings {
    /// So many findings are stored, and so many bytes of them (a pointer may be as long as a hostile key): 10 MB of nonsense must
    /// become neither gigabytes of messages nor minutes of writing them.
    pub(crate) const LIMIT: usize = 1_000;
    const BYTES: usize = 1_000_000;

    /// Takes all findings. For texts whose length was bounded before.
    pub(crate) fn unbounded() -> Self {
        Self { is_unbounded: true, ..Self::default() }
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        if !self.must_stop() {
            self.bytes += finding.bytes();
            self.stored.push(finding);
        }
    }

    /// Whether no more will be stored. The walks over a document ask before each step, and end there: what they do not see counts
    /// as not judged.
    pub(crate) fn must_stop(&mut self) -> bool {
        let is_full = !self.is_unbounded && (self.stored.len() >= Self::LIMIT || self.bytes >= Self::BYTES);
        self.truncated |= is_full;
        is_full
    }

    /// Marks the document as not checked to its end.
    pub(crate) fn truncate(&mut self) {
        self.truncated = true;
    }

    /// Whether there was more to be judged.
    pub(crate) fn is_truncated(&self) -> bool {
        self.truncated
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.truncated || self.count(Severity::Error) > 0
    }

    pub(crate) fn stored(&self) -> &[Finding] {
        &self.stored
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.stored.iter().filter(|finding| finding.severity() == severity).count()
    }

    /// Takes back the fixes for which `keep` is false; their findings stay.
    pub(crate) fn retain_fixes(&mut self, keep: impl Fn(&Fix) -> bool) {
        for finding in &mut self.stored {
            finding.fix = finding.fix.take().filter(&keep);
        }
    }

    /// Keeps the findings for which `keep` is true.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.stored.retain(keep);
    }
}
