use sts_policy::policy;
use sts_policy::value::{AccountId, Region};

fn main() {
    let region = Region::new("eu-west-1").unwrap();
    let account = AccountId::new("111122223333").unwrap();
    let _ = policy! {
        allow "sqs:SendMessage" on "arn:aws:sqs:{region}:{account}:{}";
    };
}
