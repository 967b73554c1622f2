//! UUIDs.

use uuid::Uuid;
use uuid::fmt::Hyphenated;

use super::Hole;
use super::policy_text::{PolicyText, WritePolicyText};

impl WritePolicyText for Uuid {
    fn write(&self, text: &mut PolicyText) {
        text.push_unescaped(self.as_hyphenated());
    }
}

/// Written in lower case with hyphens, always 36 bytes.
impl Hole for Uuid {
    const MAX_BYTES: usize = Hyphenated::LENGTH;
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn uuids_are_written_with_hyphens_in_lower_case() {
        let text = Uuid::from_u128(0x67E5_5044_10B1_426F_9247_BB68_0E5F_E0C8).to_policy_text();
        assert_eq!(text, "67e55044-10b1-426f-9247-bb680e5fe0c8");
        assert_eq!(text.len(), Uuid::MAX_BYTES);
        assert_eq!(Uuid::nil().to_policy_text().len(), Uuid::MAX_BYTES);
    }
}
