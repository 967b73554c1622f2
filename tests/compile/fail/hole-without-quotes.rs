use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let team = Segment::<36>::new("a").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/*" when StringEquals "aws:PrincipalTag/team" = {team};
    };
}
