//! The entry points of the macros. Each passes `$crate` to the procedural macro, so that the expansion finds this crate under any
//! name: a crate may rename it, or re-export the macro.

#[doc = include_str!("../doc/policy.md")]
#[macro_export]
macro_rules! policy {
    ($($tokens:tt)*) => {
        $crate::__macros::policy!(($crate) $($tokens)*)
    };
}

#[doc = include_str!("../doc/policy_file.md")]
///
/// With this as `policies/reader.json`:
///
/// ```json
#[doc = include_str!("../policies/reader.json")]
/// ```
///
/// ```
/// use sts_policy::value::{BucketName, Segment};
/// use sts_policy::{SessionPolicy, policy_file};
///
/// let bucket = BucketName::new("reports")?;
/// let tenant = Segment::<36>::new("tenant-*")?;
/// let policy: SessionPolicy = policy_file!("policies/reader.json");
/// assert!(policy.as_str().contains("arn:aws:s3:::reports/tenant-${*}/*"));
/// # Ok::<(), sts_policy::value::InvalidValue>(())
/// ```
///
/// The path may be followed by `kind = federation` or `kind = identity`, and by `unchecked` with an action, resource or condition key
/// of the file that AWS's reference does not list yet. With this as `policies/newest.json`:
///
/// ```json
#[doc = include_str!("../policies/newest.json")]
/// ```
///
/// ```
/// use sts_policy::{Policy, policy_file};
///
/// let policy: Policy = policy_file!("policies/newest.json", kind = identity, unchecked "s3:GetObjectHologram");
/// # assert!(policy.to_json().contains("Hologram"));
/// ```
///
/// Findings are reported at the path, with the line and column in the file:
///
/// ```compile_fail
/// # use sts_policy::policy_file;
/// // error: policies/newest.json:3:45: service `s3` has no action `GetObjectHologram`
/// let policy = policy_file!("policies/newest.json");
/// ```
#[macro_export]
macro_rules! policy_file {
    ($($arguments:tt)*) => {
        $crate::__macros::policy_file!(($crate) $($arguments)*)
    };
}
