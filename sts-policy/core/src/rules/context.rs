//! The state of a check, and its position in the policy.

#[cfg(feature = "reference")]
use sts_policy_reference::Reference;

use super::budget::Budget;
#[cfg(feature = "reference")]
use super::lookup::LookupCache;
use crate::diagnostics::{Code, Finding, Findings, Message, RuleScope};
use crate::json::Path;
use crate::model::PolicyKind;
use crate::request::Operation;

/// State of the check of one policy, shared by all rules.
#[derive(Debug)]
pub(crate) struct Check<'a> {
    kind: PolicyKind,
    operation: Option<Operation>,
    has_variables: bool,
    findings: Findings,
    /// Findings of the rules that need the service reference; they follow the others in the report.
    #[cfg(feature = "reference")]
    reference_findings: Findings,
    #[cfg(feature = "reference")]
    reference: Option<&'a Reference>,
    #[cfg(feature = "reference")]
    pub(super) lookup: LookupCache<'a>,
    /// Budget for comparing the items of lists of actions and resources.
    pub(super) items: Budget,
    /// Budget for comparing conditions.
    pub(super) conditions: Budget,
    #[cfg(not(feature = "reference"))]
    lifetime: std::marker::PhantomData<&'a ()>,
}

impl<'a> Check<'a> {
    /// Creates a check that adds to these findings.
    pub(crate) fn new(kind: PolicyKind, findings: Findings) -> Self {
        Self {
            kind,
            operation: None,
            has_variables: true,
            #[cfg(feature = "reference")]
            reference_findings: findings.empty(),
            findings,
            #[cfg(feature = "reference")]
            reference: None,
            #[cfg(feature = "reference")]
            lookup: LookupCache::default(),
            items: Budget::default(),
            conditions: Budget::default(),
            #[cfg(not(feature = "reference"))]
            lifetime: std::marker::PhantomData,
        }
    }

    /// Also runs the rules that need the service reference.
    #[cfg(feature = "reference")]
    pub(crate) fn with_reference(mut self, reference: Option<&'a Reference>) -> Self {
        self.reference = reference;
        self
    }

    /// Sets the operation that the policy is sent with.
    pub(crate) fn with_operation(mut self, operation: Option<Operation>) -> Self {
        self.operation = operation;
        self
    }

    /// Sets whether the version of the policy language has variables.
    pub(crate) fn with_variables(mut self, has_variables: bool) -> Self {
        self.has_variables = has_variables;
        self
    }

    /// The context of the whole document.
    pub(crate) fn context(&mut self) -> Context<'_, 'a> {
        Context { check: self, path: Path::ROOT }
    }

    /// Returns all findings. Those of the rules that need the service reference come last.
    pub(crate) fn into_findings(self) -> Findings {
        #[cfg(feature = "reference")]
        {
            let mut findings = self.findings;
            findings.append(self.reference_findings);
            findings
        }
        #[cfg(not(feature = "reference"))]
        self.findings
    }
}

/// The state of the check and the path of the element, which a rule receives together with the element.
#[derive(Debug)]
pub(crate) struct Context<'c, 'a> {
    pub(super) check: &'c mut Check<'a>,
    pub(crate) path: Path<'c>,
}

impl<'c, 'a> Context<'c, 'a> {
    /// The context of the value of a key.
    pub(crate) fn key<'n>(&'n mut self, key: &'n str) -> Context<'n, 'a> {
        Context { check: self.check, path: self.path.key(key) }
    }

    /// The context of an item of a list. A single value in place of a list has no index.
    pub(crate) fn item(&mut self, index: Option<usize>) -> Context<'_, 'a> {
        Context { check: self.check, path: self.path.item(index) }
    }

    /// A finding about the value at the path.
    pub(crate) fn finding(&self, code: Code, message: impl Into<Message>) -> Finding {
        Finding::at(code, &self.path, message)
    }

    /// A finding about the key at the path.
    pub(crate) fn key_finding(&self, code: Code, message: impl Into<Message>) -> Finding {
        Finding::at_key(code, &self.path, message)
    }

    pub(crate) fn report(&mut self, finding: Finding) {
        self.check.findings.push(finding);
    }

    /// Adds a finding that depends on the service reference, with the date of the reference.
    #[cfg(feature = "reference")]
    pub(crate) fn report_by_reference(&mut self, finding: Finding) {
        if let Some(reference) = self.check.reference {
            self.check.reference_findings.push(finding.with_reference(reference.data_date()));
        }
    }

    /// Returns true if the report is full, so that loops over a document must end.
    pub(crate) fn must_stop(&mut self) -> bool {
        self.check.findings.must_stop()
    }

    pub(crate) fn is_in_scope(&self, scope: RuleScope) -> bool {
        scope.includes(self.check.kind, self.check.operation)
    }

    /// Returns true if the version of the policy language has variables.
    pub(crate) fn has_variables(&self) -> bool {
        self.check.has_variables
    }

    /// The service reference, if the rules that need it run.
    #[cfg(feature = "reference")]
    pub(crate) fn reference(&self) -> Option<&'a Reference> {
        self.check.reference
    }
}
