use sts_policy::PolicyTemplate;

#[derive(PolicyTemplate)]
#[policy {}]
struct Nothing;

fn main() {}
