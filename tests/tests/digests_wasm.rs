//! The same seed and the same commands give the same bytes in a browser as natively: compares scenarios' digests with
//! the checked-in file, which the native test checks. Those with a database are in `crates/sql`, which has the engine
//! for browsers.
#![cfg(target_arch = "wasm32")]

use playground_tests::play::digest_line;
use playground_tests::{DIGESTS, SCENARIOS};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn digests_are_those_of_the_native_run() {
    let mut played = 0;
    for file in SCENARIOS.iter().filter(|file| !file.needs_sql()) {
        assert!(DIGESTS.lines().any(|line| [line, "\n"].concat() == digest_line(file)), "{}", file.name);
        played += 1;
    }
    assert!(played > 1, "scenarios without a database are few");
}
