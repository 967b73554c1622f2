//! Maximum lengths of value types, by the names of the types.

use syn::{GenericArgument, PathArguments, Type};

/// Returns the maximum length of a value in bytes of its text, if the name of its type is known. The real length is known only to the
/// compiler; the estimate of the packed size needs no more than this.
pub(super) fn max_len(field_type: &Type) -> Option<usize> {
    let path = match field_type {
        Type::Reference(reference) => return max_len(&reference.elem),
        Type::Path(path) => path.path.segments.last()?,
        _ => return None,
    };
    let argument = || match &path.arguments {
        PathArguments::AngleBracketed(arguments) => match arguments.args.first()? {
            GenericArgument::Const(syn::Expr::Lit(literal)) => match &literal.lit {
                syn::Lit::Int(number) => number.base10_parse().ok(),
                _ => None,
            },
            _ => None,
        },
        _ => None,
    };
    match path.ident.to_string().as_str() {
        "Segment" | "KeyPath" | "Pattern" | "Text" => argument(),
        "BucketName" => Some(63),
        "RoleName" => Some(64),
        "AccountId" => Some(12),
        "Region" => Some(14),
        "Partition" => Some(10),
        "Uuid" => Some(36),
        "bool" => Some(5),
        "IpNetwork" | "IpAddr" | "Ipv6Addr" => Some(43),
        "i8" | "i16" | "i32" | "i64" | "isize" | "u8" | "u16" | "u32" | "u64" | "usize" | "SystemTime" => Some(20),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn returns_the_max_len_of_known_names() {
        for (text, length) in [
            ("Segment<36>", Some(36)),
            ("&'a sts_policy::value::Text<400>", Some(400)),
            ("Segment<N>", None),
            ("AccountId", Some(12)),
            ("std::time::SystemTime", Some(20)),
            ("u64", Some(20)),
            // An alias, whose type the macro does not see.
            ("TenantId", None),
        ] {
            assert_eq!(max_len(&syn::parse_str(text).unwrap()), length, "{text}");
        }
    }
}
