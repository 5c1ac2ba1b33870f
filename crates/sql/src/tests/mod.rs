//! The engine on a disk in memory. In the browser there is only one test: that it gives the same results
//! there.

#[cfg(not(target_arch = "wasm32"))]
mod basics;
#[cfg(not(target_arch = "wasm32"))]
mod crashes;
#[cfg(not(target_arch = "wasm32"))]
mod determinism;
mod golden;
#[cfg(not(target_arch = "wasm32"))]
mod limits;
mod memory;
mod workload;

#[cfg(not(target_arch = "wasm32"))]
pub(crate) use memory::Memory;
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use workload::Dice;

#[cfg(target_arch = "wasm32")]
wasm_bindgen_test::wasm_bindgen_test_configure!(run_in_browser);
