use sts_policy::PolicyTemplate;
use sts_policy::value::Segment;

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
}]
#[policy {
    allow "s3:PutObject" on "arn:aws:s3:::reports/{tenant}/*";
}]
struct Reports {
    tenant: Segment<36>,
}

fn main() {}
