//! Valid names from any text. Different texts get different names.

use sha2::{Digest, Sha256};

use super::text_rule::is_name_character;

/// Lower-case letters and digits, so that hashes differ even if names are compared without regard to case.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// Returns the readable beginning of a text, a hyphen, and `hash_length` characters of its SHA-256, with 5 bits each.
///
/// The hash is always present. If valid texts were kept as they are, a user could choose a text that equals the name of another text.
pub(super) fn sanitize(text: &str, max_length: usize, hash_length: usize) -> String {
    let readable_length = max_length.saturating_sub(hash_length + 1);
    let mut name = String::with_capacity(max_length);
    for character in text.chars() {
        if name.len() == readable_length {
            break;
        }
        if is_name_character(character) {
            name.push(character);
        } else if !name.ends_with('-') {
            name.push('-');
        }
    }
    if !name.is_empty() && !name.ends_with('-') {
        name.push('-');
    }
    name.extend(base32(&Sha256::digest(text.as_bytes())).take(hash_length));
    name
}

/// Encodes bytes in lower-case base32 without padding. The last group may have surplus digits.
fn base32(bytes: &[u8]) -> impl Iterator<Item = char> {
    bytes.chunks(5).flat_map(|chunk| {
        let bits = chunk.iter().fold(0u64, |bits, byte| bits << 8 | u64::from(*byte)) << (8 * (5 - chunk.len()));
        (0..8).rev().map(move |digit| {
            let index = usize::try_from(bits >> (5 * digit) & 31).unwrap_or_default();
            char::from(ALPHABET.get(index).copied().unwrap_or(b'a'))
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodes_base32_as_rfc_4648() {
        assert_eq!(base32(b"fooba").collect::<String>(), "mzxw6ytb");
        assert_eq!(base32(b"foob").take(7).collect::<String>(), "mzxw6yq");
    }

    #[test]
    fn names_are_a_readable_part_and_a_hash() {
        assert!(sanitize("Bob Smith & sons", 32, 20).starts_with("Bob-Smith-"));
        assert_eq!(sanitize("", 32, 20).len(), 20);
        assert_eq!(sanitize("租户", 32, 20).len(), 21);
    }
}
