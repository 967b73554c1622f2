use super::InvalidParameter;
use crate::limits::MINIMUM_SESSION_TOKEN_BYTES;
use crate::text::thousands;

/// The requested minimum size of the session token in bytes: 0 to 4,096 (service model, `MinimumSessionTokenSize`).
///
/// STS pads shorter tokens. Use it to test that everything that handles the token accepts long ones.
///
/// ```
/// use sts_token::MinimumSessionTokenSize;
///
/// assert_eq!(MinimumSessionTokenSize::new(4_096)?.bytes(), 4_096);
/// assert_eq!(
///     MinimumSessionTokenSize::new(4_097).unwrap_err().to_string(),
///     "invalid minimum session token size of 4,097 bytes: must be 0 to 4,096"
/// );
/// # Ok::<(), sts_token::InvalidParameter>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinimumSessionTokenSize(u16);

impl MinimumSessionTokenSize {
    /// Checks a number of bytes.
    ///
    /// # Errors
    ///
    /// Fails above 4,096 bytes.
    pub fn new(bytes: usize) -> Result<Self, InvalidParameter> {
        let max = *MINIMUM_SESSION_TOKEN_BYTES.end();
        match u16::try_from(bytes) {
            Ok(size) if bytes <= max => Ok(Self(size)),
            _ => {
                let [bytes, max] = [bytes, max].map(|bytes| thousands(bytes as u64));
                Err(InvalidParameter::new(
                    "minimum session token size",
                    format!("invalid minimum session token size of {bytes} bytes: must be 0 to {max}"),
                ))
            }
        }
    }

    /// Returns the size in bytes.
    pub fn bytes(self) -> u16 {
        self.0
    }
}
