//! Rejections by STS.

/// Message of STS for a request whose packed size is too large. The code of the error is `PackedPolicyTooLarge`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[non_exhaustive]
pub enum Refusal {
    /// `Packed policy consumes 118% of allotted space, please use smaller policy.`
    Policy(u32),
    /// `Packed size of session tags consumes 498% of allotted space.`
    Tags(u32),
}

impl Refusal {
    /// Parses the message of an error, also inside the text that an SDK adds.
    ///
    /// Returns `None` for other text. That includes `Serialized token too large for session`, which has the same error code.
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

    /// Returns the percentage.
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
    fn parses_both_messages_inside_other_text() {
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
