/// Whom a statement is for. No session policy and no identity policy has a principal: it is read so that a policy that does
/// can be told so.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrincipalElement {
    /// Those named.
    Principal(Principal),
    /// All but those named.
    NotPrincipal(Principal),
}

/// The value of a `Principal` or `NotPrincipal` element.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Principal {
    /// `"*"`: everyone.
    Any,
    /// Kinds (`AWS`, `Service`, `Federated`, `CanonicalUser`) with their identifiers, in the order written.
    Named(Vec<(String, Vec<String>)>),
}
