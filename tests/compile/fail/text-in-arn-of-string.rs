use sts_policy::policy;
use sts_policy::value::Text;

fn main() {
    let object = Text::<64>::new("tenant-a/../tenant-b").unwrap();
    let _ = policy! {
        allow "kms:Decrypt" on "arn:aws:kms:eu-west-1:111122223333:key/*"
            when StringEquals "kms:EncryptionContext:aws:s3:arn" = "arn:aws:s3:::reports/{object}";
    };
}
