use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let key = Segment::<36>::new("team").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/${aws:PrincipalTag/{key}}/*";
    };
}
