use sts_policy::policy;
use sts_policy::value::Segment;

fn main() {
    let end = Segment::<20>::new("2027-01-01").unwrap();
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when DateLessThan "aws:CurrentTime" = "{end}";
    };
}
