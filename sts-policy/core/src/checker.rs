#[cfg(feature = "reference")]
use std::sync::Arc;

#[cfg(feature = "reference")]
use sts_policy_reference::Reference;

use crate::diagnostics::{Findings, InvalidPolicy, Report};
use crate::json::Node;
use crate::packed::{Operation, PackedRequest};
use crate::rules::context::Check;
use crate::rules::size::{characters, identity_quota, packed_size, policy_length};
use crate::rules::structure::json_syntax;
use crate::rules::{self, fixes};
use crate::{PolicyArns, PolicyKind, SessionPolicy, read};

/// Judges a session policy, as [`Checker::session`] does.
///
/// ```
/// use sts_policy_core::{Severity, check};
///
/// let report = check(
///     r#"{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"GetObject","Resource":"reports/*"}]}"#,
/// );
/// assert_eq!(report.count(Severity::Error), 2);
/// assert_eq!(report.findings()[0].code().as_str(), "INVALID_ACTION_FORMAT");
/// assert_eq!(report.findings()[0].pointer().as_str(), "/Statement/0/Action");
/// assert_eq!(report.findings()[1].code().as_str(), "INVALID_ARN_PREFIX");
/// ```
pub fn check(policy: &str) -> Report {
    Checker::session().check(policy)
}

/// Judges policies: what kind they are, what they are sent with, and in which form.
///
/// The cost is linear in the length of the text; nothing is allocated for findings that are not made.
#[derive(Debug, Clone, Default)]
pub struct Checker {
    kind: PolicyKind,
    arns: PolicyArns,
    compact: bool,
    packed: Option<Operation>,
    tags: Vec<(String, String)>,
    #[cfg(feature = "reference")]
    facts: Facts,
}

/// What AWS has, for the checks that ask.
#[cfg(feature = "reference")]
#[derive(Debug, Clone, Default)]
enum Facts {
    #[default]
    Embedded,
    Given(Arc<Reference>),
    None,
}

#[cfg(feature = "reference")]
impl Facts {
    fn reference(&self) -> Option<&Reference> {
        match self {
            Facts::Embedded => Some(Reference::embedded()),
            Facts::Given(reference) => Some(reference),
            Facts::None => None,
        }
    }
}

impl Checker {
    /// A checker for policies of this kind.
    pub fn new(kind: PolicyKind) -> Self {
        Self { kind, ..Self::default() }
    }

    /// A checker for session policies.
    pub fn session() -> Self {
        Self::new(PolicyKind::Session)
    }

    /// A checker for session policies that are sent with `GetFederationToken`.
    pub fn federation() -> Self {
        Self::new(PolicyKind::Federation)
    }

    /// A checker for identity policies.
    pub fn identity() -> Self {
        Self::new(PolicyKind::Identity)
    }

    /// Goes by this reference, such as a newer one, instead of the one that is compiled in.
    ///
    /// ```
    /// use sts_policy_core::Checker;
    /// use sts_policy_core::reference::Reference;
    ///
    /// let bytes = Reference::embedded().as_bytes().to_vec();
    /// let checker = Checker::session().reference(Reference::from_bytes(bytes)?);
    /// # Ok::<(), sts_policy_core::reference::InvalidReference>(())
    /// ```
    #[cfg(feature = "reference")]
    #[must_use = "the changed checker is returned"]
    pub fn reference(mut self, reference: impl Into<Arc<Reference>>) -> Self {
        self.facts = Facts::Given(reference.into());
        self
    }

    /// Leaves out the checks that rest on AWS's reference, such as whether an action exists.
    #[cfg(feature = "reference")]
    #[must_use = "the changed checker is returned"]
    pub fn without_reference(mut self) -> Self {
        self.facts = Facts::None;
        self
    }

    /// Counts managed policy ARNs of the same request into the size of a session policy.
    #[must_use = "the changed checker is returned"]
    pub fn policy_arns(mut self, arns: PolicyArns) -> Self {
        self.arns = arns;
        self
    }

    /// Takes it that the canonical form will be submitted ([`Policy::to_json`](crate::Policy::to_json)), as [`SessionPolicy`]
    /// does, and not the text as it is. Size and characters are those of that form; everything else is the same.
    #[must_use = "the changed checker is returned"]
    pub fn submitted_compactly(mut self) -> Self {
        self.compact = true;
        self
    }

    /// Estimates the packed size of session policies too, sent with this operation and the managed policy ARNs and session tags given
    /// besides; it is in the report ([`Report::packed_size`]), and a warning where it is likely to be too large.
    ///
    /// With [`Operation::GetFederationToken`] they are judged as policies of [`PolicyKind::Federation`], and those are sent with that
    /// operation, whatever is given here.
    ///
    /// It costs several times as much as everything else, so it is not done unless asked for.
    #[must_use = "the changed checker is returned"]
    pub fn packed_size(mut self, operation: Operation) -> Self {
        self.packed = Some(operation);
        self
    }

    /// Counts a session tag of the same request into the packed size.
    #[must_use = "the changed checker is returned"]
    pub fn session_tag(mut self, key: impl Into<String>, value: impl Into<String>) -> Self {
        self.tags.push((key.into(), value.into()));
        self
    }

