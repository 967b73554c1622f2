//! IP addresses and CIDR ranges as `IpAddress` accepts them.

use std::net::IpAddr;

/// A range of addresses.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Network {
    pub(crate) address: IpAddr,
    /// Length of the prefix, in bits.
    pub(crate) prefix: u8,
}

impl Network {
    /// Parses a range. An address alone is a range of one address.
    pub(crate) fn parse(text: &str) -> Option<Network> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let address: IpAddr = address.parse().ok()?;
        let max_prefix = if address.is_ipv4() { 32 } else { 128 };
        let prefix = match prefix {
            None => max_prefix,
            // `u8::from_str` also accepts a sign.
            Some(digits) if digits.bytes().all(|byte| byte.is_ascii_digit()) => digits.parse().ok()?,
            Some(_) => return None,
        };
        (prefix <= max_prefix).then_some(Network { address, prefix })
    }

    /// Returns true if no request from the internet has an address of this range: private networks (RFC 1918, RFC 4193), link-local
    /// addresses (RFC 3927, RFC 4291) and loopback addresses.
    pub(crate) fn is_private(self) -> bool {
        let is_within = |min_prefix: u8, inside: bool| self.prefix >= min_prefix && inside;
        match self.address {
            IpAddr::V4(address) => {
                let [first, second, ..] = address.octets();
                is_within(8, matches!(first, 10 | 127))
                    || is_within(12, first == 172 && (16..32).contains(&second))
                    || is_within(16, matches!((first, second), (192, 168) | (169, 254)))
            }
            IpAddr::V6(address) => {
                is_within(7, address.is_unique_local())
                    || is_within(10, address.is_unicast_link_local())
                    || is_within(128, address.is_loopback())
            }
        }
    }

    /// Returns true if this range has every address of the other one.
    pub(crate) fn covers(self, other: Network) -> bool {
        let shortened = Network { address: other.address, prefix: self.prefix };
        self.address.is_ipv4() == other.address.is_ipv4()
            && self.prefix <= other.prefix
            && shortened.masked() == self.masked()
    }

    /// Returns the range with all bits after the prefix set to zero.
    pub(crate) fn masked(self) -> Network {
        let prefix = u32::from(self.prefix);
        let address = match self.address {
            IpAddr::V4(address) => {
                let mask = u32::MAX.checked_shl(32 - prefix).unwrap_or(0);
                IpAddr::V4((address.to_bits() & mask).into())
            }
            IpAddr::V6(address) => {
                let mask = u128::MAX.checked_shl(128 - prefix).unwrap_or(0);
                IpAddr::V6((address.to_bits() & mask).into())
            }
        };
        Network { address, prefix: self.prefix }
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(formatter, "{}/{}", self.address, self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn parses_addresses_and_ranges() {
        for text in ["203.0.113.7", "203.0.113.0/24", "0.0.0.0/0", "2001:db8::/32", "::1", "10.0.0.1/08"] {
            assert!(Network::parse(text).is_some(), "{text}");
        }
        for text in
            ["", "203.0.113", "203.0.113.*", "203.0.113.0/33", "203.0.113.0/", "203.0.113.0/+8", "::/129", "/8", "a/8"]
        {
            assert!(Network::parse(text).is_none(), "{text}");
        }
    }

    #[test]
    fn recognizes_private_ranges() {
        for text in [
            "10.0.0.0/8",
            "10.1.2.3",
            "172.16.0.0/12",
            "172.31.255.0/24",
            "192.168.0.0/16",
            "127.0.0.1",
            "169.254.169.254",
            "fd00::/8",
            "fc00::/7",
            "fe80::1",
            "::1",
        ] {
            assert!(Network::parse(text).unwrap().is_private(), "{text}");
        }
        for text in [
            "0.0.0.0/0",
            "10.0.0.0/7",
            "172.32.0.0/16",
            "172.16.0.0/11",
            "192.169.0.0/16",
            "192.168.0.0/15",
            "203.0.113.0/24",
            "::/0",
            "fc00::/6",
            "2001:db8::/32",
            "::1/127",
        ] {
            assert!(!Network::parse(text).unwrap().is_private(), "{text}");
        }
    }

    #[test]
    fn a_range_covers_longer_prefixes_of_itself() {
        let covers = |left: &str, right: &str| Network::parse(left).unwrap().covers(Network::parse(right).unwrap());
        assert!(covers("203.0.113.7/24", "203.0.113.9"));
        assert!(covers("0.0.0.0/0", "203.0.113.0/24"));
        assert!(covers("2001:db8::/32", "2001:db8:1::/48"));
        assert!(!covers("203.0.113.0/24", "203.0.112.0/23"));
        assert!(!covers("203.0.113.0/24", "203.0.114.0/24"));
        assert!(!covers("::/0", "203.0.113.0/24"));
    }

    #[test]
    fn masked_clears_host_bits() {
        for (text, masked) in [
            ("203.0.113.7/24", "203.0.113.0/24"),
            ("203.0.113.7/0", "0.0.0.0/0"),
            ("203.0.113.7", "203.0.113.7/32"),
            ("2001:db8::1/32", "2001:db8::/32"),
            ("2001:db8::1/0", "::/0"),
        ] {
            assert_eq!(Network::parse(text).unwrap().masked().to_string(), masked);
        }
    }
}
