//! The records of each section.

use super::field::{Field, RecordRange, TextOffset};
use super::section::Section;

/// A record of a section.
pub(crate) trait Record: Sized {
    const SECTION: Section;
    /// In bytes.
    const WIDTH: usize;

    fn read(bytes: &[u8]) -> Self;

    #[cfg(feature = "json")]
    fn write(self, bytes: &mut Vec<u8>);
}

/// Defines a record by its fields, in the order of the table, so that reading and writing agree.
macro_rules! record {
    ($(#[$doc:meta])* $name:ident in $section:ident { $($(#[$field_doc:meta])* $field:ident: $type:ty),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, Default)]
        pub(crate) struct $name {
            $($(#[$field_doc])* pub(crate) $field: $type),*
        }

        impl Record for $name {
            const SECTION: Section = Section::$section;
            const WIDTH: usize = 0 $(+ <$type as Field>::WIDTH)*;

            #[inline]
            fn read(mut bytes: &[u8]) -> Self {
                let bytes = &mut bytes;
                Self { $($field: Field::read(bytes)),* }
            }

            #[cfg(feature = "json")]
            fn write(self, bytes: &mut Vec<u8>) {
                $(self.$field.write(bytes);)*
            }
        }
    };
}

record! {
    /// The single record about the table itself.
    AboutRecord in About { data_date: TextOffset, legacy_date: TextOffset }
}

record! {
    /// Sorted by prefix.
    ServiceRecord in Services {
        prefix: TextOffset,
        display_name: TextOffset,
        /// Sorted by name.
        actions: RecordRange,
        /// Sorted by name.
        resource_types: RecordRange,
        /// Keys without placeholders, sorted by name.
        keys: RecordRange,
        /// Number of keys with placeholders that follow, sorted by name.
        templates: u16,
    }
}

record! {
    ActionRecord in Actions {
        name: TextOffset,
        /// The access level in the low three bits; [`PERMISSION_ONLY`].
        flags: u8,
        /// A list of the service's keys.
        keys: u16,
        /// A list of pairs: a resource type of the service, optionally with [`REQUIRED`], and a list of keys.
        links: u16,
        /// A list of actions of any service.
        dependents: u16,
    }
}

/// Bits of an action's flags: its access level.
pub(crate) const LEVEL: u8 = 0b111;
/// Bit of an action's flags: permission only.
pub(crate) const PERMISSION_ONLY: u8 = 0b1000;
/// Bit of a link's resource type: required.
pub(crate) const REQUIRED: u16 = 1 << 15;

record! {
    ResourceTypeRecord in ResourceTypes {
        name: TextOffset,
        /// A list of the service's keys.
        keys: u16,
        first_format: u16,
        formats: u8,
    }
}

record! {
    /// The five fields after `arn:`.
    FormatRecord in Formats {
        partition: TextOffset,
        service: TextOffset,
        region: TextOffset,
        account: TextOffset,
        resource: TextOffset,
    }
}

record! {
    /// The service fields of ARNs, sorted.
    ArnServiceRecord in ArnServices {
        service: TextOffset,
        /// A list of formats without duplicates.
        formats: u16,
    }
}

record! {
    KeyRecord in Keys {
        name: TextOffset,
        /// The bits of a `ConditionTypes`.
        types: u16,
    }
}

record! {
    /// Keys without placeholders first; both kinds are sorted by name.
    GlobalKeyRecord in GlobalKeys {
        name: TextOffset,
        types: u16,
        category: TextOffset,
        /// [`TEMPLATE`], [`SENSITIVE`], [`DEPRECATED`].
        flags: u8,
    }
}

pub(crate) const TEMPLATE: u8 = 0b1;
pub(crate) const SENSITIVE: u8 = 0b10;
pub(crate) const DEPRECATED: u8 = 0b100;

record! {
    PartitionRecord in Partitions {
        id: TextOffset,
        dns_suffix: TextOffset,
        /// AWS's regular expression, kept to write the source again.
        region_regex: TextOffset,
        /// Names of its regions.
        regions: RecordRange,
        /// Prefixes of its regions' names.
        prefixes: RecordRange,
    }
}

record! {
    OperatorRecord in Operators {
        name: TextOffset,
        /// The position of the type in `ConditionType::ALL`, or [`ANY_TYPE`].
        value_type: u8,
        /// [`NEGATED`], [`WILDCARDS`], [`IF_EXISTS`], [`SET`].
        flags: u8,
    }
}

#[cfg(feature = "json")]
pub(crate) const ANY_TYPE: u8 = u8::MAX;
pub(crate) const NEGATED: u8 = 0b1;
pub(crate) const WILDCARDS: u8 = 0b10;
pub(crate) const IF_EXISTS: u8 = 0b100;
pub(crate) const SET: u8 = 0b1000;

record! {
    /// `prefix:Name`, sorted.
    RemovedRecord in Removed { action: TextOffset }
}

record! {
    /// Names that other records list.
    NameRecord in Names { name: TextOffset }
}
