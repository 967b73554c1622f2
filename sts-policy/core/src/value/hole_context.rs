//! The contexts of holes in a policy: one trait for each, which the accepted types implement.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};
use std::time::SystemTime;

use super::{AccountId, BucketName, Hole, IpNetwork, KeyPath, Partition, Pattern, Region, RoleName, Segment, Text};

/// Defines the trait of a context.
macro_rules! hole_context {
    (
        $(#[$doc:meta])*
        $context:ident: $message:literal, $label:literal, $note:literal
    ) => {
        $(#[$doc])*
        #[diagnostic::on_unimplemented(message = $message, label = $label, note = $note)]
        pub trait $context: Hole {}

        // Compiler errors name `&str`, as written, instead of `str`.
        #[diagnostic::do_not_recommend]
        impl<T: $context + ?Sized> $context for &T {}
    };
}

hole_context! {
    /// Accepted as the partition of an ARN, its second field: [`Partition`].
    InPartition:
    "`{Self}` does not go into the partition of an ARN",
    "the second field of an ARN is a partition",
    "use `sts_policy::value::Partition`, such as `Partition::Aws`, `Partition::of(&region)` or `Partition::new(text)?`"
}

hole_context! {
    /// Accepted as the region of an ARN, its fourth field: [`Region`].
    InRegion:
    "`{Self}` does not go into the region of an ARN",
    "the fourth field of an ARN is a region",
    "use `sts_policy::value::Region`, such as `Region::new(text)?`"
}

hole_context! {
    /// Accepted as the account of an ARN, its fifth field: [`AccountId`].
    InAccount:
    "`{Self}` does not go into the account of an ARN",
    "the fifth field of an ARN is an account ID",
    "use `sts_policy::value::AccountId`, such as `AccountId::new(text)?`; numbers lose the zeros that account IDs may begin with"
}

hole_context! {
    /// Accepted in the bucket name of an S3 ARN: types without slashes and wildcards.
    ///
    /// These are [`BucketName`], [`Segment`], [`AccountId`], [`Region`], [`Partition`], [`RoleName`], integers, and `uuid::Uuid`.
    InBucket:
    "`{Self}` does not go into the name of a bucket",
    "the name of a bucket has no slash and no wildcard",
    "text is checked before it goes into a policy: wrap it in a type of `sts_policy::value`, such as `BucketName::new(text)?` or, \
     for a part of a name, `Segment::<36>::new(text)?`"
}

hole_context! {
    /// Accepted in the resource part of an ARN, its sixth field, and in values of ARN conditions: the types of [`InBucket`],
    /// [`KeyPath`] and [`Pattern`].
    ///
    /// The bucket of an S3 ARN has its own trait, [`InBucket`].
    InResource:
    "`{Self}` does not go into the resource of an ARN",
    "not a value that was checked for the resource part of an ARN",
    "text is checked before it goes into a policy: wrap it in a type of `sts_policy::value`, such as `Segment::<36>::new(text)?`, \
     `KeyPath::<200>::new(text)?` for text with slashes, or `Pattern::<100>::new(text)?` for text with wildcards"
}

hole_context! {
    /// Accepted in values of path keys, such as `s3:prefix`, under an operator without wildcards, such as `StringEquals`: the types of
    /// [`InResource`] except [`Pattern`].
    InPath:
    "`{Self}` does not go into the value of a key that holds a path",
    "not a value that was checked for paths",
    "wrap the text in a type of `sts_policy::value`: `Segment::<36>::new(text)?` for one name, or `KeyPath::<200>::new(text)?` \
     for text with slashes; `Text` may hold `/` and `..`, and a `Pattern` requires `StringLike`"
}

hole_context! {
    /// Accepted in values of path keys, such as `s3:prefix`, under an operator with wildcards, such as `StringLike`: the types of
    /// [`InResource`].
    InPathPattern:
    "`{Self}` does not go into the value of a key that holds a path",
    "not a value that was checked for paths",
    "wrap the text in a type of `sts_policy::value`: `Segment::<36>::new(text)?` for one name, `KeyPath::<200>::new(text)?` \
     for text with slashes, or `Pattern::<100>::new(text)?` for text with wildcards; `Text` may hold `/` and `..`"
}

hole_context! {
    /// Accepted in values of string conditions without wildcards, such as `StringEquals`: the types of [`InResource`] except
    /// [`Pattern`], and [`Text`].
    InText:
    "`{Self}` does not go into the value of a string condition without wildcards",
    "not a value that was checked for string conditions",
    "wrap the text in a type of `sts_policy::value`: `Segment::<36>::new(text)?` for one name, `KeyPath::<200>::new(text)?` for \
     text with slashes, or `Text::<64>::new(text)?` for free text, which may hold `/` and `..`; a `Pattern` requires `StringLike`"
}

hole_context! {
    /// Accepted in values of string conditions with wildcards, such as `StringLike`: the types of [`InText`], and [`Pattern`].
    InTextPattern:
    "`{Self}` does not go into the value of a string condition",
    "not a value that was checked for string conditions",
    "wrap the text in a type of `sts_policy::value`: `Segment::<36>::new(text)?` for one name, `KeyPath::<200>::new(text)?` for \
     text with slashes, `Pattern::<100>::new(text)?` for text with wildcards, or `Text::<64>::new(text)?` for free text, which may hold \
     `/` and `..`"
}

hole_context! {
    /// Accepted as the value of a numeric condition, such as `NumericLessThan`: integers of at most 64 bits.
    InNumber:
    "`{Self}` does not go into the value of a numeric condition",
    "a numeric condition takes an integer",
    "use an integer of at most 64 bits, such as `u32` or `i64`; text is read with `text.parse::<u32>()?`"
}

hole_context! {
    /// Accepted as the value of a `Bool` condition: `bool`.
    InBool:
    "`{Self}` does not go into the value of a `Bool` condition",
    "a `Bool` condition takes a `bool`",
    "use `bool`; text is read with `text.parse::<bool>()?`"
}

hole_context! {
    /// Accepted as the value of a date condition, such as `DateLessThan`: [`SystemTime`].
    InDate:
    "`{Self}` does not go into the value of a date condition",
    "a date condition takes a point in time",
    "use `std::time::SystemTime`, such as `SystemTime::now() + Duration::from_secs(900)`; the types of date libraries convert into it"
}

hole_context! {
    /// Accepted as the value of an IP address condition, such as `IpAddress`: [`IpNetwork`], and [`IpAddr`], [`Ipv4Addr`] and
    /// [`Ipv6Addr`] for one address.
    InAddress:
    "`{Self}` does not go into the value of an IP address condition",
    "an IP address condition takes an address or a network",
    "use `std::net::IpAddr`, or `sts_policy::value::IpNetwork`, such as `\"203.0.113.0/24\".parse::<IpNetwork>()?`"
}

/// Implements the traits of contexts for types: `[generics] type, type: [contexts]`.
macro_rules! accept {
    ($($generics:tt $($type:ty),+: $contexts:tt;)+) => {
        $($(accept!(@type $generics $type: $contexts);)+)+
    };
    (@type $generics:tt $type:ty: [$($context:ident)+]) => {
        $(accept!(@context $generics $type: $context);)+
    };
    (@context [$($generic:tt)*] $type:ty: $context:ident) => {
        impl<$($generic)*> $context for $type {}
    };
}

accept! {
    [] Partition, Region, AccountId, BucketName, RoleName: [InBucket InResource InPath InPathPattern InText InTextPattern];
    [const N: usize] Segment<N>: [InBucket InResource InPath InPathPattern InText InTextPattern];
    [const N: usize] KeyPath<N>: [InResource InPath InPathPattern InText InTextPattern];
    [const N: usize] Text<N>: [InText InTextPattern];
    [const N: usize] Pattern<N>: [InResource InPathPattern InTextPattern];
    [] u8, u16, u32, u64, usize, i8, i16, i32, i64, isize: [InBucket InResource InPath InPathPattern InText InTextPattern InNumber];
    [] IpNetwork, IpAddr, Ipv4Addr, Ipv6Addr: [InAddress];
}

#[cfg(feature = "uuid")]
accept! {
    [] uuid::Uuid: [InBucket InResource InPath InPathPattern InText InTextPattern];
}

// The only type of its context. These lines are written out because compiler errors show them.
impl InPartition for Partition {}
impl InRegion for Region {}
impl InAccount for AccountId {}
impl InBool for bool {}
impl InDate for SystemTime {}
