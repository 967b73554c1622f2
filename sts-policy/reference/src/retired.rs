//! Services that are gone from the reference, though IAM goes on to accept their prefixes.

/// The name of the retired service of the prefix, in any case.
pub(crate) fn name(prefix: &str) -> Option<&'static str> {
    RETIRED.iter().find(|(retired, _)| retired.eq_ignore_ascii_case(prefix)).map(|(_, name)| *name)
}

/// Prefix and name, sorted by prefix.
const RETIRED: &[(&str, &str)] = &[];
