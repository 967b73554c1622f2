use sts_policy::value::Segment;
use sts_policy::{PolicyTemplate, SessionPolicy};

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
}]
struct Reports<const N: usize> {
    tenant: Segment<N>,
}

impl<const N: usize> Reports<N> {
    /// Not the maximum length of the policy.
    const MAX_BYTES: usize = N;
}

fn main() {
    let tenant = Segment::<512>::new("tenant-a").unwrap();
    println!("{}", Reports::<512>::MAX_BYTES);
    let _: SessionPolicy = Reports { tenant }.to_policy();
}
