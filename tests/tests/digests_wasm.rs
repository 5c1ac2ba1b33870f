//! The same seed and the same commands give the same bytes in a browser as natively:
//! every scenario's digests against the checked-in file, which the native test holds true.
#![cfg(target_arch = "wasm32")]

use playground_tests::play::digest_line;
use playground_tests::{DIGESTS, SCENARIOS};
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen_test]
fn digests_are_those_of_the_native_run() {
    let lines: String = SCENARIOS.iter().map(digest_line).collect();
    assert_eq!(DIGESTS, lines);
}
