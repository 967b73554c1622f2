//! IP addresses and networks.

use std::fmt;
use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::str::FromStr;

use serde::de::{Deserialize, Deserializer, Error as _};
use serde::ser::{Serialize, Serializer};

use super::policy_text::{PolicyText, WritePolicyText};
use super::{Hole, InvalidValue, ValueKind};
use crate::grammar::network::Network;

/// Maximum length of an IPv4 address, in bytes.
const MAX_V4_BYTES: usize = "255.255.255.255".len();

/// Maximum length of an IPv6 address, in bytes. Addresses that map IPv4 are written as IPv4.
const MAX_V6_BYTES: usize = "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff".len();

/// Network for the IP address condition operators: an address and a prefix length in bits (RFC 4632, and RFC 4291, section 2.3; User
/// Guide, "IAM JSON policy elements: Condition operators").
///
/// The bits after the prefix are zero, so each network has one spelling. An IPv6 address that maps an IPv4 address, such as
/// `::ffff:203.0.113.7`, becomes that IPv4 address: servers that listen on both families see IPv4 clients under the mapped address, but
/// requests to AWS come from the IPv4 address. The same applies to [`IpAddr`] and [`Ipv6Addr`] in a hole.
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
    /// Creates a network from its address and its prefix length in bits.
    ///
    /// # Errors
    ///
    /// If the prefix is longer than the address (32 bits for IPv4, 128 for IPv6), or the address has bits set after the prefix.
    pub fn new(address: IpAddr, prefix: u8) -> Result<Self, InvalidValue> {
        let max_prefix = if address.is_ipv4() { 32 } else { 128 };
        let network = Network { address, prefix };
        let invalid = |requirement| Err(InvalidValue::new(ValueKind::IpNetwork, &network.to_string(), requirement));
        if prefix > max_prefix {
            return invalid(format!("must have a prefix length of 0 to {max_prefix}, not {prefix}"));
        }
        let masked = network.masked();
        if masked.address != address {
            return invalid(format!(
                "must have no bits set after the prefix; use `{masked}` for the network or `{address}/{max_prefix}` for the address"
            ));
        }
        Ok(Self::canonical(address, prefix))
    }

    /// Returns the first address of the network.
    pub const fn address(self) -> IpAddr {
        self.address
    }

    /// Returns the prefix length in bits: 0 to 32 for IPv4, 0 to 128 for IPv6.
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
    /// Returns the network of one address.
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

    /// Parses an address with or without a prefix length.
    fn from_str(text: &str) -> Result<Self, Self::Err> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        // `u8::from_str` accepts a sign, which prefix lengths do not have.
        let digits = prefix.map(|prefix| prefix.parse().ok().filter(|_| !prefix.starts_with('+')));
        match (address.parse::<IpAddr>(), digits) {
            (Ok(address), None) => Ok(address.into()),
            (Ok(address), Some(Some(prefix))) => Self::new(address, prefix),
            _ => Err(InvalidValue::new(
                ValueKind::IpNetwork,
                text,
                "must be an address or a network, such as `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/32`",
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

impl WritePolicyText for IpNetwork {
    fn write(&self, text: &mut PolicyText) {
        text.push_unescaped(self);
    }
}

impl Hole for IpNetwork {
    const MAX_BYTES: usize = MAX_V6_BYTES + "/128".len();
}

impl WritePolicyText for IpAddr {
    fn write(&self, text: &mut PolicyText) {
        text.push_unescaped(self.to_canonical());
    }
}

impl Hole for IpAddr {
    const MAX_BYTES: usize = MAX_V6_BYTES;
}

impl WritePolicyText for Ipv4Addr {
    fn write(&self, text: &mut PolicyText) {
        text.push_unescaped(self);
    }
}

impl Hole for Ipv4Addr {
    const MAX_BYTES: usize = MAX_V4_BYTES;
}

impl WritePolicyText for Ipv6Addr {
    fn write(&self, text: &mut PolicyText) {
        text.push_unescaped(self.to_canonical());
    }
}

impl Hole for Ipv6Addr {
    const MAX_BYTES: usize = MAX_V6_BYTES;
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<String, String> {
        text.parse::<IpNetwork>().map(|network| network.to_string()).map_err(|error| error.to_string())
    }

    #[test]
    fn accepts_networks_and_addresses() {
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
    fn rejects_invalid_text() {
        for (text, message) in [
            (
                "203.0.113.7/24",
                "invalid IP network `203.0.113.7/24`: must have no bits set after the prefix; use `203.0.113.0/24` for the \
                 network or `203.0.113.7/32` for the address",
            ),
            (
                "2001:db8::1/32",
                "invalid IP network `2001:db8::1/32`: must have no bits set after the prefix; use `2001:db8::/32` for the \
                 network or `2001:db8::1/128` for the address",
            ),
            ("203.0.113.0/33", "invalid IP network `203.0.113.0/33`: must have a prefix length of 0 to 32, not 33"),
            ("::/129", "invalid IP network `::/129`: must have a prefix length of 0 to 128, not 129"),
        ] {
            assert_eq!(read(text).unwrap_err(), message);
        }
        for text in ["", "203.0.113.*", "203.0.113.0/", "203.0.113.0/+8", "203.0.113.0/256", "/8", "a/8", "::1%eth0"] {
            let requirement =
                "must be an address or a network, such as `203.0.113.7`, `203.0.113.0/24` or `2001:db8::/32`";
            assert_eq!(read(text).unwrap_err(), format!("invalid IP network `{text}`: {requirement}"));
        }
    }

    #[test]
    fn mapped_addresses_are_written_as_ipv4() {
        let mapped: Ipv6Addr = "::ffff:203.0.113.7".parse().unwrap();
        assert_eq!(mapped.to_policy_text(), "203.0.113.7");
        assert_eq!(IpAddr::from(mapped).to_policy_text(), "203.0.113.7");
        assert_eq!(Ipv6Addr::LOCALHOST.to_policy_text(), "::1");
        assert_eq!(Ipv4Addr::LOCALHOST.to_policy_text(), "127.0.0.1");
    }

    #[test]
    fn max_bytes_is_tight() {
        let v6 = Ipv6Addr::from([0xffff; 8]);
        assert_eq!(v6.to_policy_text().len(), Ipv6Addr::MAX_BYTES);
        assert_eq!(IpAddr::from(v6).to_policy_text().len(), IpAddr::MAX_BYTES);
        assert_eq!(IpNetwork::from(IpAddr::from(v6)).to_policy_text().len(), IpNetwork::MAX_BYTES);
        assert_eq!(Ipv4Addr::BROADCAST.to_policy_text().len(), Ipv4Addr::MAX_BYTES);
    }
}
