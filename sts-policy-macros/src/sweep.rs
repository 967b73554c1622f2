//! Every action of the reference with every form of its ARNs, all parts of which are holes: right, and wrong in five ways.
//!
//! A right form compiles. A wrong form does not, except those that the snapshots list.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::LazyLock;

use sts_policy_core::code;
use sts_policy_core::pattern::Pattern;
use sts_policy_core::reference::{Action, ArnFormat, Reference};

use crate::errors::Errors;
use crate::{check, draft, parse};

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

/// The errors of a policy that allows an action on an ARN.
fn errors(action: &str, arn: &str) -> Errors {
    let mut errors = Errors::default();
    let source = parse::source(quote::quote!(allow #action on #arn;), &mut errors);
    let draft = draft::of_source(source, &mut errors);
    check::check(&draft, &mut errors);
    errors
}

/// The fields of an ARN behind the partition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Form {
    service: String,
    region: String,
    account: String,
    resource: String,
}

impl Form {
    /// The format with a hole for each placeholder.
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

    /// The ARN with a text for each hole; `*` in a form is any text.
    fn filled(&self, text: &str) -> String {
        let mut filled = String::new();
        for part in self.arn().split('{') {
            filled.push_str(part.split_once('}').map_or(part, |(_, behind)| behind));
            filled.push_str(text);
        }
        filled.truncate(filled.len() - text.len());
        filled
    }

    /// The resource type before the first hole, its separator, and the rest.
    fn typed(&self) -> Option<(&str, char, &str)> {
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
        self.typed().map(|(_, _, rest)| self.with_resource(rest.to_owned()))
    }

    fn with_misspelt_type(&self) -> Option<Self> {
        self.typed().map(|(name, separator, rest)| self.with_resource(format!("{name}x{separator}{rest}")))
    }

    fn with_other_separator(&self) -> Option<Self> {
        self.typed().map(|(name, separator, rest)| {
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

/// The forms of an action's ARNs, but for two of AWS's that are not ARNs of one service: `arn:${Partition}:${Vendor}:…`, and one
/// with a word in place of the account.
fn forms<'a>(action: Action<'a>) -> impl Iterator<Item = Form> + 'a {
    let formats = action.resources().flat_map(|link| link.resource_type().arn_formats());
    formats.map(Form::new).filter(|form| !form.service.contains('$') && form.account != "offering")
}

/// Each action with the forms of its ARNs.
static RIGHT: LazyLock<BTreeMap<String, BTreeSet<Form>>> = LazyLock::new(|| {
    let actions = Reference::embedded().services().flat_map(|service| service.actions());
    actions.map(|action| (action.to_string(), forms(action).collect())).collect()
});

/// The wrong forms that compile, with the number of all. A form that fits another form of the action is not wrong.
fn accepted(wrong: fn(&Form) -> Option<Form>) -> String {
    let mut count = 0;
    let mut accepted = BTreeMap::<String, usize>::new();
    // ARNs with an error that does not depend on the action.
    let mut refused = HashSet::new();
    for (action, forms) in &*RIGHT {
        let patterns: Vec<String> = forms.iter().map(|form| form.filled("?*")).collect();
        for wrong in forms.iter().filter_map(wrong) {
            let (arn, filled) = (wrong.arn(), wrong.filled("text"));
            if RIGHT_ALTHOUGH_UNLISTED.iter().any(|right| arn.starts_with(right)) {
                continue;
            }
            if patterns.iter().any(|pattern| Pattern::resource(pattern).matches(&filled)) {
                continue;
            }
            count += 1;
            if refused.contains(&arn) {
                continue;
            }
            let errors = errors(action, &arn);
            if errors.is_empty() {
                *accepted.entry(arn).or_default() += 1;
            } else if !format!("{errors:?}").contains(code::ACTION_WITHOUT_RESOURCE.as_str()) {
                refused.insert(arn);
            }
        }
    }
    let mut shown = format!("{} of {count} wrong forms compile\n", accepted.values().sum::<usize>());
    for (arn, actions) in accepted {
        shown.push_str(&format!("{actions} actions on {arn}\n"));
    }
    shown
}

#[test]
fn right_forms_compile() {
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
    insta::assert_snapshot!(accepted(Form::without_type));
}

#[test]
fn forms_with_a_misspelt_type_are_errors() {
    insta::assert_snapshot!(accepted(Form::with_misspelt_type));
}

#[test]
fn forms_with_the_other_separator_are_errors() {
    insta::assert_snapshot!(accepted(Form::with_other_separator));
}

#[test]
fn forms_with_or_without_a_region_are_errors() {
    insta::assert_snapshot!(accepted(Form::with_other_region));
}

#[test]
fn forms_with_or_without_an_account_are_errors() {
    insta::assert_snapshot!(accepted(Form::with_other_account));
}
