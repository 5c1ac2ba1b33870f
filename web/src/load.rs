//! Files: the playground's own (`files.js` knows where they are) and authors' scenarios.

use js_sys::Promise;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::text;

#[wasm_bindgen(raw_module = "../files.js")]
extern "C" {
    /// Resolves to a file's text. A relative path is looked up in the playground's folder.
    #[wasm_bindgen(js_name = text)]
    fn text_of(path: &str) -> Promise;
    /// The absolute address of one of the playground's files.
    pub(crate) fn address(path: &str) -> String;
}

/// Whether a scenario is an author's own. Its id is then the address of its file.
pub(crate) fn is_own(id: &str) -> bool {
    id.contains('/')
}

/// Fetches a text file. The error is a sentence for the reader.
pub(crate) async fn text(path: String) -> Result<String, String> {
    let got = JsFuture::from(text_of(&path)).await;
    got.ok().and_then(|value| value.as_string()).ok_or_else(|| {
        let advice = if is_own(&path) && !path.starts_with("scenarios/") {
            text::OWN_NOT_LOADED
        } else {
            text::NOT_LOADED
        };
        [text::THE_FILE, &path, advice].concat()
    })
}
