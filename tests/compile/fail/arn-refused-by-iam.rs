use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:GetObject" on "arn:aws:*:::reports/*";
        allow "s3:GetObject" on "arn:aws:s?:::reports/*";
        allow "s3:GetObject" on "arn:*:*:*:*:*";
        allow "s3:GetObject" on "arn:aws:${aws:PrincipalTag/service}:::reports/*";
        allow "s3:GetObject" on "arn:${aws:PrincipalTag/partition}:s3:::reports/*";
        allow "s3:GetObject" on "arn:aws-*:s3:::reports/*";
        allow "iam:GetRole" on "arn:aws:iam::111122223333:reader";
        allow "iam:GetRole" on "arn:aws:iam::111122223333:*/reader";
    };
}
