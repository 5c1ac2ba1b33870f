//! What the reader was looking at when the page was left, so that a reload shows it again: the panel in front, the thing in the
//! inspector and who reads it, and what was cleared from the console. Kept for the tab, and forgotten once it was looked up.
//! Not here: which step, its answers and the reader's commands (`address`, `keep`).

use playground_session::view::{Reader, ThingId};
use wasm_bindgen::prelude::wasm_bindgen;

use crate::address;
use crate::app::App;
use crate::panels::{PANELS, Panel};

#[wasm_bindgen(raw_module = "../keep.js")]
extern "C" {
    /// Keeps a text for this tab, or returns and forgets the one that was kept.
    fn stood(text: Option<&str>) -> Option<String>;
}

/// What the reader was looking at.
#[derive(Debug, PartialEq)]
pub(crate) struct Stood {
    /// The address, from its `#` on.
    address: String,
    front: Panel,
    dock: Panel,
    thing: Option<String>,
    reader: Reader,
    cleared: usize,
}

impl Stood {
    /// What was noted before the page was loaded.
    pub(crate) fn last() -> Option<Self> {
        Self::read(&stood(None)?)
    }

    fn read(text: &str) -> Option<Self> {
        let of = |name: &str| text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix('='));
        let panel = |name: &str| PANELS.iter().copied().find(|panel| of(name) == Some(panel.row().name));
        Some(Self {
            address: of("address")?.to_owned(),
            front: panel("front")?,
            dock: panel("dock")?,
            thing: of("thing").map(str::to_owned),
            reader: Reader::ALL.into_iter().find(|reader| of("reader") == Some(&format!("{reader:?}")))?,
            cleared: of("cleared")?.parse().ok()?,
        })
    }

    /// Lines: a name, `=`, and its value.
    fn text(&self) -> String {
        let Self { address, front, dock, thing, reader, cleared } = self;
        let (front, dock) = (front.row().name, dock.row().name);
        let (reader, cleared) = (format!("{reader:?}"), cleared.to_string());
        let all = [
            ("address", Some(address.as_str())),
            ("front", Some(front)),
            ("dock", Some(dock)),
            ("reader", Some(&reader)),
            ("cleared", Some(&cleared)),
            ("thing", thing.as_deref()),
        ];
        let lines = all.into_iter().filter_map(|(name, value)| Some([name, "=", value?].concat()));
        lines.collect::<Vec<_>>().join("\n")
    }
}

impl App {
    /// Notes what the reader is looking at.
    pub(crate) fn note_stood(&self) {
        let focus = &self.ui.inspector.focus;
        let (front, dock) = self.ui.panels.stands();
        let thing = focus.selected.as_ref().map(ToString::to_string);
        let cleared = self.ui.console.screen.cleared;
        let stands = Stood { address: address::hash(), front, dock, thing, reader: focus.reader, cleared };
        let _ = stood(Some(&stands.text()));
    }

    /// Chooses what the reader was looking at, if the page was left where it is. To be called before the view is made.
    pub(crate) fn look_again(&mut self) -> Option<Stood> {
        let stood = self.stood.take().filter(|stood| stood.address == address::hash())?;
        let focus = &mut self.ui.inspector.focus;
        focus.selected = stood.thing.as_deref().map(ThingId::from);
        focus.reader = stood.reader;
        self.ui.console.screen.cleared = stood.cleared;
        Some(stood)
    }

    /// Brings the panels forward that were in front.
    pub(crate) fn stand_again(&mut self, stood: &Stood) {
        self.ui.panels.stand(stood.front, stood.dock);
        if stood.front != Panel::Story {
            self.begin_at(stood.front);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_looked_at_is_read_as_it_is_written() {
        let (address, thing) = ("#v1/on-the-disk/4".to_owned(), Some("arn:aws:rds:a:1:cluster:b".to_owned()));
        let (front, dock, reader) = (Panel::Map, Panel::Timeline, Reader::Thief);
        let stood = Stood { address, front, dock, thing, reader, cleared: 7 };
        assert_eq!(Stood::read(&stood.text()).as_ref(), Some(&stood));
        let none = Stood { thing: None, ..stood };
        assert_eq!(Stood::read(&none.text()).as_ref(), Some(&none));
        for text in ["", "address=#", &none.text().replace("front=map", "front=nothing")] {
            assert_eq!(Stood::read(text), None, "{text}");
        }
    }
}
