//! The actions of the service reference with the forms of their ARNs, whose parts are holes. Each form is tested as it is, and with
//! five mistakes.
//!
//! Forms without a mistake compile. Forms with a mistake are errors, except those in the snapshots. The full run tests all actions, the
//! default one a twentieth of them.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use sts_policy_core::code;
use sts_policy_core::pattern::Pattern;
use sts_policy_core::reference::{Action, ArnFormat, Reference};

use crate::cases::cases;
use crate::check::check;
use crate::errors::Errors;
use crate::parse;
use crate::skeleton::from_ast;

/// Forms that AWS accepts although the reference does not list them: resources that AWS owns have no account, multi-region access
/// points have no region, and AWS's own examples write a region for Amazon SWF.
const RIGHT_ALTHOUGH_UNLISTED: [&str; 7] = [
    "arn:{partition}:resource-explorer-2:{region}::managed-view/",
    "arn:{partition}:resource-explorer-2:{region}::view/",
    "arn:{partition}:s3::{account}:accesspoint/",
    "arn:{partition}:ssm:{region}::automation-definition/",
    "arn:{partition}:ssm:{region}::document/",
    "arn:{partition}:ssm:{region}::parameter/",
    "arn:{partition}:swf:{region}:{account}:/domain/",
];

/// Returns the errors of a policy that allows an action on an ARN.
fn errors(action: &str, arn: &str) -> Errors {
    let mut errors = Errors::default();
    let policy = parse::policy(quote::quote!(allow #action on #arn;), &mut errors);
    let skeleton = from_ast(&policy, &mut errors);
    check(&skeleton, &mut errors);
    errors
}

/// The fields of an ARN after the partition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    service: String,
    region: String,
    account: String,
    resource: String,
}

impl Form {
    /// Returns the format with a hole for each placeholder.
    fn new(format: ArnFormat<'_>) -> Self {
        let field =
            |text: &str, name: &str| if text.starts_with("${") { format!("{{{name}}}") } else { text.to_owned() };
        // AWS writes `*` for some placeholders.
        let format_resource = format.resource().replace('*', "${Any}");
        let mut resource = String::new();
        for (index, part) in format_resource.split("${").enumerate() {
            let behind = match part.split_once('}').filter(|_| index > 0) {
                Some((_, behind)) => {
                    resource.push_str(&format!("{{part{index}}}"));
                    behind
                }
                None => part,
            };
            resource.push_str(behind);
        }
        Self {
            service: format.service().to_owned(),
            region: field(format.region(), "region"),
            account: field(format.account(), "account"),
            resource,
        }
    }

    fn arn(&self) -> String {
        let Self { service, region, account, resource } = self;
        format!("arn:{{partition}}:{service}:{region}:{account}:{resource}")
    }

    /// Returns the ARN with a text for each hole. `*` in a form is any text.
    fn filled(&self, text: &str) -> String {
        let mut filled = String::new();
        for part in self.arn().split('{') {
            filled.push_str(part.split_once('}').map_or(part, |(_, behind)| behind));
            filled.push_str(text);
        }
        filled.truncate(filled.len() - text.len());
        filled
    }

    /// Splits the resource into the type before the first hole, its separator, and the rest.
    fn split_type(&self) -> Option<(&str, char, &str)> {
        let at = self.resource.find(['/', ':'])?;
        let (before, from) = self.resource.split_at(at);
        let mut rest = from.chars();
        let separator = rest.next()?;
        (!before.is_empty() && !before.contains(['{', '*'])).then_some((before, separator, rest.as_str()))
    }

    fn with_resource(&self, resource: String) -> Self {
        Self { resource, ..self.clone() }
    }

    fn without_type(&self) -> Option<Self> {
        self.split_type().map(|(_, _, rest)| self.with_resource(rest.to_owned()))
    }

    fn with_misspelt_type(&self) -> Option<Self> {
        self.split_type().map(|(name, separator, rest)| self.with_resource(format!("{name}x{separator}{rest}")))
    }

    fn with_other_separator(&self) -> Option<Self> {
        self.split_type().map(|(name, separator, rest)| {
            let other = if separator == '/' { ':' } else { '/' };
            self.with_resource(format!("{name}{other}{rest}"))
        })
    }

    fn with_other_region(&self) -> Option<Self> {
        let region = if self.region.is_empty() { "{region}" } else { "" };
        Some(Self { region: region.to_owned(), ..self.clone() })
    }

    fn with_other_account(&self) -> Option<Self> {
        let account = if self.account.is_empty() { "{account}" } else { "" };
        Some(Self { account: account.to_owned(), ..self.clone() })
    }
}

/// Returns the forms of an action's ARNs. Two of AWS's formats are left out: `arn:${Partition}:${Vendor}:…`, and one with a word in
/// place of the account.
fn forms<'a>(action: Action<'a>) -> impl Iterator<Item = Form> + 'a {
    let formats = action.resources().flat_map(|link| link.resource_type().arn_formats());
    formats.map(Form::new).filter(|form| !form.service.contains('$') && form.account != "offering")
}

