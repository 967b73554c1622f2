use sts_policy::policy;
use sts_policy::value::Text;

fn main() {
    let folder = Text::<64>::new("tenant-a/../tenant-b").unwrap();
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports" when StringLike "s3:prefix" = "{folder}/*";
        allow "s3:ListBucket" on "arn:aws:s3:::exports" when StringEquals "S3:Prefix" = "{folder}";
    };
}
