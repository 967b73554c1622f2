use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let key = Segment::<36>::new("team").unwrap();
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when StringEquals "aws:PrincipalTag/{key}" = "a";
    };
}
