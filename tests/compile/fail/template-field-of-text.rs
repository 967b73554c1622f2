use sts_policy::PolicyTemplate;

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on "arn:aws:s3:::{bucket}/{tenant}/*";
}]
struct Reports<'a> {
    bucket: &'a str,
    tenant: String,
}

fn main() {}
