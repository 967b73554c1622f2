//! Findings and their parts: codes, severities, messages, fixes, reports.

mod code;
mod collect;
mod finding;
mod fix;
mod message;
mod quote;
mod report;
mod rule_scope;
mod serialize;
mod severity;
mod suggest;

pub use code::MacroTreatment;
pub use code::{Code, Example, Origin, UnknownCode};
pub(crate) use code::{ExampleText, Rule};
pub(crate) use collect::Findings;
pub use finding::Finding;
pub use fix::{Fix, PatchOperation};
pub use message::MessagePart;
pub(crate) use message::{Argument, Message, message};
pub(crate) use quote::quote;
pub use quote::{Printable, Quoted};
pub use report::{InvalidPolicy, Report};
pub use rule_scope::{RuleScope, UnknownRuleScope};
pub use serialize::LocatedReport;
pub use severity::{Severity, UnknownSeverity};
pub use suggest::closest;