    /// Checks a policy and reports every problem, not only the first.
    ///
    /// A text of more than [`MAX_CHECKED_SESSION_POLICY_BYTES`](crate::limits::MAX_CHECKED_SESSION_POLICY_BYTES), or as an identity
    /// policy of more than [`MAX_CHECKED_IDENTITY_POLICY_BYTES`](crate::limits::MAX_CHECKED_IDENTITY_POLICY_BYTES), has one finding,
    /// that it is too long, and is not read.
    pub fn check(&self, policy: &str) -> Report {
        self.judge(policy).0
    }

    /// Judges a policy that may not even be text, such as the bytes of a file.
    pub fn check_bytes(&self, policy: &[u8]) -> Report {
        match std::str::from_utf8(policy) {
            Ok(text) => self.check(text),
            Err(error) => {
                let mut findings = Findings::default();
                findings.push(json_syntax::not_utf8(policy, error));
                Report { kind: self.judged_kind(), bytes: policy.len(), packed: None, findings }
            }
        }
    }

    /// Judges a policy in the form that [`SessionPolicy`] submits, and hands it over with its report if there is no error: the
    /// report may hold warnings and suggestions. Managed policy ARNs given before count into the size.
    ///
    /// # Errors
    ///
    /// When a check finds an error; the whole report is in it.
    pub fn session_policy(&self, policy: &str) -> Result<(SessionPolicy, Report), InvalidPolicy> {
        let kind = if self.kind.is_session() { self.kind } else { PolicyKind::Session };
        let checker = Self { kind, compact: true, ..self.clone() };
        match checker.judge(policy) {
            (report, Some(canonical)) if report.is_ok() => Ok((SessionPolicy::from_checked(canonical), report)),
            (report, _) => Err(InvalidPolicy(Box::new(report))),
        }
    }

    /// The operation says more of a session policy than that it is one.
    fn judged_kind(&self) -> PolicyKind {
        match (self.kind, self.packed) {
            (PolicyKind::Session, Some(Operation::GetFederationToken)) => PolicyKind::Federation,
            (kind, _) => kind,
        }
    }

    /// The judgement, and the canonical form if that is what is submitted.
    pub(crate) fn judge(&self, text: &str) -> (Report, Option<String>) {
        let kind = self.judged_kind();
        let mut findings = Findings::default();
        if let Some(finding) = policy_length::of_unchecked(text, kind, &self.arns) {
            findings.push(finding);
            findings.truncate();
            return (Report { kind, bytes: text.len(), packed: None, findings }, None);
        }
        self.judge_into(text, findings)
    }

    /// Checks a text of any length and reports every finding. For a caller that bounds the text.
    pub(crate) fn check_whole(&self, text: &str) -> Report {
        self.judge_into(text, Findings::unbounded()).0
    }

    fn judge_into(&self, text: &str, findings: Findings) -> (Report, Option<String>) {
        let kind = self.judged_kind();
        let mut reading = Check::new(kind, findings);
        let root = json_syntax::parse(text, &mut reading.context());
        let document = root.as_ref().map(|root| read::document(root, &mut reading.context())).unwrap_or_default();
        let findings = reading.into_findings();
        // A document that was read without an error is a policy, and the typed form loses nothing of it.
        let is_readable = !findings.has_errors();
        let policy = || if is_readable { document.to_policy() } else { None };
        let canonical_form = || policy().map(|policy| policy.to_json());
        let canonical = if self.compact { canonical_form() } else { None };
        let submitted = canonical.as_deref().unwrap_or(text);
        let mut check = Check::new(kind, findings).with_variables(document.has_variables());
        #[cfg(feature = "reference")]
        {
            check = check.with_reference(self.facts.reference());
        }
        if root.is_some() {
            rules::document(&document, &mut check.context());
        }
        let mut findings = check.into_findings();
        self.retain_fixes(root.as_ref(), submitted, &mut findings);
        let mut check = Check::new(kind, findings);
        let cx = &mut check.context();
        if kind.is_session() {
            policy_length::check(submitted, &self.arns, &document, canonical_form, cx);
        } else {
            identity_quota::check(submitted, cx);
        }
        characters::check(submitted, cx);
        let packed = match self.packed {
            Some(operation) if kind.is_session() => {
                let tags = self.tags.iter().map(|(key, value)| (key.as_str(), value.as_str()));
                let operation = if kind == PolicyKind::Federation { Operation::GetFederationToken } else { operation };
                let request = PackedRequest::new(operation).policy_arns(&self.arns).tags(tags);
                policy().and_then(|policy| packed_size::check(&request.policy(&policy), cx))
            }
            _ => None,
        };
        (Report { kind, bytes: submitted.len(), packed, findings: check.into_findings() }, canonical)
    }

    /// Removes the fixes that would make another error.
    fn retain_fixes(&self, root: Option<&Node<'_>>, submitted: &str, findings: &mut Findings) {
        fixes::wrong_resources(
            findings,
            #[cfg(feature = "reference")]
            self.facts.reference(),
        );
        if let Some(root) = root.filter(|_| self.judged_kind().is_session()) {
            fixes::too_long(root, submitted.len() + self.arns.bytes(), findings);
        }
    }
}
