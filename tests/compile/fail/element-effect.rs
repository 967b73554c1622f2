use sts_policy::policy;

fn main() {
    let _ = policy! {
        Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*";
    };
}
