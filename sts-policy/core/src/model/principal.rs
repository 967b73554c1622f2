/// The principals of a statement. Session and identity policies have none; a rule reports them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum PrincipalElement {
    /// `Principal`: these principals.
    Principal(Principal),
    /// `NotPrincipal`: all principals except these.
    NotPrincipal(Principal),
}

/// The value of a `Principal` or `NotPrincipal` element.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Principal {
    /// `"*"`: every principal.
    Any,
    /// Types (`AWS`, `Service`, `Federated`, `CanonicalUser`) with their identifiers, in order.
    Named(Vec<(String, Vec<String>)>),
}
