use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::InvalidValue;
use crate::grammar::network::Network;
use crate::hole::{Hole, PolicyText, sealed::Sealed};

const THING: &str = "IP network";

/// The longest IPv4 address as text, in bytes.
const LONGEST_V4: usize = "255.255.255.255".len();

/// The longest IPv6 address as text, in bytes. Addresses that map IPv4 have another form, which is shorter and never written here.
const LONGEST_V6: usize = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff".len();

/// A range of IP addresses as the IP address condition operators take it: an address, and how many of its bits at the start all
/// addresses of the range share (RFC 4632, and RFC 4291, section 2.3; User Guide, "IAM JSON policy elements: Condition operators").
///
/// The bits beyond are zero, so a range has one spelling. An IPv6 address that maps an IPv4 address, such as `::ffff:203.0.113.7`,
/// becomes that IPv4 address: servers that listen on both see clients so, but requests to AWS come from the IPv4 address. The
/// same holds of [`IpAddr`] and [`Ipv6Addr`] in a hole.
///
/// ```
/// use sts_policy_core::value::IpNetwork;
///
/// let office: IpNetwork = "203.0.113.0/24".parse()?;
/// assert_eq!(office, IpNetwork::new([203, 0, 113, 0].into(), 24)?);
/// assert_eq!("::ffff:203.0.113.7".parse::<IpNetwork>()?.to_string(), "203.0.113.7/32");
/// assert!("203.0.113.7/24".parse::<IpNetwork>().is_err());
/// # Ok::<(), sts_policy_core::value::InvalidValue>(())
/// ```
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct IpNetwork {
    address: IpAddr,
    prefix: u8,
}

impl IpNetwork {
    /// The range of the addresses that begin with `prefix` bits of the address.
    ///
    /// # Errors
    ///
    /// When the prefix is longer than an address, 32 bits or 128, or when the address has bits set beyond the prefix.
    pub fn new(address: IpAddr, prefix: u8) -> Result<Self, InvalidValue> {
        let (family, widest) = if address.is_ipv4() { ("IPv4", 32) } else { ("IPv6", 128) };
        let refuse = |reason: fmt::Arguments<'_>| {
            Err(InvalidValue::new(&Network { address, prefix }.to_string(), THING, reason))
        };
        if prefix > widest {
            return refuse(format_args!(
                "the prefix is longer than the {widest} bits of an {family} address; write one of 0 to {widest}"
            ));
        }
        let masked = Network { address, prefix }.masked();
        if masked.address != address {
            return refuse(format_args!(
                "the address has bits set beyond the prefix; write `{masked}` for the network, or `{address}/{widest}` for \
                 the address alone"
            ));
        }
        Ok(Self::canonical(address, prefix))
    }

    /// The address that the range begins with.
    pub const fn address(self) -> IpAddr {
        self.address
    }

    /// How many bits all its addresses share: 0 to 32 for IPv4, 0 to 128 for IPv6.
    pub const fn prefix(self) -> u8 {
        self.prefix
    }

    fn canonical(address: IpAddr, prefix: u8) -> Self {
        if let IpAddr::V6(mapped) = address
            && let (Some(address), Some(prefix)) = (mapped.to_ipv4_mapped(), prefix.checked_sub(96))
        {
            return Self { address: address.into(), prefix };
        }
        Self { address, prefix }
    }
}

impl From<IpAddr> for IpNetwork {
    /// The range of one address.
    fn from(address: IpAddr) -> Self {
        let address = address.to_canonical();
        Self { address, prefix: if address.is_ipv4() { 32 } else { 128 } }
    }
}

impl fmt::Display for IpNetwork {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { address, prefix } = *self;
        Network { address, prefix }.fmt(formatter)
    }
}

impl FromStr for IpNetwork {
    type Err = InvalidValue;

    /// Reads an address with a prefix, or an address alone.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        // No sign: what `u8::from_str` takes beyond digits is no prefix length.
        let digits = prefix.map(|prefix| prefix.parse().ok().filter(|_| !prefix.starts_with('+')));
        match (address.parse::<IpAddr>(), digits) {
            (Ok(address), None) => Ok(address.into()),
            (Ok(address), Some(Some(prefix))) => Self::new(address, prefix),
            _ => Err(InvalidValue::new(
                text,
                THING,
                "it is neither an address nor an address with the length of a prefix; write it as in `203.0.113.7`, \
                 `203.0.113.0/24` or `2001:db8::/32`",
            )),
        }
    }
}

impl TryFrom<&str> for IpNetwork {
    type Error = InvalidValue;

