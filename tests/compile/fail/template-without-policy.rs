use sts_policy::PolicyTemplate;
use sts_policy::value::Segment;

#[derive(PolicyTemplate)]
struct Reports {
    tenant: Segment<36>,
}

fn main() {}
