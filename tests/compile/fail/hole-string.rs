use sts_policy::policy;

fn main() {
    let tenant = String::from("tenant-a");
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/{tenant}/*";
    };
}
