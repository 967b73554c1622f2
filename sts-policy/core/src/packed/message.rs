/// What STS says when the packed size of a request is too large, under the code `PackedPolicyTooLarge`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// `Packed policy consumes 118% of allotted space, please use smaller policy.`
    Policy(u32),
    /// `Packed size of session tags consumes 498% of allotted space.`
    Tags(u32),
}

impl Refusal {
    /// Reads the message of a refusal, whatever an SDK put around it. `None` for any other text, `Serialized token too large for
    /// session` among them, which comes under the same code.
    ///
    /// ```
    /// use sts_policy_core::packed::Refusal;
    ///
    /// let message = "Packed policy consumes 118% of allotted space, please use smaller policy.";
    /// assert_eq!(Refusal::from_message(message), Some(Refusal::Policy(118)));
    /// assert_eq!(Refusal::from_message("Serialized token too large for session"), None);
    /// ```
    pub fn from_message(message: &str) -> Option<Refusal> {
        let (before, rest) = message.split_once(" consumes ")?;
        let (percent, after) = rest.split_once('%')?;
        if !after.trim_start().starts_with("of allotted space") {
            return None;
        }
        let percent = percent.trim().parse().ok()?;
        if before.ends_with("Packed policy") {
            Some(Refusal::Policy(percent))
        } else if before.ends_with("Packed size of session tags") {
            Some(Refusal::Tags(percent))
        } else {
            None
        }
    }

    /// The percentage.
    pub const fn percent(self) -> u32 {
        match self {
            Refusal::Policy(percent) | Refusal::Tags(percent) => percent,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Refusal;

    #[test]
    fn both_wordings_in_whatever_an_sdk_puts_around_them() {
        for (message, refusal) in [
            ("Packed size of session tags consumes 498% of allotted space.", Some(Refusal::Tags(498))),
            (
                "An error occurred (PackedPolicyTooLarge) when calling the AssumeRole operation: Packed policy consumes 101% \
                 of allotted space, please use smaller policy.",
                Some(Refusal::Policy(101)),
            ),
            ("", None),
            ("Packed policy consumes % of allotted space", None),
            ("Packed policy consumes -5% of allotted space", None),
            ("Packed policy consumes 99999999999% of allotted space", None),
            ("The disk consumes 5% of allotted space", None),
            ("Packed policy consumes 5% of its time", None),
        ] {
            assert_eq!(Refusal::from_message(message), refusal, "{message}");
        }
    }
}
