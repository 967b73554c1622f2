/// The percentage in STS's refusal of a request whose packed size is too large, the two wordings of `PackedPolicyTooLarge`:
/// `Packed policy consumes 118% of allotted space, please use smaller policy.` and
/// `Packed size of session tags consumes 498% of allotted space.`
///
/// `None` for any other text, `Serialized token too large for session` among them, which comes under the same code.
///
/// ```
/// use sts_policy_core::packed::percent_of_refusal;
///
/// let message = "Packed policy consumes 118% of allotted space, please use smaller policy.";
/// assert_eq!(percent_of_refusal(message), Some(118));
/// assert_eq!(percent_of_refusal("Serialized token too large for session"), None);
/// ```
pub fn percent_of_refusal(message: &str) -> Option<u32> {
    let (before, rest) = message.split_once(" consumes ")?;
    let known = ["Packed policy", "Packed size of session tags"].iter().any(|subject| before.ends_with(subject));
    let (percent, after) = rest.split_once('%')?;
    if !known || !after.trim_start().starts_with("of allotted space") {
        return None;
    }
    percent.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::percent_of_refusal;

    #[test]
    fn both_wordings_in_whatever_an_sdk_puts_around_them() {
        for (message, percent) in [
            ("Packed size of session tags consumes 498% of allotted space.", Some(498)),
            (
                "An error occurred (PackedPolicyTooLarge) when calling the AssumeRole operation: Packed policy consumes 101% \
                 of allotted space, please use smaller policy.",
                Some(101),
            ),
            ("", None),
            ("Packed policy consumes % of allotted space", None),
            ("Packed policy consumes -5% of allotted space", None),
            ("Packed policy consumes 99999999999% of allotted space", None),
            ("The disk consumes 5% of allotted space", None),
            ("Packed policy consumes 5% of its time", None),
        ] {
            assert_eq!(percent_of_refusal(message), percent, "{message}");
        }
    }
}
