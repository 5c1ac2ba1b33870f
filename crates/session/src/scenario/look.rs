//! `look: map orders`: the line of a step that says what the step is about.

use super::{ScenarioError, lines::error};
use crate::view::{Part, Place};

/// What a scenario says that a step is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LookLine {
    /// The line in the file, from 1.
    pub line: u32,
    /// The panel.
    pub place: Place,
    /// The thing, by its name or its ARN. `None` stands for the one that the step is about anyway.
    pub thing: Option<String>,
    /// The part of the thing, in the inspector.
    pub part: Option<Part>,
    /// The page of its database, from 1.
    pub page: Option<u32>,
}

/// How the line begins.
pub(super) const LOOK: &str = "look:";

const FORM: &str = "A step says what it is about by a panel, and for map and inspector a thing, in the inspector also a part of it: look: story; look: map orders; look: inspector orders pages 2.";

/// Parses the text after `look:`.
pub(super) fn look(text: &str, line: u32) -> Result<LookLine, ScenarioError> {
    let mut words: Vec<&str> = text.split_whitespace().collect();
    if words.is_empty() {
        return Err(error(line, FORM));
    }
    let named = words.remove(0);
    let place =
        Place::parse(named).ok_or_else(|| unknown(named, "a panel", &Place::ALL.map(Place::name), line))?;
    let mut look = LookLine { line, place, thing: None, part: None, page: None };
    if place == Place::Inspector {
        let page = words.last().and_then(|word| word.parse::<u32>().ok()).filter(|_| words.len() > 1);
        let before = words.len().checked_sub(2).and_then(|at| words.get(at).copied());
        if page.is_some() && before == Some(Part::Pages.name()) {
            look.page = page.filter(|page| *page > 0);
            words.pop();
            if look.page.is_none() {
                return Err(error(line, "Pages are counted from 1: look: inspector orders pages 1."));
            }
        }
        look.part = words.last().and_then(|word| Part::parse(word));
        if look.part.is_some() {
            words.pop();
        }
    }
    let takes_thing = matches!(place, Place::Map | Place::Inspector);
    match words.as_slice() {
        [] => Ok(look),
        [thing] if takes_thing => Ok(LookLine { thing: Some(String::from(*thing)), ..look }),
        [_, part] if place == Place::Inspector => {
            Err(unknown(part, "a part of what the inspector shows", &Part::ALL.map(Part::name), line))
        }
        _ => Err(error(line, FORM)),
    }
}

fn unknown(word: &str, what: &str, all: &[&str], line: u32) -> ScenarioError {
    let all = all.join(", ");
    ScenarioError { line, message: [word, " is not ", what, ". There are ", &all, "."].concat() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_and_every_mistake() {
        let table = [
            ("story", "story - - -"),
            (" map ", "map - - -"),
            ("map orders", "map orders - -"),
            ("map alias/orders", "map alias/orders - -"),
            ("inspector", "inspector - - -"),
            ("inspector pages", "inspector - pages -"),
            ("inspector pages 2", "inspector - pages 2"),
            ("inspector orders", "inspector orders - -"),
            ("inspector orders envelope", "inspector orders envelope -"),
            ("inspector orders pages 12", "inspector orders pages 12"),
            ("trail", "trail - - -"),
            ("", "! A step says what"),
            (
                "mapp orders",
                "! mapp is not a panel. There are story, map, inspector, console, trail, timeline.",
            ),
            (
                "inspector orders bites",
                "! bites is not a part of what the inspector shows. There are envelope, pages, ",
            ),
            ("inspector orders pages 0", "! Pages are counted from 1"),
            ("inspector a b pages", "! b is not a part"),
            ("map orders pages", "! A step says what"),
            ("console orders", "! A step says what"),
        ];
        for (text, want) in table {
            let said = match look(text, 7) {
                Err(e) => {
                    assert_eq!(e.line, 7);
                    format!("! {}", e.message)
                }
                Ok(it) => format!(
                    "{} {} {} {}",
                    it.place.name(),
                    it.thing.as_deref().unwrap_or("-"),
                    it.part.map_or("-", Part::name),
                    it.page.map_or("-".into(), |page| page.to_string())
                ),
            };
            assert!(
                if want.starts_with('!') { said.starts_with(want) } else { said == want },
                "{text}: {said}"
            );
        }
    }
}
