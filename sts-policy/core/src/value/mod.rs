//! Values for the holes of policies: each is right once it is made.
//!
//! Text becomes a value by `new`, by `parse`, or when serde reads it; what is refused says why in one line. So a value can be taken at
//! the border of a program, as a parameter of a request, and needs no further look:
//!
//! ```
//! use sts_policy_core::value::{KeyPath, Segment};
//!
//! let tenant: Segment<36> = "tenant-a".parse()?;
//! let folder = KeyPath::<200>::new("reports/2026")?;
//! assert_eq!(format!("{tenant}/{folder}"), "tenant-a/reports/2026");
//!
//! let refused = Segment::<36>::new("tenant-a/../tenant-b").unwrap_err();
//! assert!(refused.to_string().starts_with("`tenant-a/../tenant-b` is no path segment: it has a `/`"));
//! # Ok::<(), sts_policy_core::value::InvalidValue>(())
//! ```
//!
//! | What it is | Type |
//! |---|---|
//! | a part of a path, such as a tenant | [`Segment`] |
//! | a path, such as the key of an object | [`KeyPath`] |
//! | other text, in the value of a condition | [`Text`] |
//! | wildcards on purpose | [`Pattern`] |
//! | names of AWS | [`BucketName`], [`RoleName`], [`AccountId`], [`Region`], [`Partition`] |
//! | addresses | [`IpNetwork`], and [`IpAddr`](std::net::IpAddr), [`Ipv4Addr`](std::net::Ipv4Addr), [`Ipv6Addr`](std::net::Ipv6Addr) |
//! | points in time | [`SystemTime`](std::time::SystemTime) |
//! | numbers, truth | integers of at most 64 bits, `bool` |
//! | unique identifiers, with the feature `uuid` | `uuid::Uuid` |
//!
//! Lengths are in bytes of UTF-8. Where each may stand is said in [`hole`](crate::hole).

mod account_id;
mod bucket_name;
mod error;
mod ip_network;
mod key_path;
mod number;
mod partition;
mod pattern;
mod plain_text;
mod region;
mod role_name;
mod segment;
mod text;
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use account_id::AccountId;
pub use bucket_name::BucketName;
pub use error::InvalidValue;
pub use ip_network::IpNetwork;
pub use key_path::KeyPath;
pub use partition::Partition;
pub use pattern::Pattern;
pub use plain_text::Text;
pub use region::Region;
pub use role_name::RoleName;
pub use segment::Segment;
