//! The macros expand any tokens and any file without a panic.

use proc_macro2::{Span, TokenStream};
use proptest::array::uniform4;
use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use sts_policy_core::RuleScope;

use super::generators::{json, mutated, parsed, templates, text, tokens, with_other_texts};
use super::samples::{FILES, POLICIES, TEMPLATES, WORDS};
use crate::cases::cases;
use crate::check::check;
use crate::errors::Errors;
use crate::expand::error_fallback::fallback;
use crate::expand::plan::plan;
use crate::expand::{derive, invocation, packed_size_warning};
use crate::skeleton::from_file;

/// Expands `policy!`.
fn policy(tokens: TokenStream) -> TokenStream {
    invocation::policy(&quote::quote!(::sts_policy), tokens)
}

/// Expands `policy_file!`.
fn policy_file(tokens: TokenStream) -> TokenStream {
    invocation::policy_file(&quote::quote!(::sts_policy), tokens)
}

/// Expands `policy_file!` for the text of a file.
fn expand_file(text: String, unchecked: &[String]) -> TokenStream {
    let mut errors = Errors::default();
    let span = Span::call_site();
    let skeleton = from_file("policies/x.json".to_owned(), text, span, RuleScope::Session, unchecked, &mut errors);
    let checked = check(&skeleton, &mut errors).filter(|_| errors.is_empty());
    match checked.and_then(|checked| plan(&skeleton, checked, &quote::quote!(::sts_policy), &mut errors)) {
        Some(plan) => {
            let (warnings, expression) = (plan.warnings(), plan.with_variables());
            let packed = packed_size_warning::warning(&skeleton, &|_| None, span);
            quote::quote!({ #warnings #packed #expression })
        }
        None => {
            let (errors, fallback) = (errors.to_tokens(), fallback(RuleScope::Session, &quote::quote!(::sts_policy)));
            quote::quote!({ #errors #fallback })
        }
    }
}

/// Asserts that the output is valid tokens, and has a fallback for the policy exactly if it has an error.
fn assert_valid_output(output: &TokenStream) -> Result<(), TestCaseError> {
    let text = output.to_string();
    prop_assert!(text.parse::<TokenStream>().is_ok(), "{}", text);
    prop_assert_eq!(text.contains("compile_error !"), text.contains(":: fallback_"), "{}", text);
    Ok(())
}

#[test]
fn valid_policies_expand_without_errors() {
    for source in POLICIES {
        let output = policy(parsed(source)).to_string();
        assert!(!output.contains("compile_error"), "{source}: {output}");
    }
    for source in TEMPLATES {
        let output = derive::policy_template(parsed(source)).to_string();
        assert!(!output.contains("compile_error"), "{source}: {output}");
    }
    for source in FILES {
        let output = expand_file(source.to_owned(), &[]).to_string();
        assert!(!output.contains("compile_error"), "{source}: {output}");
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(cases(2_000)))]

    #[test]
    fn policy_never_panics_on_any_tokens(tokens in tokens()) {
        assert_valid_output(&policy(tokens))?;
    }

    #[test]
    fn policy_never_panics_on_mistakes(tokens in mutated(&POLICIES)) {
        assert_valid_output(&policy(tokens))?;
    }

    #[test]
    fn policy_never_panics_on_mistakes_in_texts(tokens in with_other_texts()) {
        assert_valid_output(&policy(tokens))?;
    }

    #[test]
    fn policy_never_panics_on_any_text_in_an_element([action, resource, key, value] in uniform4(text()), operator in select(&WORDS[15..27]), is_unchecked: bool) {
        let (unchecked, operator) = (is_unchecked.then(|| quote::format_ident!("unchecked")), quote::format_ident!("{operator}"));
        let output = policy(quote::quote! {
            allow #unchecked #action on #resource, #unchecked #value when #operator #unchecked #key = [#value, #resource];
        });
        assert_valid_output(&output)?;
    }

    #[test]
    fn policy_file_never_panics_on_any_tokens(tokens in tokens()) {
        assert_valid_output(&policy_file(tokens))?;
    }

    #[test]
    fn policy_file_never_panics_on_any_path_and_arguments(path in text(), tokens in tokens()) {
        assert_valid_output(&policy_file(quote::quote!(#path, #tokens)))?;
    }

    #[test]
    fn policy_file_never_panics_on_any_file(text in json(), unchecked in vec(text(), 0..3)) {
        assert_valid_output(&expand_file(text, &unchecked))?;
    }

    #[test]
    fn template_never_panics_on_any_attribute(tokens in templates()) {
        let output = derive::policy_template(tokens);
        // Tokens that are not an item have no type for a stand-in.
        let text = output.to_string();
        if text.contains("PolicyTemplate") {
            assert_valid_output(&output)?;
        } else {
            prop_assert!(text.contains("compile_error !"), "{}", text);
        }
    }

    #[test]
    fn template_never_panics_on_mistakes(tokens in mutated(&TEMPLATES)) {
        let text = derive::policy_template(tokens).to_string();
        prop_assert!(text.parse::<TokenStream>().is_ok(), "{}", text);
        prop_assert!(text.contains("compile_error !") || text.contains("PolicyTemplate"), "{}", text);
    }
}
