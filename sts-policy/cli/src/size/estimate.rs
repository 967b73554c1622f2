use std::path::Path;

use sts_policy::__private::Printable;
use sts_policy::Policy;
use sts_policy::packed::{Calibration, Contributor, PackedSize};
use sts_policy::request::Operation;

use super::advice::advice;
use crate::args::SizeArguments;
use crate::input::{Input, MAX_DATA_BYTES, MAX_POLICY_BYTES};

/// The estimate of a request.
pub(super) struct Estimate {
    pub(super) operation: Operation,
    /// The inline policy, if the request has one.
    pub(super) policy: Option<PolicyFile>,
    /// Size of the managed policy ARNs in bytes.
    pub(super) arn_bytes: usize,
    pub(super) packed: PackedSize,
    /// The parts of the request, the largest first.
    pub(super) contributors: Vec<Contributor>,
    pub(super) advice: Vec<String>,
}

/// The file of the inline policy.
pub(super) struct PolicyFile {
    pub(super) name: String,
    /// Size of the file in bytes.
    pub(super) bytes: usize,
    /// Size of the compact form in bytes.
    pub(super) compact_bytes: usize,
}

impl Estimate {
    /// Reads the files and estimates the packed size.
    pub(super) fn read(arguments: &SizeArguments) -> Result<Self, String> {
        let request = arguments.request.to_request()?;
        let calibration = match &arguments.calibration {
            Some(path) => read_calibration(path)?,
            None => Calibration::new(),
        };
        let (file, policy) = match &arguments.file {
            Some(path) => {
                let (file, policy) = read_policy(path)?;
                (Some(file), Some(policy))
            }
            None => (None, None),
        };
        let request = request.policy(policy);
        let packed = request
            .packed_size_with(&calibration)
            .ok_or("the request has no packed size: give a policy, a `--tag` or a `--policy-arn`")?;
        Ok(Self {
            operation: request.operation,
            policy: file,
            arn_bytes: request.policy_arns.bytes(),
            contributors: request.contributors(&calibration),
            advice: advice(&packed, request.points_of_sids(&calibration)),
            packed,
        })
    }
}

fn read_calibration(path: &Path) -> Result<Calibration, String> {
    let input = Input::from_argument(path);
    let text = input.read_text(MAX_DATA_BYTES).map_err(|error| error.to_string())?;
    Calibration::from_json(&text).map_err(|error| format!("`{}`: {error}", Printable(&input.to_string())))
}

fn read_policy(path: &Path) -> Result<(PolicyFile, Policy), String> {
    let input = Input::from_argument(path);
    let text = input.read_text(MAX_POLICY_BYTES).map_err(|error| error.to_string())?;
    let name = input.to_string();
    let policy = Policy::from_json(&text).map_err(|error| format!("`{}`: {error}", Printable(&name)))?;
    Ok((PolicyFile { name, bytes: text.len(), compact_bytes: policy.to_json().len() }, policy))
}
