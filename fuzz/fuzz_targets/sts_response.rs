#![no_main]

libfuzzer_sys::fuzz_target!(|data: &[u8]| sts_policy_tests::fuzz::sts_response(data));
