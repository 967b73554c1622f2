use sts_policy::PolicyTemplate;
use sts_policy::value::{BucketName, Segment};

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::{bucket}/{tenant}/{user}/*";
}]
struct UserReports {
    bucket: BucketName,
    tenant: Segment<256>,
    user: Segment<256>,
}

fn main() {}
