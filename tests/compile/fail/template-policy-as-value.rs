use sts_policy::PolicyTemplate;

#[derive(PolicyTemplate)]
#[policy = "reports.json"]
struct Reports;

fn main() {}
