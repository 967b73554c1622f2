use sts_policy::policy;

fn main() {
    let _ = policy! {
        deny excpet "s3:*" on *;
    };
}
