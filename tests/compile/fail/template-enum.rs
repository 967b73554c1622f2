use sts_policy::PolicyTemplate;
use sts_policy::value::Segment;

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
}]
enum Reports {
    Of { tenant: Segment<36> },
}

fn main() {}
