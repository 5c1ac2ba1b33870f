//! Files that come with the page: the list of scenarios and the scenarios.
//! Addresses are relative, so that the static folder works from any path.

use wasm_bindgen::JsCast;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Response, window};

/// Fetches a text file beside the page. The error is a sentence for the reader.
pub(crate) async fn text(path: String) -> Result<String, String> {
    get(&path).await.ok_or_else(|| {
        let mut s = String::from("The file ");
        s.push_str(&path);
        s.push_str(" could not be loaded. If you are offline, connect and try again; if you serve this page yourself, check that the folder scenarios lies beside index.html.");
        s
    })
}

async fn get(path: &str) -> Option<String> {
    let response = JsFuture::from(window()?.fetch_with_str(path)).await.ok()?;
    let response: Response = response.dyn_into().ok()?;
    if !response.ok() {
        return None;
    }
    JsFuture::from(response.text().ok()?).await.ok()?.as_string()
}
