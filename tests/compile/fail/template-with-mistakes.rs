use sts_policy::value::Segment;
use sts_policy::{PolicyTemplate, SessionPolicy};

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObjct" on "arn:aws:s3:::reports/{tenant}/*";
    allow "s3:ListBucket" on "arn:aws:s3:::reports/{tenant}/*";
}]
struct Reports {
    tenant: Segment<36>,
}

fn main() {
    // The compiler reports only the mistakes: the template is implemented.
    let tenant = Segment::new("tenant-a").unwrap();
    let _: SessionPolicy = Reports { tenant }.to_policy();
}
