//! The entry points of the checks.

mod session_policy;

#[cfg(feature = "reference")]
use std::sync::Arc;

#[cfg(feature = "reference")]
use sts_policy_reference::Reference;

use crate::diagnostics::{Findings, Report, RuleScope};
use crate::json::Node;
use crate::model::{Policy, PolicyKind};
use crate::packed::PackedSize;
use crate::read;
use crate::request::{Operation, PolicyArns, SessionRequest};
use crate::rules::context::Check;
use crate::rules::size::{characters, identity_quota, packed_size, policy_length};
use crate::rules::structure::json_syntax;
use crate::rules::{self, fixes};

/// Checks a session policy, as [`Checker::session`] does.
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

/// Checks policies of one kind.
///
/// The cost is linear in the length of the text. Rules allocate only for their findings.
///
/// ```
/// use sts_policy_core::Checker;
/// use sts_policy_core::request::{Operation, PolicyArns, SessionRequest};
///
/// let text = r#"{"Version":"2012-10-17","Statement":{"Effect":"Allow","Action":"iam:GetUser","Resource":"*"}}"#;
/// assert!(Checker::session().check(text).is_clean());
///
/// // Sessions of `GetFederationToken` cannot call IAM.
/// let request = SessionRequest::new(Operation::GetFederationToken)
///     .policy_arns(PolicyArns::new(["arn:aws:iam::aws:policy/ReadOnlyAccess"])?);
/// let report = Checker::for_request(request).estimate_packed_size().check(text);
/// assert_eq!(report.findings()[0].code().as_str(), "ACTION_ALLOWED_IN_CONSOLE_ONLY");
/// assert!(report.packed_size().is_some());
/// # Ok::<(), sts_policy_core::request::InvalidPolicyArns>(())
/// ```
#[derive(Debug, Clone, Default)]
pub struct Checker {
    kind: PolicyKind,
    request: Option<SessionRequest>,
    canonicalize: bool,
    estimate: bool,
    #[cfg(feature = "reference")]
    reference: ReferenceSource,
}

/// The service reference that the rules use.
#[cfg(feature = "reference")]
#[derive(Debug, Clone, Default)]
enum ReferenceSource {
    #[default]
    Embedded,
    Given(Arc<Reference>),
    None,
}

#[cfg(feature = "reference")]
impl ReferenceSource {
    fn get(&self) -> Option<&Reference> {
        match self {
            ReferenceSource::Embedded => Some(Reference::embedded()),
            ReferenceSource::Given(reference) => Some(reference),
            ReferenceSource::None => None,
        }
    }
}

impl Checker {
    /// Checks session policies of any operation.
    pub fn session() -> Self {
        Self::default()
    }

    /// Checks session policies of this request: its operation decides what a session can do, and its ARNs count into the size. The policy
    /// of the request is not used; the checked policy takes its place.
    pub fn for_request(request: SessionRequest) -> Self {
        Self { request: Some(request), ..Self::default() }
    }

    /// Checks identity policies.
    pub fn identity() -> Self {
        Self { kind: PolicyKind::Identity, ..Self::default() }
    }

    /// Checks policies that a rule of this scope concerns, such as the examples of the rule.
    ///
    /// ```
    /// use sts_policy_core::{Checker, code};
    ///
    /// let rule = code::ACTION_NEVER_ALLOWED;
    /// let report = Checker::for_scope(rule.scope()).check(&rule.bad().text());
    /// assert_eq!(report.findings()[0].code(), rule);
    /// ```
    pub fn for_scope(scope: RuleScope) -> Self {
        match scope.kind() {
            PolicyKind::Session => Self::for_request(SessionRequest::new(scope.operation())),
            PolicyKind::Identity => Self::identity(),
        }
    }

