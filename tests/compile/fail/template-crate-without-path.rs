use sts_policy::PolicyTemplate;
use sts_policy::value::Segment;

#[derive(PolicyTemplate)]
#[policy(crate = "sts_policy")]
#[policy { allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*"; }]
struct Reports {
    tenant: Segment<36>,
}

fn main() {
    let _ = Reports { tenant: Segment::new("a").unwrap() };
}
