use sts_policy::policy;
use sts_policy::value::KeyPath;

fn main() {
    let office = KeyPath::<20>::new("203.0.113.0/24").unwrap();
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports"
            when IpAddress "aws:SourceIp" = "{office}";
    };
}
