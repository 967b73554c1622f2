use sts_policy::policy;
use sts_policy::value::KeyPath;

fn main() {
    let folder = KeyPath::<36>::new("victim/secret").unwrap();
    let _ = policy! {
        allow "sns:Publish" on "arn:aws:sns:eu-west-1:111122223333:uploads"
            when ArnLike "aws:SourceArn" = "arn:aws:*:::{folder}/public";
    };
}
