//! The page's address in the browser's location. What an address means: `playground_session::address`.

pub(crate) use playground_session::address::Address;
use playground_session::timeline::EntryId;
use playground_session::view::{Edition, View};
use wasm_bindgen::JsValue;
use web_sys::window;

use crate::load::{self, is_own};

/// The address of the page.
pub(crate) fn current() -> Address {
    Address::parse(&hash())
}

/// The same as text, from its `#` on.
pub(crate) fn hash() -> String {
    window().and_then(|w| w.location().hash().ok()).unwrap_or_default()
}

/// Which entry of the browser's history gets an address.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Entry {
    /// A new one, so that the browser's Back returns to where the reader was.
    New,
    /// The present one.
    Same,
}

/// What the present entry of the browser's history keeps of a scenario beside its address, so that a reload and the
/// browser's Back find the step as it was left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Left {
    /// Whether the step had run.
    pub(crate) ran: bool,
    /// How many steps of the scenario had run in all, and the entry that the cursor was at.
    pub(crate) past: Option<(usize, EntryId)>,
    /// The stored session, if the reader has run commands besides the scenario's.
    pub(crate) session: Option<String>,
    /// Steps that asked something, and the choices made there, both counted from 0.
    pub(crate) answers: Vec<(usize, usize)>,
}

/// In the text of a [`Left`]: the step had run.
const RAN: &str = "ran";

/// In the text of a [`Left`], before the steps that had run and the entry.
const PAST: &str = "past=";

/// In the text of a [`Left`], before the id of a session.
const SESSION: &str = "session=";

impl Left {
    /// Reads what [`Self::text`] writes. Words that say nothing are left out: another version may have written them.
    fn read(text: &str) -> Self {
        let answer = |word: &str| {
            let (step, choice) = word.split_once(':')?;
            Some((step.parse().ok()?, choice.parse().ok()?))
        };
        let words = || text.split_ascii_whitespace();
        Self {
            ran: words().any(|word| word == RAN),
            past: words().find_map(|word| {
                let (steps, entry) = word.strip_prefix(PAST)?.split_once('/')?;
                Some((steps.parse().ok()?, entry.parse().ok()?))
            }),
            session: words().find_map(|word| word.strip_prefix(SESSION)).map(str::to_owned),
            answers: words().filter_map(answer).collect(),
        }
    }

    /// Words: `ran`, `past=steps/entry`, `session=` with an id, and `step:choice` for each answer.
    fn text(&self) -> String {
        let past = self.past.iter().map(|(steps, entry)| format!("{PAST}{steps}/{entry}"));
        let session = self.session.iter().map(|id| [SESSION, id].concat());
        let answers = self.answers.iter().map(|(step, choice)| format!("{step}:{choice}"));
        self.ran
            .then(|| RAN.to_owned())
            .into_iter()
            .chain(past)
            .chain(session)
            .chain(answers)
            .collect::<Vec<_>>()
            .join(" ")
    }
}

/// What the present entry of the history keeps.
pub(crate) fn left() -> Left {
    let state = window().and_then(|w| w.history().ok()).and_then(|history| history.state().ok());
    state.and_then(|state| state.as_string()).map_or_else(Left::default, |text| Left::read(&text))
}

/// Writes the address and what is kept beside it into the browser's history. A sandboxed frame may refuse that; the page
/// works without it.
pub(crate) fn write(address: &Address, keep: &Left, entry: Entry) {
    let same = *address == current();
    if same && *keep == left() {
        return;
    }
    let Some(history) = window().and_then(|w| w.history().ok()) else { return };
    let (state, hash) = (JsValue::from(keep.text()), address.hash());
    let _ = match entry {
        Entry::New if !same => history.push_state_with_url(&state, "", Some(&hash)),
        Entry::New | Entry::Same => history.replace_state_with_url(&state, "", Some(&hash)),
    };
}

/// Goes to an address, as a link does.
pub(crate) fn go(address: &Address) {
    if let Some(window) = window() {
        let _ = window.location().set_hash(&address.hash());
    }
}

/// The address of what is shown in a workspace.
pub(crate) fn of(view: &View) -> Address {
    if let Some(challenge) = &view.challenge {
        return Address::Challenge(challenge.id.clone());
    }
    match &view.scenario {
        Some(s) => {
            let edition = Some(view.edition).filter(|edition| *edition != s.edition);
            Address::Scenario { id: s.id.clone(), step: s.current, edition }
        }
        None if view.files.is_some() => Address::OwnWorld,
        None => Address::Free(view.edition),
    }
}

/// The absolute address that opens the same on the playground's own page; for an author's scenario, which that page does
/// not have in its list, in a frame of its own. `language` is the tag of the language that it is to be in, if not the
/// reader's.
pub(crate) fn absolute(address: &Address, language: Option<&str>) -> String {
    let language = |sign: &str| {
        let tag = language.map(js_sys::encode_uri_component);
        tag.map_or_else(String::new, |tag| [sign, "lang=", &String::from(tag)].concat())
    };
    match address {
        Address::Scenario { id, step, edition } if is_own(id) => {
            let id: String = js_sys::encode_uri_component(id).into();
            let edition = edition.map_or_else(String::new, |edition| ["&edition=", edition.name()].concat());
            let step = step.saturating_add(1).to_string();
            [&load::address("embed.html"), "?scenario=", &id, "&step=", &step, &edition, &language("&")]
                .concat()
        }
        other => [load::address("index.html"), language("?"), other.hash()].concat(),
    }
}

/// The edition that is not this one.
pub(crate) fn other(edition: Edition) -> Edition {
    match edition {
        Edition::Y2020 => Edition::Y2026,
        Edition::Y2026 => Edition::Y2020,
    }
}

#[cfg(test)]
mod tests {
    use super::Left;

    #[test]
    fn what_is_left_is_read_as_it_is_written() {
        let left = Left {
            ran: true,
            past: Some((4, 10)),
            session: Some("aaf0".to_owned()),
            answers: vec![(2, 0), (11, 1)],
        };
        assert_eq!(left.text(), "ran past=4/10 session=aaf0 2:0 11:1");
        assert_eq!(Left::read(&left.text()), left);
        assert_eq!(Left::read("x 3:1 :2 4: ran2"), Left { answers: vec![(3, 1)], ..Left::default() });
        assert_eq!(Left::read(&Left::default().text()), Left::default());
    }
}
