//! The policy as a whole. A hard error ends a statement, and parsing continues with the next one.

use proc_macro2::{Span, TokenStream, TokenTree};
use sts_policy_core::RuleScope;
use syn::Token;
use syn::parse::{ParseStream, Parser};

use super::ast::PolicyAst;
use super::header::header;
use super::statement::statement;
use crate::errors::{Errors, Reported};

/// Parses a policy. Statements with hard errors are left out.
pub(crate) fn policy(tokens: TokenStream, errors: &mut Errors) -> PolicyAst {
    let mut policy = PolicyAst { scope: RuleScope::Session, statements: Vec::new() };
    let parser = |input: ParseStream<'_>| {
        match header(input, errors) {
            Ok(scope) => policy.scope = scope,
            Err(Reported) => skip_statement(input),
        }
        while !input.is_empty() {
            match statement(input, errors) {
                Ok(statement) => policy.statements.push(statement),
                Err(Reported) => skip_statement(input),
            }
        }
        if policy.statements.is_empty() && errors.is_empty() {
            let help = "write a statement, such as `allow \"s3:GetObject\" on \"arn:aws:s3:::bucket/*\";`";
            errors.push(Span::call_site(), "empty policy: must have at least one statement", Some(help));
        }
        Ok(())
    };
    // The parser takes every token and reports its own errors.
    if let Err(error) = parser.parse2(tokens) {
        errors.push(error.span(), error.to_string(), None);
    }
    policy
}

/// Skips the tokens up to and including the next semicolon.
fn skip_statement(input: ParseStream<'_>) {
    while !input.is_empty() {
        if input.parse::<Token![;]>().is_ok() || input.parse::<TokenTree>().is_err() {
            break;
        }
    }
}
