use sts_policy::limits::SESSION_POLICY_BYTES;

/// Formats a size with the limit of session policies, such as `2,053 of 2,048 bytes, 5 over the limit`.
pub(crate) fn bytes_of_limit(bytes: usize) -> String {
    format!("{} of {} bytes{}", thousands(bytes), thousands(SESSION_POLICY_BYTES), excess(bytes))
}

/// Formats by how much a size exceeds the limit of session policies; empty if it does not.
pub(crate) fn excess(bytes: usize) -> String {
    match bytes.checked_sub(SESSION_POLICY_BYTES) {
        None | Some(0) => String::new(),
        Some(over) => format!(", {} over the limit", thousands(over)),
    }
}

/// Formats a number with commas between its thousands.
pub(crate) fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut formatted = String::new();
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            formatted.push(',');
        }
        formatted.push(digit);
    }
    formatted
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn separates_thousands_with_commas() {
        assert_eq!([0, 999, 1_000, 2_048, 1_234_567].map(thousands), ["0", "999", "1,000", "2,048", "1,234,567"]);
    }
}
