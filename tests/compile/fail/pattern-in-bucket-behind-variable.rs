use sts_policy::policy;
use sts_policy::value::Pattern;

fn main() {
    let any = Pattern::<36>::new("*").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::${aws:PrincipalTag/team}-{any}/public/*";
    };
}
