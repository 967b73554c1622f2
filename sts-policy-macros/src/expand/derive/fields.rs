//! The fields of a template, and the holes that name them.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::quote;
use sts_policy_core::__private::closest;
use syn::{Data, DeriveInput, Field, Fields, Type};

use crate::errors::{Errors, Reported};
use crate::skeleton::Skeleton;

/// Returns the fields of a struct with named fields, or without fields.
pub(super) fn fields<'a>(input: &'a DeriveInput, errors: &mut Errors) -> Result<Vec<&'a Field>, Reported> {
    match &input.data {
        Data::Struct(data) => match &data.fields {
            Fields::Named(fields) => Ok(fields.named.iter().collect()),
            Fields::Unit => Ok(Vec::new()),
            Fields::Unnamed(_) => {
                let help = "name each field after its hole";
                Err(errors.push(input.ident.span(), "tuple struct: a template must have named fields", Some(help)))
            }
        },
        Data::Enum(_) | Data::Union(_) => {
            let help = "use a struct with a field for each hole";
            Err(errors.push(input.ident.span(), "not a struct: a template must be a struct", Some(help)))
        }
    }
}

/// Reports holes without a field.
pub(super) fn check_holes(skeleton: &Skeleton, input: &DeriveInput, fields: &[&Field], errors: &mut Errors) {
    let names: Vec<String> = fields.iter().filter_map(|field| field.ident.as_ref()).map(ToString::to_string).collect();
    for used in skeleton.holes.uses.iter().filter(|used| !used.is_reported) {
        let Some(name) = skeleton.holes.names.get(used.name).filter(|name| !names.contains(name)) else { continue };
        // Names of one or two letters are close to each other.
        let near = closest(name, names.iter().map(String::as_str)).filter(|near| near.len() > 2);
        let help = match near {
            Some(near) => format!("did you mean `{{{near}}}`?"),
            None if names.is_empty() => format!("add the field `{name}: Segment<36>`"),
            None => format!("use one of the fields `{}`", names.join("`, `")),
        };
        errors.push(used.span, format!("`{}` has no field `{name}`", input.ident), Some(&help));
    }
}

/// Checks whether one of the names occurs in a type.
pub(super) fn mentions_any(field_type: &Type, names: &[&Ident]) -> bool {
    let mut open: Vec<TokenStream> = vec![quote!(#field_type)];
    while let Some(tokens) = open.pop() {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) if names.contains(&&ident) => return true,
                TokenTree::Group(group) => open.push(group.stream()),
                _ => {}
            }
        }
    }
    false
}
