//! Collection of findings, with limits.

use super::finding::Finding;
use super::fix::Fix;
use super::severity::Severity;

/// The findings of one policy, up to a maximum.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    stored: Vec<Finding>,
    bytes: usize,
    truncated: bool,
    /// True if the limits do not apply.
    is_unbounded: bool,
}

impl Findings {
    /// Maximum number of findings.
    pub(crate) const MAX_FINDINGS: usize = 1_000;
    /// Maximum number of bytes of the findings. A pointer may be as long as a key, so the number of findings does not bound
    /// their memory.
    const MAX_BYTES: usize = 1_000_000;

    /// Returns a collection without limits, for texts of bounded length.
    pub(crate) fn unbounded() -> Self {
        Self { is_unbounded: true, ..Self::default() }
    }

    /// Returns an empty collection with the same limits.
    #[cfg(feature = "reference")]
    pub(crate) fn empty(&self) -> Self {
        Self { is_unbounded: self.is_unbounded, ..Self::default() }
    }

    /// Adds the findings of another collection.
    #[cfg(feature = "reference")]
    pub(crate) fn append(&mut self, other: Findings) {
        for finding in other.stored {
            if self.must_stop() {
                return;
            }
            self.push(finding);
        }
        self.truncated |= other.truncated;
    }

    pub(crate) fn push(&mut self, finding: Finding) {
        if !self.must_stop() {
            self.bytes += finding.bytes();
            self.stored.push(finding);
        }
    }

    /// Returns true if no more findings are stored. The walks over a document call this before each step and stop; the rest of the
    /// document counts as not checked.
    pub(crate) fn must_stop(&mut self) -> bool {
        let is_full = !self.is_unbounded && (self.stored.len() >= Self::MAX_FINDINGS || self.bytes >= Self::MAX_BYTES);
        self.truncated |= is_full;
        is_full
    }

    /// Marks the document as not checked to its end.
    pub(crate) fn truncate(&mut self) {
        self.truncated = true;
    }

    /// Returns true if the document was not checked to its end.
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

    /// Removes the fixes for which `keep` is false, but not their findings.
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
