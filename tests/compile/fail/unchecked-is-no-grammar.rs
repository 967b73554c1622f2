use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow unchecked "newservice" on *;
        allow unchecked "newservice:Do It" on "arn:aws:newservice:eu-west-1:111122223333:thing";
        allow "s3:GetObject" on unchecked "reports/*";
    };
}
