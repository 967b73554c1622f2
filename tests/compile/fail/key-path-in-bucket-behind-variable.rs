use sts_policy::policy;
use sts_policy::value::KeyPath;

fn main() {
    let folder = KeyPath::<36>::new("victim/secret").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::${aws:PrincipalTag/team}-{folder}/public/*";
    };
}
