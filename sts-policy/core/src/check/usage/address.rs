//! Checks of addresses: `aws:SourceIp` is the address from which a request comes out of the internet.

use super::Usage;
use crate::catalogue::address as code;
use crate::finding::{Finding, Findings};
use crate::grammar::network::Network;
use crate::json::Path;
use crate::model::OperatorFamily;

const SOURCE_IP: &str = "aws:SourceIp";

pub(super) fn private(usage: &Usage<'_>, path: &Path<'_>, findings: &mut Findings) {
    if !usage.is_key(SOURCE_IP) || usage.operator.operator.family() != OperatorFamily::IpAddress {
        return;
    }
    let mut first = None;
    let mut count = 0;
    for (index, node) in usage.values.items() {
        // Of a value that is no range, it is not known what was meant; it was reported.
        let Some(network) = node.as_str().and_then(Network::parse) else { return };
        if network.is_private() {
            first = first.or(Some((index, network)));
            count += 1;
        }
    }
    let Some((index, network)) = first else { return };
    let negated = usage.operator.operator.is_negated();
    let help = "write public addresses, or use `aws:VpcSourceIp` for requests through a VPC endpoint";
    if count == usage.values.len() {
        let (code, so) =
            if negated { (code::PRIVATE_NOT_IP_ADDRESS, "always") } else { (code::PRIVATE_IP_ADDRESS, "never") };
        let message = format!("`{SOURCE_IP}` is a public address, and these are private: the condition {so} matches");
        findings.push(Finding::at(code, path, message).with_help(help));
        return;
    }
    let code = if negated { code::PRIVATE_NOT_IP_ADDRESS_SUBSET } else { code::PRIVATE_IP_ADDRESS_SUBSET };
    let more = match count - 1 {
        0 => String::new(),
        more => format!(", and so are {more} more"),
    };
    let message = format!("`{SOURCE_IP}` is a public address, but `{network}` is private and has no effect{more}");
    let finding = Finding::at(code, &path.item(index), message);
    findings.push(finding.with_help("remove it, or use `aws:VpcSourceIp` for requests through a VPC endpoint"));
}
