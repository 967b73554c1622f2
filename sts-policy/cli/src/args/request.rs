use clap::Args;
use clap::builder::{PossibleValuesParser, TypedValueParser};
use sts_policy::request::{Operation, PolicyArns, SessionRequest, SessionTags};

/// The request that sends the policy.
#[derive(Debug, Args)]
pub(crate) struct RequestArguments {
    /// Operation of the request
    #[arg(long, default_value = "assume-role", value_parser = operation_parser())]
    operation: Operation,
    /// ARN of a managed policy in the request; may be repeated
    #[arg(long, value_name = "ARN")]
    policy_arn: Vec<String>,
    /// Session tag in the request, or transitive tag of the caller's session; may be repeated
    #[arg(long, value_name = "KEY=VALUE", value_parser = parse_tag)]
    tag: Vec<(String, String)>,
}

impl RequestArguments {
    /// Creates the request, without a policy.
    ///
    /// # Errors
    ///
    /// Returns an error if STS would refuse the ARNs or the tags.
    pub(crate) fn to_request(&self) -> Result<SessionRequest, String> {
        let arns = PolicyArns::new(&self.policy_arn).map_err(|error| error.to_string())?;
        let tags = SessionTags::from_pairs(self.tag.iter().cloned()).map_err(|error| error.to_string())?;
        Ok(SessionRequest::new(self.operation).policy_arns(arns).tags(tags))
    }
}

fn operation_parser() -> impl TypedValueParser<Value = Operation> {
    PossibleValuesParser::new(Operation::WITH_POLICY.map(Operation::cli_name)).try_map(|name| name.parse::<Operation>())
}

fn parse_tag(text: &str) -> Result<(String, String), &'static str> {
    match text.split_once('=') {
        Some((key, value)) if !key.is_empty() => Ok((key.to_owned(), value.to_owned())),
        _ => Err("must be `KEY=VALUE`, where only the value may be empty"),
    }
}
