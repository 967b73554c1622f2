use sts_policy::limits::MINIMUM_SESSION_TOKEN_BYTES;

use super::InvalidParameter;
use super::invalid::thousands;

/// The least size that the session token is to have, in bytes: 0 to 4,096 (service model, `MinimumSessionTokenSize`). STS fills it
/// up, which shows early whether all that handle the token can take the long ones.
///
/// ```
/// use sts_token::MinimumSessionTokenSize;
///
/// assert_eq!(MinimumSessionTokenSize::new(4_096)?.bytes(), 4_096);
/// assert_eq!(
///     MinimumSessionTokenSize::new(4_097).unwrap_err().to_string(),
///     "a minimum session token size of 4,097 bytes is too large, and STS takes 0 to 4,096; lower it"
/// );
/// # Ok::<(), sts_token::InvalidParameter>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct MinimumSessionTokenSize(u16);

impl MinimumSessionTokenSize {
    /// Takes a number of bytes.
    ///
    /// # Errors
    ///
    /// When it is greater than 4,096.
    pub fn new(bytes: usize) -> Result<Self, InvalidParameter> {
        let greatest = *MINIMUM_SESSION_TOKEN_BYTES.end();
        match u16::try_from(bytes) {
            Ok(small) if bytes <= greatest => Ok(Self(small)),
            _ => Err(InvalidParameter::new(
                "minimum session token size",
                format!(
                    "a minimum session token size of {} bytes is too large, and STS takes 0 to {}; lower it",
                    thousands(bytes as u64),
                    thousands(greatest as u64)
                ),
            )),
        }
    }

    /// In bytes.
    pub fn bytes(self) -> u16 {
        self.0
    }
}
