//! The declaration of a rule.

/// Declares one rule, or a few rules that share their logic: a constant for each code, with its documentation, and the list `CODES`.
///
/// | field | meaning |
/// | --- | --- |
/// | `severity` | severity of the findings |
/// | `origin` | `AccessAnalyzer` if Access Analyzer has a check of that name, otherwise `Project` |
/// | `scope` | the policies to which the rule applies, a [`RuleScope`](crate::diagnostics::RuleScope) |
/// | `reference` | `true` if the rule needs the service reference |
/// | `macros` | the treatment in `policy!`, a [`MacroTreatment`](crate::diagnostics::MacroTreatment) |
/// | `summary`, `why` | the documentation: one line, and one paragraph |
/// | `bad at`, `good` | a policy with exactly this finding at this JSON Pointer, and a policy without findings |
macro_rules! rule {
    ($(
        $name:ident {
            severity: $severity:ident,
            origin: $origin:ident,
            scope: $scope:ident,
            reference: $reference:literal,
            macros: $macros:ident,
            summary: $summary:literal,
            why: $why:literal,
            bad at $pointer:literal: $bad:tt,
            good: $good:tt,
        }
    )*) => {
        $(
            #[doc = concat!(
                $summary, ".\n\n", $why, "\n\n# Bad\n\n", crate::rules::rule::example_doc!($bad),
                "\n\n# Good\n\n", crate::rules::rule::example_doc!($good),
            )]
            pub const $name: $crate::Code = $crate::Code(&crate::diagnostics::Rule {
                name: stringify!($name),
                severity: $crate::Severity::$severity,
                origin: crate::diagnostics::Origin::$origin,
                scope: crate::diagnostics::RuleScope::$scope,
                needs_reference: $reference,
                macros: crate::diagnostics::MacroTreatment::$macros,
                summary: $summary,
                why: $why,
                bad_pointer: $pointer,
                bad: crate::rules::rule::example!($bad),
                good: crate::rules::rule::example!($good),
            });
        )*

        pub(crate) const CODES: &[$crate::Code] = &[$($name),*];

        pub(crate) mod codes {
            pub use super::{$($name),*};
        }
    };
}

macro_rules! example {
    ([$before:literal, $repeated:literal x $times:literal, $after:literal]) => {
        crate::diagnostics::Example(crate::diagnostics::ExampleText::Repeated {
            before: $before,
            repeated: $repeated,
            times: $times,
            after: $after,
        })
    };
    ($text:literal) => {
        crate::diagnostics::Example(crate::diagnostics::ExampleText::Whole($text))
    };
}

macro_rules! example_doc {
    ([$before:literal, $repeated:literal x $times:literal, $after:literal]) => {
        concat!("```text\n", $before, $repeated, " … (", $times, " times) … ", $after, "\n```")
    };
    ($text:literal) => {
        concat!("```text\n", $text, "\n```")
    };
}

pub(crate) use {example, example_doc, rule};
