use super::{Finding, Severity};

/// Takes findings as the checks make them, and stops storing, but not counting, when there are too many to be read.
#[derive(Debug, Default)]
pub(crate) struct Findings {
    stored: Vec<Finding>,
    omitted: [usize; Severity::ALL.len()],
}

impl Findings {
    /// More findings than this are counted and not stored: 10 MB of nonsense must not become gigabytes of messages.
    pub(crate) const LIMIT: usize = 1_000;

    pub(crate) fn push(&mut self, finding: Finding) {
        if self.stored.len() < Self::LIMIT {
            self.stored.push(finding);
        } else if let Some(count) = self.omitted.get_mut(slot(finding.severity())) {
            *count += 1;
        }
    }

    pub(crate) fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    pub(crate) fn stored(&self) -> &[Finding] {
        &self.stored
    }

    pub(crate) fn omitted(&self) -> usize {
        self.omitted.iter().sum()
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        let stored = self.stored.iter().filter(|finding| finding.severity() == severity).count();
        stored + self.omitted.get(slot(severity)).copied().unwrap_or(0)
    }

    /// Keeps the findings for which `keep` is true.
    pub(crate) fn retain(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.stored.retain(keep);
    }
}

fn slot(severity: Severity) -> usize {
    severity as usize
}
