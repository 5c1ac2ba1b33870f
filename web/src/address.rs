//! The page's address: `#v1/<scenario>/<step>`, steps counted from 1. Old
//! addresses must keep opening, so `v1` is read for good.

use web_sys::window;

/// Where an address points.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Address {
    /// The list of scenarios.
    Home,
    /// Free play.
    Free,
    /// A scenario, and the index of the step in it.
    Scenario(String, usize),
}

const FREE: &str = "free";

impl Address {
    /// Reads a location's hash; anything unknown is the list of scenarios.
    pub(crate) fn parse(hash: &str) -> Self {
        let path = hash.strip_prefix('#').unwrap_or(hash);
        let path = path.split('?').next().unwrap_or_default();
        let mut parts = path.split('/');
        if parts.next() != Some("v1") {
            return Self::Home;
        }
        let id = parts.next().unwrap_or_default();
        if id == FREE {
            return Self::Free;
        }
        let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        if id.is_empty() || id.len() > 64 || !id.chars().all(fits) {
            return Self::Home;
        }
        let step = parts.next().and_then(|s| s.parse::<usize>().ok()).unwrap_or(1);
        Self::Scenario(id.to_owned(), step.saturating_sub(1))
    }

    /// The hash for it.
    pub(crate) fn hash(&self) -> String {
        match self {
            Self::Home => "#".to_owned(),
            Self::Free => format!("#v1/{FREE}"),
            Self::Scenario(id, step) => format!("#v1/{id}/{}", step + 1),
        }
    }

    /// The address the page is at.
    pub(crate) fn current() -> Self {
        let hash = window().and_then(|w| w.location().hash().ok()).unwrap_or_default();
        Self::parse(&hash)
    }

    /// Writes it into the location, without a new history entry. A sandboxed
    /// frame may refuse; the page works on without an address.
    pub(crate) fn write(&self) {
        if *self == Self::current() {
            return;
        }
        if let Some(history) = window().and_then(|w| w.history().ok()) {
            let _ = history.replace_state_with_url(&wasm_bindgen::JsValue::NULL, "", Some(&self.hash()));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Address::{self, Free, Home, Scenario};

    #[test]
    fn reads_what_it_writes() {
        for a in [Home, Free, Scenario("lose-the-key".into(), 4)] {
            assert_eq!(Address::parse(&a.hash()), a);
        }
    }

    #[test]
    fn the_unknown_is_home() {
        for hash in ["", "#", "#v2/a/1", "#v1/", "#v1/../x", "#v1/A", "#v1/<b>"] {
            assert_eq!(Address::parse(hash), Home, "{hash}");
        }
        assert_eq!(Address::parse("#v1/a/x"), Scenario("a".into(), 0));
        assert_eq!(Address::parse("#v1/a/0?edition=2020"), Scenario("a".into(), 0));
    }
}
