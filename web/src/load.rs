//! Files: the playground's own (`files.js` knows where they are) and authors' scenarios.

use std::rc::Rc;

use js_sys::{Array, Promise};
use playground_session::scenario::{LIMITS, Language, beside, languages_of, wanted};
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen_futures::JsFuture;

use crate::text;

#[wasm_bindgen(raw_module = "../files.js")]
extern "C" {
    /// Resolves to a file's text. A relative path is looked up in the playground's folder.
    #[wasm_bindgen(js_name = text)]
    fn text_of(path: &str) -> Promise;
    /// Resolves to a file's text, and the host that it came from if that is another site than the page's. Of a file with
    /// more than `most` bytes, it is the beginning, which is longer than that as well.
    fn authored(address: &str, most: usize) -> Promise;
    /// The absolute address of one of the playground's files.
    pub(crate) fn address(path: &str) -> String;
}

#[wasm_bindgen(raw_module = "../hooks.js")]
extern "C" {
    /// The name of a language, in itself, by its tag.
    #[wasm_bindgen(js_name = languageName)]
    pub(crate) fn language_name(tag: &str) -> String;
}

/// Returns whether a scenario is an author's own. Its id is then the address of its file.
pub(crate) fn is_own(id: &str) -> bool {
    id.contains('/')
}

/// The text of a scenario or a challenge.
#[derive(Clone)]
pub(crate) struct Fetched {
    pub(crate) text: String,
    /// A scenario's texts in the language that the reader gets, or why there are none, if it names that language.
    pub(crate) translation: Option<(Language, Result<String, String>)>,
    /// The host that it came from, if that is another site than the page's.
    pub(crate) from: Option<Rc<str>>,
}

/// Fetches one of the playground's text files. The error is a sentence for the reader.
pub(crate) async fn text(path: String) -> Result<String, String> {
    let got = JsFuture::from(text_of(&path)).await.ok();
    let text = got.and_then(|value| value.as_string());
    text.ok_or_else(|| text::not_loaded(&path))
}

/// Fetches a scenario or a challenge: one of the playground's, or an author's. `readers` are the languages that the reader
/// understands, best first. The error is a sentence for the reader.
pub(crate) async fn file(path: String, author: bool, readers: Vec<String>) -> Result<Fetched, String> {
    let mut file = one(&path, author).await?;
    let named = languages_of(&file.text);
    if let Some(language) = wanted(&named, &readers) {
        let there = one(&beside(&path, language), author).await;
        file.translation = Some((language.clone(), there.map(|there| there.text)));
    }
    Ok(file)
}

async fn one(path: &str, author: bool) -> Result<Fetched, String> {
    let got = JsFuture::from(authored(path, LIMITS.0)).await.ok();
    let file = got.map(|got| Array::from(&got)).and_then(|got| {
        let from = got.get(1).as_string().filter(|_| author).map(Rc::from);
        Some(Fetched { text: got.get(0).as_string()?, translation: None, from })
    });
    file.ok_or_else(|| if author { text::own_not_loaded(path) } else { text::not_loaded(path) })
}
