use sts_policy::policy;

fn main() {
    let team = "storage";
    let _ = policy! {
        allow "s3:ListBucket" on "arn:aws:s3:::reports" when StringEquals "aws:PrincipalTag/team" = "{team}";
        allow "s3:ListBucket" on "arn:aws:s3:::exports" when StringLike "aws:PrincipalTag/team" = "{team}";
    };
}
