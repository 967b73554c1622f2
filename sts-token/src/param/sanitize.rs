//! Valid names of any text, which do not collide.

use sha2::{Digest, Sha256};

use super::rule::is_name_character;

/// Lower case and digits only: where somebody compares names without regard to case, they still differ.
const ALPHABET: &[u8; 32] = b"abcdefghijklmnopqrstuvwxyz234567";

/// The readable beginning of the text, a hyphen, and `hash` characters of five bits each of its SHA-256.
///
/// The hash is always there. If a text that is valid already were taken as it is, then whoever picks the names could pick one that
/// looks like what comes of another's.
pub(super) fn sanitize(text: &str, greatest: usize, hash: usize) -> String {
    let readable = greatest.saturating_sub(hash + 1);
    let mut name = String::with_capacity(greatest);
    for character in text.chars() {
        if name.len() == readable {
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
    name.extend(base32(&Sha256::digest(text.as_bytes())).take(hash));
    name
}

/// Five bits at a time, the first ones first.
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
    fn base32_is_that_of_rfc_4648() {
        assert_eq!(base32(b"fooba").collect::<String>(), "mzxw6ytb");
        assert_eq!(base32(b"foob").take(7).collect::<String>(), "mzxw6yq");
    }

    #[test]
    fn readable_then_the_hash() {
        assert!(sanitize("Bob Smith & sons", 32, 20).starts_with("Bob-Smith-"));
        assert_eq!(sanitize("", 32, 20).len(), 20);
        assert_eq!(sanitize("租户", 32, 20).len(), 21);
    }
}
