use sts_policy::policy;
use sts_policy::value::Text;

fn main() {
    let account = Text::<64>::new("111122223333:role/admin").unwrap();
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:s3:::reports/*"
            when StringLike "aws:PrincipalArn" = "arn:aws:iam::{account}:role/reader-*";
    };
}
