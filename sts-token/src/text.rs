//! Numbers in messages.

/// Returns a count with its unit: `1 character`, `20,000 characters`.
pub(crate) fn counted(count: usize, unit: &str) -> String {
    format!("{} {unit}{}", thousands(count as u64), if count == 1 { "" } else { "s" })
}

/// Returns a number with its digits in groups: `129,600`.
pub(crate) fn thousands(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (index, digit) in digits.chars().enumerate() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn groups_digits_by_three() {
        for (number, text) in [(0, "0"), (999, "999"), (1_000, "1,000"), (129_600, "129,600"), (1_234_567, "1,234,567")]
        {
            assert_eq!(thousands(number), text);
        }
    }

    #[test]
    fn adds_the_plural_s() {
        assert_eq!(counted(1, "tag"), "1 tag");
        assert_eq!(counted(0, "tag"), "0 tags");
    }
}
