//! libFuzzer on the target that this binary is named after. What it checks is in `tests/src/fuzz`.
#![no_main]

use libfuzzer_sys::fuzz_target;
use playground_tests::fuzz::TARGETS;

fuzz_target!(|data: &[u8]| {
    let target = TARGETS.iter().find(|target| target.name == env!("CARGO_BIN_NAME"));
    (target.expect("tests/tests/fuzz.rs checks the names").check)(data);
});