    fn try_from(text: &str) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl TryFrom<String> for IpNetwork {
    type Error = InvalidValue;

    fn try_from(text: String) -> Result<Self, Self::Error> {
        text.parse()
    }
}

impl Serialize for IpNetwork {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for IpNetwork {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
    }
}

impl Sealed for IpNetwork {
    fn write(&self, text: &mut PolicyText) {
        text.plain(self);
    }
}

impl Hole for IpNetwork {
    const MAX_BYTES: usize = LONGEST_V6 + "/128".len();
}

impl Sealed for IpAddr {
    fn write(&self, text: &mut PolicyText) {
        text.plain(self.to_canonical());
    }
}

impl Hole for IpAddr {
    const MAX_BYTES: usize = LONGEST_V6;
}

impl Sealed for Ipv4Addr {
    fn write(&self, text: &mut PolicyText) {
        text.plain(self);
    }
}

impl Hole for Ipv4Addr {
    const MAX_BYTES: usize = LONGEST_V4;
}

impl Sealed for Ipv6Addr {
    fn write(&self, text: &mut PolicyText) {
        text.plain(self.to_canonical());
    }
}

impl Hole for Ipv6Addr {
    const MAX_BYTES: usize = LONGEST_V6;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        text.parse::<IpNetwork>().map(|network| network.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn networks() {
        for (text, canonical) in [
            ("203.0.113.7", "203.0.113.7/32"),
            ("203.0.113.0/24", "203.0.113.0/24"),
            ("10.0.0.0/08", "10.0.0.0/8"),
            ("0.0.0.0/0", "0.0.0.0/0"),
            ("::1", "::1/128"),
            ("2001:0DB8::/32", "2001:db8::/32"),
            ("::/0", "::/0"),
            ("::ffff:203.0.113.7", "203.0.113.7/32"),
            ("::ffff:203.0.113.0/120", "203.0.113.0/24"),
            ("::ffff:0:0/96", "0.0.0.0/0"),
        ] {
            assert_eq!(read(text).as_deref(), Ok(canonical));
            let network: IpNetwork = text.parse().unwrap();
            assert_eq!(network.to_policy_text(), canonical);
            assert_eq!(serde_json::from_str::<IpNetwork>(&serde_json::to_string(&network).unwrap()).unwrap(), network);
            assert_eq!(IpNetwork::new(network.address(), network.prefix()), Ok(network));
        }
    }

    #[test]
    fn what_is_none() {
        for (text, message) in [
            (
                "203.0.113.7/24",
                "`203.0.113.7/24` is no IP network: the address has bits set beyond the prefix; write `203.0.113.0/24` for \
                 the network, or `203.0.113.7/32` for the address alone",
            ),
            (
                "2001:db8::1/32",
                "`2001:db8::1/32` is no IP network: the address has bits set beyond the prefix; write `2001:db8::/32` for \
                 the network, or `2001:db8::1/128` for the address alone",
            ),
            (
                "203.0.113.0/33",
                "`203.0.113.0/33` is no IP network: the prefix is longer than the 32 bits of an IPv4 address; write one of \
                 0 to 32",
            ),
            (
                "::/129",
                "`::/129` is no IP network: the prefix is longer than the 128 bits of an IPv6 address; write one of 0 to 128",
            ),
        ] {
            assert_eq!(read(text).unwrap_err(), message);
        }
        for text in ["", "203.0.113.*", "203.0.113.0/", "203.0.113.0/+8", "203.0.113.0/256", "/8", "a/8", "::1%eth0"] {
            let reason = "it is neither an address nor an address with the length of a prefix; write it as in \
                          `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/32`";
            assert_eq!(read(text).unwrap_err(), format!("`{text}` is no IP network: {reason}"));
        }
    }

    #[test]
    fn addresses() {
        let mapped: Ipv6Addr = "::ffff:203.0.113.7".parse().unwrap();
        assert_eq!(mapped.to_policy_text(), "203.0.113.7");
        assert_eq!(IpAddr::from(mapped).to_policy_text(), "203.0.113.7");
        assert_eq!(Ipv6Addr::LOCALHOST.to_policy_text(), "::1");
        assert_eq!(Ipv4Addr::LOCALHOST.to_policy_text(), "127.0.0.1");
    }

    #[test]
    fn the_longest() {
        let v6 = Ipv6Addr::from([0xffff; 8]);
        assert_eq!(v6.to_policy_text().len(), Ipv6Addr::MAX_BYTES);
        assert_eq!(IpAddr::from(v6).to_policy_text().len(), IpAddr::MAX_BYTES);
        assert_eq!(IpNetwork::from(IpAddr::from(v6)).to_policy_text().len(), IpNetwork::MAX_BYTES);
        assert_eq!(Ipv4Addr::BROADCAST.to_policy_text().len(), Ipv4Addr::MAX_BYTES);
    }
}
