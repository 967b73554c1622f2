use sts_policy::policy;
use sts_policy::value::{AccountId, BucketName, Region, Segment};

fn main() {
    let region = Region::new("eu-west-1").unwrap();
    let account = AccountId::new("111122223333").unwrap();
    let bucket = BucketName::new("reports").unwrap();
    let name = Segment::<36>::new("orders").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:{region}:{account}:{bucket}/*";
        allow "s3:GetObject" on "arn:aws:s3::{account}:{bucket}/*";
        allow "iam:GetRole" on "arn:aws:iam::{account}:{name}";
        allow "iam:GetRole" on "arn:aws:iam::{account}:role:{name}";
        allow "kms:Decrypt" on "arn:aws:kms:{region}:{account}:{name}";
        allow "kms:Decrypt" on "arn:aws:kms:{region}:{account}:key:{name}";
        allow "secretsmanager:GetSecretValue" on "arn:aws:secretsmanager:{region}:{account}:{name}";
        allow "ecr:BatchGetImage" on "arn:aws:ecr:{region}:{account}:{name}";
    };
}
