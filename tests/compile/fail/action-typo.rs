use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:GetObjct" on "arn:aws:s3:::reports/*";
    };
}
