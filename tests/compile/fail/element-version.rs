use sts_policy::policy;

fn main() {
    let _ = policy! {
        Version: "2012-10-17";
        allow "s3:GetObject" on "arn:aws:s3:::reports/*";
    };
}
