use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow uncheked "s3:GetObjectOfTomorrow" on *;
    };
}