/// The number of parts that the actions are divided into. The default run tests one of them.
const PARTS: u32 = 20;

/// The tested actions with the forms of their ARNs.
static RIGHT: LazyLock<BTreeMap<String, BTreeSet<Form>>> = LazyLock::new(|| {
    let actions = Reference::embedded().services().flat_map(|service| service.actions());
    let parts = cases(PARTS);
    let tested = actions.zip((0..PARTS).cycle()).filter(|(_, part)| *part < parts).map(|(action, _)| action);
    tested.map(|action| (action.to_string(), forms(action).collect())).collect()
});

/// The forms with one mistake.
struct WrongForms {
    count: usize,
    /// The number of actions for each form that compiles.
    accepted: BTreeMap<String, usize>,
}

/// Tests all forms with a mistake. A form that fits another form of the action is not wrong.
fn wrong_forms(mistake: fn(&Form) -> Option<Form>) -> WrongForms {
    let mut wrong = WrongForms { count: 0, accepted: BTreeMap::new() };
    // ARNs with an error that does not depend on the action.
    let mut refused = HashSet::new();
    for (action, forms) in &*RIGHT {
        let patterns: Vec<String> = forms.iter().map(|form| form.filled("?*")).collect();
        for form in forms.iter().filter_map(mistake) {
            let (arn, filled) = (form.arn(), form.filled("text"));
            if RIGHT_ALTHOUGH_UNLISTED.iter().any(|right| arn.starts_with(right)) {
                continue;
            }
            if patterns.iter().any(|pattern| Pattern::resource(pattern).matches(&filled)) {
                continue;
            }
            wrong.count += 1;
            if refused.contains(&arn) {
                continue;
            }
            let errors = errors(action, &arn);
            if errors.is_empty() {
                *wrong.accepted.entry(arn).or_default() += 1;
            } else if !format!("{errors:?}").contains(code::ACTION_WITHOUT_RESOURCE.as_str()) {
                refused.insert(arn);
            }
        }
    }
    wrong
}

/// Asserts that a mistake is an error, except in the forms of the snapshot with this name.
macro_rules! assert_errors {
    ($name:literal, $mistake:expr) => {{
        let wrong = wrong_forms($mistake);
        if cases(PARTS) == PARTS {
            insta::assert_snapshot!($name, wrong.to_string());
        } else {
            let known = include_str!(concat!("snapshots/sts_policy_macros__tests__sweep__", $name, ".snap"));
            assert!(wrong.count > 500, "{}", wrong.count);
            let unknown = |arn: &&String| !known.contains(&format!(" actions on {arn}\n"));
            assert_eq!(wrong.accepted.keys().filter(unknown).collect::<Vec<_>>(), Vec::<&String>::new());
        }
    }};
}

impl std::fmt::Display for WrongForms {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        writeln!(formatter, "{} of {} wrong forms compile", self.accepted.values().sum::<usize>(), self.count)?;
        self.accepted.iter().try_for_each(|(arn, actions)| writeln!(formatter, "{actions} actions on {arn}"))
    }
}

#[test]
fn listed_arn_forms_compile() {
    let right = || RIGHT.iter().flat_map(|(action, forms)| forms.iter().map(move |form| (action, form)));
    let refused: Vec<String> = right()
        .filter_map(|(action, form)| {
            let errors = errors(action, &form.arn());
            (!errors.is_empty()).then(|| format!("{action} on {}: {errors:?}", form.arn()))
        })
        .collect();
    assert!(refused.is_empty(), "{} of {}:\n{}", refused.len(), right().count(), refused.join("\n"));
}

#[test]
fn forms_without_the_type_are_errors() {
    assert_errors!("forms_without_the_type_are_errors", Form::without_type);
}

#[test]
fn forms_with_a_misspelt_type_are_errors() {
    assert_errors!("forms_with_a_misspelt_type_are_errors", Form::with_misspelt_type);
}

#[test]
fn forms_with_the_other_separator_are_errors() {
    assert_errors!("forms_with_the_other_separator_are_errors", Form::with_other_separator);
}

#[test]
fn forms_with_or_without_a_region_are_errors() {
    assert_errors!("forms_with_or_without_a_region_are_errors", Form::with_other_region);
}

#[test]
fn forms_with_or_without_an_account_are_errors() {
    assert_errors!("forms_with_or_without_an_account_are_errors", Form::with_other_account);
}