    /// Uses this service reference in place of the embedded one.
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
        self.reference = ReferenceSource::Given(reference.into());
        self
    }

    /// Leaves out the rules that need the service reference, such as whether an action exists.
    #[cfg(feature = "reference")]
    #[must_use = "the changed checker is returned"]
    pub fn without_reference(mut self) -> Self {
        self.reference = ReferenceSource::None;
        self
    }

    /// Measures the canonical form ([`Policy::to_json`]) instead of the text as given. [`SessionPolicy`](crate::SessionPolicy) submits the canonical form. Only
    /// the size and the characters of the text are concerned.
    #[must_use = "the changed checker is returned"]
    pub fn canonicalize(mut self) -> Self {
        self.canonicalize = true;
        self
    }

    /// Also estimates the packed size of session policies ([`Report::packed_size`]), and warns of one that is likely too large.
    ///
    /// The estimate costs several times as much as all other checks.
    #[must_use = "the changed checker is returned"]
    pub fn estimate_packed_size(mut self) -> Self {
        self.estimate = true;
        self
    }

    /// Checks a policy and reports every problem.
    ///
    /// A text of more than [`MAX_CHECKED_SESSION_POLICY_BYTES`](crate::limits::MAX_CHECKED_SESSION_POLICY_BYTES), or as an identity
    /// policy of more than [`MAX_CHECKED_IDENTITY_POLICY_BYTES`](crate::limits::MAX_CHECKED_IDENTITY_POLICY_BYTES), is reported as too
    /// long and is not read.
    pub fn check(&self, policy: &str) -> Report {
        self.check_text(policy).0
    }

    /// Checks bytes that may not be text, such as those of a file.
    pub fn check_bytes(&self, policy: &[u8]) -> Report {
        match std::str::from_utf8(policy) {
            Ok(text) => self.check(text),
            Err(error) => {
                let mut findings = Findings::default();
                findings.push(json_syntax::not_utf8(policy, error));
                Report { kind: self.kind, bytes: policy.len(), packed: None, findings }
            }
        }
    }

    /// Checks a text of any length and reports every finding. The caller bounds the length.
    pub(crate) fn check_whole(&self, text: &str) -> Report {
        self.check_into(text, Findings::unbounded()).0
    }

    /// Returns the report, and with `canonicalize` the policy and its canonical form.
    fn check_text(&self, text: &str) -> (Report, Option<(Policy, String)>) {
        let mut findings = Findings::default();
        if let Some(finding) = policy_length::of_unchecked(text, self.kind, self.policy_arns()) {
            findings.push(finding);
            findings.truncate();
            return (Report { kind: self.kind, bytes: text.len(), packed: None, findings }, None);
        }
        self.check_into(text, findings)
    }

    fn check_into(&self, text: &str, findings: Findings) -> (Report, Option<(Policy, String)>) {
        let mut reading = Check::new(self.kind, findings);
        let root = json_syntax::parse(text, &mut reading.context());
        let document = root.as_ref().map(|root| read::document(root, &mut reading.context())).unwrap_or_default();
        let findings = reading.into_findings();
        // A document that was read without an error is a policy, and its typed form is complete.
        let is_readable = !findings.has_errors();
        let policy = || if is_readable { document.to_policy() } else { None };
        let canonical = if self.canonicalize { policy().map(|policy| (policy.to_json(), policy)) } else { None };
        let submitted = canonical.as_ref().map_or(text, |(json, _)| json);
        let mut findings = findings;
        if root.is_some() {
            let mut check = self.start_check(findings).with_variables(document.has_variables());
            rules::document(&document, &mut check.context());
            findings = check.into_findings();
        }
        self.retain_fixes(root.as_ref(), submitted, &mut findings);
        let mut check = self.start_check(findings);
        let cx = &mut check.context();
        match self.kind {
            PolicyKind::Session => {
                let shortest = || policy().map(|policy| policy.to_json());
                policy_length::check(submitted, self.policy_arns(), &document, shortest, cx);
            }
            PolicyKind::Identity => identity_quota::check(submitted, cx),
        }
        characters::check(submitted, cx);
        let packed = policy().filter(|_| self.estimate).and_then(|policy| self.packed_size(policy, &mut check));
        let bytes = submitted.len();
        let report = Report { kind: self.kind, bytes, packed, findings: check.into_findings() };
        (report, canonical.map(|(json, policy)| (policy, json)))
    }

    fn start_check(&self, findings: Findings) -> Check<'_> {
        let check = Check::new(self.kind, findings).with_operation(self.operation());
        #[cfg(feature = "reference")]
        let check = check.with_reference(self.reference.get());
        check
    }

    fn packed_size(&self, policy: Policy, check: &mut Check<'_>) -> Option<PackedSize> {
        if self.kind != PolicyKind::Session {
            return None;
        }
        let request = self.request.clone().unwrap_or_default().policy(policy);
        packed_size::check(&request, &mut check.context())
    }

    /// Removes the fixes that would make another error.
    fn retain_fixes(&self, root: Option<&Node<'_>>, submitted: &str, findings: &mut Findings) {
        fixes::retain_valid_resources(
            findings,
            #[cfg(feature = "reference")]
            self.reference.get(),
        );
        if let Some(root) = root.filter(|_| self.kind == PolicyKind::Session) {
            fixes::retain_fitting(root, submitted.len() + self.policy_arns().bytes(), findings);
        }
    }

    fn operation(&self) -> Option<Operation> {
        self.request.as_ref().map(|request| request.operation)
    }

    fn policy_arns(&self) -> &PolicyArns {
        const NONE: &PolicyArns = &PolicyArns::none();
        self.request.as_ref().map_or(NONE, |request| &request.policy_arns)
    }
}
