use sts_policy::policy;
use sts_policy::value::{AccountId, Region};

fn main() {
    let region = Region::new("eu-west-1").unwrap();
    let account = AccountId::new("111122223333").unwrap();
    let (h0, h1, h2, h3, h4, h5, h6, h7, h8, h9, h10) = (0_u8, 1_u8, 2_u8, 3_u8, 4_u8, 5_u8, 6_u8, 7_u8, 8_u8, 9_u8, 10_u8);
    let _ = policy! {
        allow "dynamodb:GetItem"
            on "arn:aws:dynamodb:{region}:{account}:table/{h0}{h1}{h2}{h3}{h4}{h5}{h6}{h7}{h8}{h9}",
               "arn:aws:dynamodb:{region}:{account}:tables/{h10}-{h1}";
        allow "iam:GetRole" on "arn:aws:iam:{region}:{account}:role/{h10}";
        allow "s3:GetObject" on "arn:aws:s3::{account}:{h10}/*";
    };
}
