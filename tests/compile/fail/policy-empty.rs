use sts_policy::policy;

fn main() {
    let _ = policy! {

    };
}
