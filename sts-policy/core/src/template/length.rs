//! Lengths of holes and policies.

use std::marker::PhantomData;

use crate::limits::{IDENTITY_POLICY_CHARACTERS, SESSION_POLICY_BYTES};
use crate::model::PolicyKind;
use crate::value::Hole;

/// Share of one hole in the maximum length of a policy: its name, the number of its uses, and the maximum length of its value in bytes.
pub type HoleLength<'a> = (&'a str, usize, usize);

/// Returns the maximum length of a policy of this kind, in bytes.
pub const fn max_policy_bytes(kind: PolicyKind) -> usize {
    match kind {
        PolicyKind::Identity => IDENTITY_POLICY_CHARACTERS,
        PolicyKind::Session => SESSION_POLICY_BYTES,
    }
}

/// Maximum length of the values of a type, in bytes: `MaxBytes::<T>::VALUE`.
///
/// With [`MaxBytesFallback`] in scope it is 0 for a type that does not implement [`Hole`]. The compiler then reports such a type once,
/// where it is used, and not here too.
#[derive(Debug)]
pub struct MaxBytes<T: ?Sized>(PhantomData<T>);

impl<T: Hole + ?Sized> MaxBytes<T> {
    /// Maximum length, in bytes.
    pub const VALUE: usize = T::MAX_BYTES;
}

/// [`MaxBytes::VALUE`] of types that are not holes. For holes, the inherent constant takes precedence over this one.
pub trait MaxBytesFallback {
    /// Always 0.
    const VALUE: usize = 0;
}

impl<T: ?Sized> MaxBytesFallback for MaxBytes<T> {}
