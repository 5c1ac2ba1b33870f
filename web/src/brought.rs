//! Files that the reader drops or picks, from the browser to whoever asked for them. Not here: what becomes of them.

use std::rc::Rc;

use js_sys::{Array, Promise, Uint8Array};
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::{JsFuture, spawn_local};
use web_sys::Event;

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    /// Resolves to the files that were dropped or chosen, at most `count`, each as its name, its size, and its bytes unless
    /// there are more than `most` or it can't be read.
    fn brought(event: &Event, count: usize, most: usize) -> Promise;
}

/// A file from the reader's device.
#[derive(Clone)]
pub(crate) struct Brought {
    pub(crate) name: String,
    pub(crate) size: usize,
    /// `None` if it is too large, or can't be read.
    pub(crate) bytes: Option<Vec<u8>>,
}

/// Takes the files of an event, at most `count`, with at most so many bytes each, and hands them on if there are any.
pub(crate) fn take(event: &Event, (count, most): (usize, usize), then: impl FnOnce(Rc<[Brought]>) + 'static) {
    event.prevent_default();
    let files = brought(event, count, most);
    spawn_local(async move {
        let Some(files) = JsFuture::from(files).await.ok().and_then(|files| files.dyn_into::<Array>().ok())
        else {
            return;
        };
        let files: Rc<[Brought]> = files.iter().filter_map(|file| of_browser(&file.into())).collect();
        if !files.is_empty() {
            then(files);
        }
    });
}

/// One of what [`brought`] gives.
#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "a size: a whole number")]
fn of_browser(file: &Array) -> Option<Brought> {
    let size = file.get(1).as_f64()? as usize;
    let bytes = file.get(2).dyn_into::<Uint8Array>().ok().map(|bytes| bytes.to_vec());
    Some(Brought { name: file.get(0).as_string()?, size, bytes })
}
