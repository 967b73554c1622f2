use sts_policy::policy;
use sts_policy::value::{AccountId, Region, Segment};

fn main() {
    let account = AccountId::new("111122223333").unwrap();
    let region = Region::new("eu-west-1").unwrap();
    let name = Segment::<36>::new("reports").unwrap();
    let _ = policy! {
        allow "secretsmanager:GetSecretValue" on "arn:aws:secretsmanager:{region}:{account}:secrets:{name}";
        allow "dynamodb:GetItem" on "arn:aws:dynamodb:eu-west-1:111122223333:tabel/{name}";
        allow "lambda:InvokeFunction" on "arn:aws:lambda:eu-west-1:111122223333:functions:{name}";
    };
}
