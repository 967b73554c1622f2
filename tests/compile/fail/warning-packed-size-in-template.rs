#![deny(deprecated)]

use sts_policy::PolicyTemplate;
use sts_policy::value::Segment;

#[derive(PolicyTemplate)]
#[policy {
    allow "s3:GetObject" on
        "arn:aws:s3:::pliix6meolema61eqjomtei1/jeZo3JOoJ37hYvAqxEKw9lCTxB03Remu64Yty6bZ/{tenant}/*",
        "arn:aws:s3:::uzkc97i4xgcifnq9rbxo2tag/1YkWilalO5Vr67B2RmqsKs3U9i5kkGtpNo1kRSHE/{tenant}/*",
        "arn:aws:s3:::e2oefwzea5jbsbxa3hcmnwcy/tlVj47RgPCTAEGmiC8MaSnQJsC3VUX9I53YYd3hY/{tenant}/*",
        "arn:aws:s3:::p3mrjgn8zgrboutp7tbqhtjv/AyalUBYnloIDooVdWr6WmtRvfBlD9rB9XQodTlmU/{tenant}/*",
        "arn:aws:s3:::lxluwx2mqtyygx0bkrvitgop/zRPULrbpsGGmU8Vr1Ocz29KFVvpN4kcROyHCh9MU/{tenant}/*",
        "arn:aws:s3:::z11kl3rvz0pfznwliashy2rd/WoaSakaC6aJMAe814ngbj87tOCvd1wqvh9SiV4O3/{tenant}/*",
        "arn:aws:s3:::e2lshzpcc5zsg7m545bkdaev/HKgTPqBhiaD86nHVIQ3iezyDWOMHi40HKPyR64zI/{tenant}/*",
        "arn:aws:s3:::06afok3zdwrprnhhbdeux0a2/DxICHDEeC2tFggfUKUEWYpYlTXQMVbHIjAtuYyFk/{tenant}/*",
        "arn:aws:s3:::lcxdmpyiyozcn4bdxofwsua8/sadBPNiRslEzbObI4B7UX5jy3QHdsH80uq24hyYq/{tenant}/*",
        "arn:aws:s3:::guukigzltaejpxychfkgq4yl/0BV12HB2Hre1s8SlTzFCxkghtPGjvG7jDjU3kL0E/{tenant}/*",
        "arn:aws:s3:::plppdnsw8zqxmz8wja9fygp7/a1v9Kaskwlr7hreJpZ54JKGfve6sh8clu2LIRwMJ/{tenant}/*",
        "arn:aws:s3:::lgu7o2si9xsqt2am2llr4ntb/RezYMLkXPUex3JasesmNdl150pjBeuE28Zyu49Cd/{tenant}/*";
}]
struct Reports {
    tenant: Segment<16>,
}

fn main() {}
