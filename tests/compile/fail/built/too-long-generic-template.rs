use sts_policy::value::Segment;
use sts_policy::{PolicyTemplate, SessionPolicy};

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
}]
struct Reports<const N: usize> {
    tenant: Segment<N>,
}

fn main() {
    let tenant = Segment::<512>::new("tenant-a").unwrap();
    let _: SessionPolicy = Reports { tenant }.to_policy();
}
