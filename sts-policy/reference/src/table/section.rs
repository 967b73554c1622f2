//! The sections of the table.

/// Number of sections.
pub(crate) const SECTIONS: usize = 14;

/// The sections, in the order in which the header lists them.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Section {
    About,
    Services,
    Actions,
    ResourceTypes,
    Formats,
    ArnServices,
    Keys,
    GlobalKeys,
    Partitions,
    Operators,
    Removed,
    Names,
    /// Units of two bytes.
    Lists,
    /// Single bytes.
    Strings,
}
