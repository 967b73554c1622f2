//! Types for the placeholders (holes) of policies, checked when they are made.
//!
//! A hole is a part of a policy that is filled at run time. A value is created with `new`, with `parse`, or by serde, and each of them
//! rejects invalid text with an [`InvalidValue`]. A program can therefore use these types for the parameters of its requests, and needs
//! no further check:
//!
//! ```
//! use sts_policy_core::value::{KeyPath, Segment};
//!
//! let tenant: Segment<36> = "tenant-a".parse()?;
//! let folder = KeyPath::<200>::new("reports/2026")?;
//! assert_eq!(format!("{tenant}/{folder}"), "tenant-a/reports/2026");
//!
//! let error = Segment::<36>::new("tenant-a/../tenant-b").unwrap_err();
//! assert_eq!(error.to_string(), "invalid path segment `tenant-a/../tenant-b`: must not contain `/`");
//! # Ok::<(), sts_policy_core::value::InvalidValue>(())
//! ```
//!
//! | value | type |
//! |---|---|
//! | segment of a path, such as a tenant | [`Segment`] |
//! | path, such as the key of an object | [`KeyPath`] |
//! | other text, in the value of a condition | [`Text`] |
//! | text with wildcards | [`Pattern`] |
//! | names of AWS | [`BucketName`], [`RoleName`], [`AccountId`], [`Region`], [`Partition`] |
//! | IP addresses and networks | [`IpNetwork`], and [`IpAddr`](std::net::IpAddr), [`Ipv4Addr`](std::net::Ipv4Addr), [`Ipv6Addr`](std::net::Ipv6Addr) |
//! | points in time | [`SystemTime`](std::time::SystemTime) |
//! | numbers and truth values | integers of at most 64 bits, `bool` |
//! | UUIDs, with the feature `uuid` | `uuid::Uuid` |
//!
//! Lengths are in bytes of UTF-8.
//!
//! All these types implement [`Hole`]. It states the maximum length of a value in a policy, so that the maximum length of a policy
//! with holes is known before they are filled. One trait for each context of a hole states which types are accepted there:
//!
//! | context | trait |
//! |---|---|
//! | fields of an ARN | [`InPartition`], [`InRegion`], [`InAccount`], [`InResource`]; [`InBucket`] for the bucket of an S3 ARN |
//! | values of string conditions | [`InText`]; [`InTextPattern`] where wildcards are allowed |
//! | values of keys that hold paths, such as `s3:prefix` | [`InPath`]; [`InPathPattern`] where wildcards are allowed |
//! | values of other conditions | [`InNumber`], [`InBool`], [`InDate`], [`InAddress`] |
//!
//! Text that was not checked does not fill a hole:
//!
//! ```compile_fail,E0277
//! fn on<T: sts_policy_core::value::InResource>(_: T) {}
//! on("tenant-a");
//! ```

mod account_id;
mod bucket_name;
mod error;
mod hole;
mod hole_context;
mod ip_network;
mod key_path;
mod number;
mod partition;
mod pattern;
mod policy_text;
mod region;
mod role_name;
mod segment;
mod text;
mod text_value;
mod time;
#[cfg(feature = "uuid")]
mod uuid;

pub use account_id::AccountId;
pub use bucket_name::BucketName;
pub use error::{InvalidValue, ValueKind};
pub use hole::Hole;
pub use hole_context::{
    InAccount, InAddress, InBool, InBucket, InDate, InNumber, InPartition, InPath, InPathPattern, InRegion, InResource,
    InText, InTextPattern,
};
pub use ip_network::IpNetwork;
pub use key_path::KeyPath;
pub use partition::Partition;
pub use pattern::Pattern;
pub(crate) use policy_text::{PolicyText, WritePolicyText};
pub use region::Region;
pub use role_name::RoleName;
pub use segment::Segment;
pub use text::Text;
