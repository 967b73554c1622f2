use sts_policy::PolicyTemplate;
use sts_policy::value::Segment;

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::reports/{tennant}/{year}/*";
}]
struct Reports {
    tenant: Segment<36>,
}

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
}]
struct NoFields;

fn main() {}
