#![deny(deprecated)]

use sts_policy::policy;

fn main() {
    let _ = policy! {
        allow "s3:GetObject" on
            "arn:aws:s3:::u8jzpde0igxld6gncfbaepfj/bD0kH8Oool8DklZDOCj2ISaJiHkTj0rLGlkoMXGj/*",
            "arn:aws:s3:::tekdnnfribxudl7dxtpylsxp/FkThf4VucSmEHgaKwVJ7faC9qEwjky40UVsWmflz/*",
            "arn:aws:s3:::de1f8resqedustpkr0csty4q/WB8dWKnHfDNxSIvPZZ63fFKcZjR4I0b3jRtaWr4Y/*",
            "arn:aws:s3:::9ojfljoqoaf1llqsajaixnku/8Is2g8nprvDd53x83rzjZZZZGeoZDMENcKHVmDGA/*",
            "arn:aws:s3:::kjig8xnbe3nnyjoq9wmxehh2/fdeeTFJGvVvQe1sKhBN88hXJsi6BwhTp3Fs2QhX6/*",
            "arn:aws:s3:::kwxoiixgvoonzyw2mzp0zvzo/MhfWuBByReQMsm9Wcz7uW9XFOGOeMVNen5n1Ae6p/*",
            "arn:aws:s3:::wzpf1qh6yytwme4lbyovfz8u/ZdZv8FuKKIBJl5dzpJn0meq7WJjjIBAzupGhv7Ib/*",
            "arn:aws:s3:::3m03nbqnsgpwluqia1id6vw5/dql05ha064gIiJhgB3cxLmAxzJLJenuHjDUrhhje/*",
            "arn:aws:s3:::yxg4jdpmrcxggcjbw56ecung/mgMsRcgizeg8Psh4487Q7j58M1cIaHZcUEqPbENq/*",
            "arn:aws:s3:::tyh5xj8tpqxjq4i9dov8gz4f/Kq1OKtbgZVaMWUFuXBVjdctBYVhnSg9EH6yO4GFQ/*",
            "arn:aws:s3:::rc5xlrwi0b26r08qzji6gkfs/UFRDzsLb5ER8BoFzQFm2OEQ3HdAVja76RnIChtP8/*",
            "arn:aws:s3:::hkqdlm7tothwnscgrlrwzbqc/ABugjMgeP7cGq0pbqfi14ZgTsNOVM14tuoIZWD1I/*",
            "arn:aws:s3:::aeov4qbkdfq1y3gqsmpsscdl/KRcAQX9VjUPC94TNWLAVYFeRgpMPgxAFQ0FJZlCZ/*",
            "arn:aws:s3:::bttoofl9h2wjq5ty4mywuufj/SunpJC01t5gobuszgI6hwgk10zB0rlz5tr9spOFB/*",
            "arn:aws:s3:::ciox9gy1cjdoboirpfqadzev/7g5iFqhEvveQzE2QPuwNOvpdf2YEe6rSxCnopMEm/*",
            "arn:aws:s3:::jvqpvstnkiaedfrrgsnrfsth/SdddxH5jMTF7eBSdE0g9cRYN687NElFJvhQ8XIm0/*",
            "arn:aws:s3:::ogr4htxof54fzbka8frcztuj/aWYUH1VAUwV1ZH87MtA5vSQXEZY3lEX7bwR2DRGD/*",
            "arn:aws:s3:::1qso7jprbgumxxy9b4bzwoz6/48jjNuFD7uacnwIp3SfD67jIKeaVSTQvvpQZpPTe/*",
            "arn:aws:s3:::jqzhkpkeng5zfjoc6vwcbijm/PFLVjFUPXQzkM4Bv3aYavhNYRVwDfRk9XIrghoy3/*",
            "arn:aws:s3:::2nfr5pyzpcb9t2039bicbtw5/ze9lfAEZ7770h2dcPyGOJJhrG80usp2w5dFjxCAy/*",
            "arn:aws:s3:::iok6cptt9ioqhobswhgeth8l/MYQOymAAiTdR9Up14PehPjPB9atpTDBMf4rpaFQO/*";
    };
}
