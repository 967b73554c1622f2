use sts_policy::value::Segment;
use sts_policy::{SessionPolicy, policy};

fn main() {
    let tenant = Segment::<36>::new("tenant-a").unwrap();
    // The compiler reports only the mistakes: the type is known, and the variable is used.
    let policy: SessionPolicy = policy! {
        Read: allow "s3:GetObjct", "s3:GetObjectVersion" on "arn:aws:s3:::reports/{tenant}/*";
        alow "s3:PutObject" on "arn:aws:s3:::reports/{tenant}/*";
        Read: allow "s3:ListBucket" on "arn:aws:s3:::reports/{}"
            when StringLike "s3:prefx" = "{tenant}/*"
             and Bool "aws:SecureTransport" = "yes";
    };
    println!("{}", policy.as_str().len());
}
