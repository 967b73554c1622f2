use sts_policy::policy;

fn main() {
    let resource = "arn:aws:s3:::reports/*";
    let _ = policy! {
        allow "s3:GetObject" on resource;
    };
}
