use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let most = Segment::<4>::new("100").unwrap();
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when NumericLessThanEquals "s3:max-keys" = "{most}";
    };
}
