//! The reference as a whole, and what is read from its table.

use std::borrow::Cow;
use std::cmp::Ordering;
use std::fmt;
use std::ops::Range;
use std::sync::OnceLock;

use crate::blob::{
    AboutRecord, ArnServiceRecord, CHECKED_FROM, GlobalKeyRecord, HEADER, MAGIC, NameRecord, OperatorRecord,
    PartitionRecord, Record, RemovedRecord, Run, Section, ServiceRecord, TEMPLATE, Table, Text, VERSION, WIDTHS,
    checksum, limits, number,
};
use crate::key_index::KeyIndex;
use crate::text::{compare, fits, search};
use crate::{
    Action, ArnFormat, ConditionKey, ConditionOperator, GlobalConditionKey, InvalidReference, Partition, Service,
    retired, steps,
};

/// AWS's service authorization reference: the one compiled in, or a newer one.
///
/// ```
/// use sts_policy_reference::Reference;
///
/// let reference = Reference::embedded();
/// assert!(reference.action("sts", "AssumeRole").is_some());
/// assert!(reference.action("sts", "AssumeRoll").is_none());
/// assert_eq!(reference.service("EC2").unwrap().display_name(), "Amazon EC2");
///
/// let copy = Reference::from_bytes(reference.as_bytes().to_vec()).unwrap();
/// assert_eq!(copy.data_date(), reference.data_date());
/// ```
#[derive(Clone)]
pub struct Reference {
    bytes: Cow<'static, [u8]>,
    table: Table,
    /// Built by the first lookup of a condition key among all services.
    key_index: OnceLock<KeyIndex>,
}

static EMBEDDED: Reference = {
    let bytes: &[u8] = include_bytes!("../data/reference.bin");
    Reference { bytes: Cow::Borrowed(bytes), table: Table::read(bytes), key_index: OnceLock::new() }
};

