//! Files: the playground's own (`files.js` knows where they are) and authors' scenarios.

use std::rc::Rc;

use js_sys::{Array, Promise};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::text;

#[wasm_bindgen(raw_module = "../files.js")]
extern "C" {
    /// Resolves to a file's text. A relative path is looked up in the playground's folder.
    #[wasm_bindgen(js_name = text)]
    fn text_of(path: &str) -> Promise;
    /// Resolves to the text of an author's file, and the host that it came from if that is another site than the page's.
    fn authored(address: &str) -> Promise;
    /// The absolute address of one of the playground's files.
    pub(crate) fn address(path: &str) -> String;
}

/// Whether a scenario is an author's own. Its id is then the address of its file.
pub(crate) fn is_own(id: &str) -> bool {
    id.contains('/')
}

/// The text of a scenario.
#[derive(Clone)]
pub(crate) struct Fetched {
    pub(crate) text: String,
    /// The host that it came from, if that is another site than the page's.
    pub(crate) from: Option<Rc<str>>,
}

/// Fetches one of the playground's text files. The error is a sentence for the reader.
pub(crate) async fn text(path: String) -> Result<String, String> {
    let got = JsFuture::from(text_of(&path)).await.ok();
    let text = got.and_then(|value| value.as_string());
    text.ok_or_else(|| text::not_loaded(&path))
}

/// Fetches an author's scenario. The error is a sentence for the reader.
pub(crate) async fn own(address: String) -> Result<Fetched, String> {
    let got = JsFuture::from(authored(&address)).await.ok();
    let file = got.map(|got| Array::from(&got)).and_then(|got| {
        Some(Fetched { text: got.get(0).as_string()?, from: got.get(1).as_string().map(Rc::from) })
    });
    file.ok_or_else(|| text::own_not_loaded(&address))
}