impl Reference {
    /// The reference that is compiled in.
    pub fn embedded() -> &'static Self {
        &EMBEDDED
    }

    /// A reference from the bytes that [`Reference::as_bytes`] gives.
    ///
    /// # Errors
    ///
    /// If the bytes are not a table of this version of the layout, were cut off or changed since they were written, or if the
    /// lists of a record are too long to bound a lookup.
    pub fn from_bytes(bytes: Vec<u8>) -> Result<Self, InvalidReference> {
        if !bytes.starts_with(&MAGIC) || bytes.len() < HEADER {
            return Err(InvalidReference::new("the bytes are no reference: they do not start as one"));
        }
        let version = number(&bytes, 8);
        if version != VERSION {
            return Err(InvalidReference::new(format!(
                "the reference has version {version} of the layout, only {VERSION} can be read: generate it again"
            )));
        }
        let stated = number(&bytes, 12);
        if u32::try_from(bytes.len()) != Ok(stated) {
            return Err(InvalidReference::new(format!(
                "the reference has {} bytes, but states {stated}: it was cut off or something was added",
                bytes.len()
            )));
        }
        let sum = u64::from(number(&bytes, 16)) | u64::from(number(&bytes, 20)) << 32;
        if checksum(bytes.get(CHECKED_FROM..).unwrap_or_default()) != sum {
            return Err(InvalidReference::new("the reference has a wrong checksum: its bytes were changed"));
        }
        let table = Table::read(&bytes);
        for (span, width) in table.spans().into_iter().zip(WIDTHS) {
            let end = u64::from(span.count) * width as u64 + u64::from(span.offset);
            if end > u64::from(stated) {
                return Err(InvalidReference::new("the reference has a section that lies outside of it"));
            }
        }
        let reference = Self { bytes: Cow::Owned(bytes), table, key_index: OnceLock::new() };
        limits::check(&reference)?;
        Ok(reference)
    }

    /// A reference from JSON: the format of `source/iam-reference.json`, or one or more of AWS's own service documents, the latter
    /// in an array. AWS's documents are taken as [`Source::refresh`](crate::source::Source::refresh) does it, on top of the base,
    /// and need the date at which AWS gave them, as in `2026-10-27`.
    ///
    /// # Errors
    ///
    /// If the text is neither, misses the date, or holds what the table cannot.
    #[cfg(feature = "json")]
    pub fn from_json(text: &str, base: &Self, data_date: Option<&str>) -> Result<Self, InvalidReference> {
        crate::source::read(text, base, data_date)?.compile()
    }

    /// The bytes of the table, for [`Reference::from_bytes`].
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// The day of the facts, as in `2026-10-27`.
    pub fn data_date(&self) -> &str {
        self.text(self.about().data_date)
    }

    /// The day of what AWS no longer tells: dependent actions, and which actions are mere permissions.
    pub fn legacy_date(&self) -> &str {
        self.text(self.about().legacy_date)
    }

    /// Every service, sorted by prefix.
    pub fn services(&self) -> impl ExactSizeIterator<Item = Service<'_>> + Clone {
        (0..self.count::<ServiceRecord>()).map(|index| Service::new(self, index))
    }

    /// The service of the prefix, as in `s3`, in any case.
    pub fn service(&self, prefix: &str) -> Option<Service<'_>> {
        let index = search(0..usize::from(self.count::<ServiceRecord>()), |index| {
            compare(self.bytes(self.record::<ServiceRecord>(index).prefix), prefix)
        })?;
        Some(Service::new(self, u16::try_from(index).ok()?))
    }

    /// The action of the prefix and name, both in any case.
    pub fn action(&self, prefix: &str, name: &str) -> Option<Action<'_>> {
        self.service(prefix)?.action(name)
    }

    /// The forms of all ARNs whose service field is this, each form once, whichever service defines them: nothing if ARNs have no such
    /// service.
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let formats = Reference::embedded().arn_formats("s3");
    /// assert!(formats.clone().any(|format| format.resource() == "${BucketName}/${ObjectName}"));
    /// ```
    pub fn arn_formats(&self, service: &str) -> impl ExactSizeIterator<Item = ArnFormat<'_>> + Clone {
        let index = search(0..usize::from(self.count::<ArnServiceRecord>()), |index| {
            steps::add(1);
            self.bytes(self.record::<ArnServiceRecord>(index).service).cmp(service.as_bytes())
        });
        // List 0 is empty.
        let list = index.map_or(0, |index| self.record::<ArnServiceRecord>(index).formats);
        self.list(list).map(|format| ArnFormat::new(self, format.into()))
    }

    /// What ARNs have as service, sorted: mostly, but not always, the prefixes of services.
    pub fn arn_services(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.count::<ArnServiceRecord>())
            .map(|index| self.text(self.record::<ArnServiceRecord>(index.into()).service))
    }

    /// Every condition key that holds for all services.
    pub fn global_condition_keys(
        &self,
    ) -> impl DoubleEndedIterator<Item = GlobalConditionKey<'_>> + ExactSizeIterator + Clone {
        (0..self.count::<GlobalKeyRecord>()).map(|index| GlobalConditionKey::new(self, index))
    }

    /// The global condition key of the name, in any case: `aws:RequestTag/team` is `aws:RequestTag/${TagKey}`.
    pub fn global_condition_key(&self, name: &str) -> Option<GlobalConditionKey<'_>> {
        let count = self.count::<GlobalKeyRecord>();
        let index = search(0..usize::from(count), |index| {
            let key: GlobalKeyRecord = self.record(index);
            if key.flags & TEMPLATE == 0 { compare(self.bytes(key.name), name) } else { Ordering::Greater }
        });
        match index.and_then(|index| u16::try_from(index).ok()) {
            Some(index) => Some(GlobalConditionKey::new(self, index)),
            None => (self.global_condition_keys().rev())
                .take_while(|key| key.record().flags & TEMPLATE != 0)
                .find(|key| fits(key.name(), name)),
        }
    }

    /// The condition key of the name in each service that defines it, sorted by service: what [`Service::condition_key`] returns for
    /// each of them, without a search in every service. The first call builds an index.
    ///
    /// ```
    /// use sts_policy_reference::Reference;
    ///
    /// let keys = Reference::embedded().condition_keys("EC2:SourceInstanceARN");
    /// assert!(keys.iter().any(|key| key.service().prefix() == "ec2"));
    /// ```
    pub fn condition_keys(&self, name: &str) -> Vec<ConditionKey<'_>> {
        self.key_index.get_or_init(|| KeyIndex::new(self)).find(self, name)
    }

    /// Every partition, that of most regions first.
    pub fn partitions(&self) -> impl ExactSizeIterator<Item = Partition<'_>> + Clone {
        (0..self.count::<PartitionRecord>()).map(|index| Partition::new(self, index))
    }

    /// The partition of the identifier, such as `aws-cn`, as AWS writes it.
    pub fn partition(&self, id: &str) -> Option<Partition<'_>> {
        self.partitions().find(|partition| partition.id() == id)
    }

    /// The partition that the region belongs to: a region that it lists, or one that has the shape of its regions.
    pub fn partition_of_region(&self, region: &str) -> Option<Partition<'_>> {
        self.partitions()
            .find(|partition| partition.has_region(region))
            .or_else(|| self.partitions().find(|partition| partition.may_have_region(region)))
    }

    /// Every condition operator, without its prefixes and suffixes.
    pub fn condition_operators(&self) -> impl ExactSizeIterator<Item = ConditionOperator<'_>> + Clone {
        (0..self.count::<OperatorRecord>()).map(|index| ConditionOperator::new(self, index))
    }

    /// Every action that is gone from the reference, as `prefix:Name`: it was in it at the [legacy date](Self::legacy_date), or
    /// when the data was last refreshed.
    pub fn removed_actions(&self) -> impl ExactSizeIterator<Item = &str> + Clone {
        (0..self.count::<RemovedRecord>()).map(|index| self.text(self.record::<RemovedRecord>(index.into()).action))
    }

    /// Whether the action is one of the [removed](Self::removed_actions), in any case.
    pub fn is_removed_action(&self, prefix: &str, name: &str) -> bool {
        search(0..usize::from(self.count::<RemovedRecord>()), |index| {
            let action = self.bytes(self.record::<RemovedRecord>(index).action);
            match action.split_at_checked(prefix.len()) {
                // With the prefix, the order is that of what follows.
                Some((start, rest)) if start.eq_ignore_ascii_case(prefix.as_bytes()) => match rest.split_first() {
                    Some((b':', rest)) => compare(rest, name),
                    Some((byte, _)) => byte.cmp(&b':'),
                    None => Ordering::Less,
                },
                _ => compare(action, prefix),
            }
        })
        .is_some()
    }

    /// Whether the prefix, in any case, is that of a service that AWS has shut down and struck from its reference, but that policies,
    /// some of AWS's own among them, go on to name. The list is kept by hand.
    pub fn is_retired_service(&self, prefix: &str) -> bool {
        self.retired_service(prefix).is_some()
    }

    /// The name of the [retired service](Self::is_retired_service) that had the prefix.
    pub fn retired_service(&self, prefix: &str) -> Option<&'static str> {
        // A newer reference may know the service again.
        if self.service(prefix).is_some() { None } else { retired::name(prefix) }
    }

    fn about(&self) -> AboutRecord {
        self.record(0)
    }

    /// The indexes of all records of the section.
    pub(crate) fn all<R: Record>(&self) -> Range<usize> {
        0..usize::from(self.count::<R>())
    }

    /// How many records the section has; more than can be referred to are not seen.
    pub(crate) fn count<R: Record>(&self) -> u16 {
        u16::try_from(self.table.span(R::SECTION).count).unwrap_or(u16::MAX)
    }

    #[inline]
    pub(crate) fn record<R: Record>(&self, index: usize) -> R {
        let start = self.table.span(R::SECTION).offset as usize + index * R::WIDTH;
        R::read(self.bytes.get(start..start + R::WIDTH).unwrap_or_default())
    }

    #[inline]
    pub(crate) fn text(&self, text: Text) -> &str {
        std::str::from_utf8(self.bytes(text)).unwrap_or_default()
    }

    /// The bytes of a text, for comparisons.
    #[inline]
    pub(crate) fn bytes(&self, text: Text) -> &[u8] {
        let start = self.table.span(Section::Strings).offset as usize + text.0 as usize;
        let Some((length, rest)) = self.bytes.get(start..).and_then(<[u8]>::split_first) else { return &[] };
        rest.get(..usize::from(*length)).unwrap_or_default()
    }

    /// The units of a list.
    #[inline]
    pub(crate) fn list(&self, list: u16) -> impl ExactSizeIterator<Item = u16> + Clone {
        self.units(list).iter().map(|unit| u16::from_le_bytes(*unit))
    }

    /// Whether the unit is in the list.
    #[inline]
    pub(crate) fn lists(&self, list: u16, unit: u16) -> bool {
        let units = self.units(list);
        steps::add(1 + units.len());
        units.contains(&unit.to_le_bytes())
    }

    /// The units of a list, two by two.
    pub(crate) fn pairs(&self, list: u16) -> impl ExactSizeIterator<Item = (u16, u16)> + Clone {
        let (pairs, _) = self.units(list).as_chunks::<2>();
        pairs.iter().map(|[left, right]| (u16::from_le_bytes(*left), u16::from_le_bytes(*right)))
    }

    #[inline]
    fn units(&self, list: u16) -> &[[u8; 2]] {
        let start = self.table.span(Section::Lists).offset as usize + 2 * usize::from(list);
        let Some((length, rest)) = self.bytes.get(start..).and_then(<[u8]>::split_first_chunk::<2>) else { return &[] };
        rest.get(..2 * usize::from(u16::from_le_bytes(*length))).unwrap_or_default().as_chunks::<2>().0
    }

    pub(crate) fn names(&self, run: Run) -> impl ExactSizeIterator<Item = Text> + Clone {
        self.clamped::<NameRecord>(run).map(|index| self.record::<NameRecord>(index).name)
    }

    /// The indexes of a run, of which a forged table may state more than the section has.
    #[inline]
    pub(crate) fn clamped<R: Record>(&self, run: Run) -> Range<usize> {
        let Range { start, end } = run.range();
        start..end.min(usize::from(self.count::<R>())).max(start)
    }
}

/// Short: the table would fill pages.
impl fmt::Debug for Reference {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter
            .debug_struct("Reference")
            .field("data_date", &self.data_date())
            .field("services", &self.services().len())
            .field("bytes", &self.bytes.len())
            .finish()
    }
}
