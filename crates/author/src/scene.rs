//! What stands beside the title on a card: what the step is about (`look:` in its file, or what follows from what it did), as
//! few things as large as they can be, since a card is often shown 500 pixels wide. The map is in `scene/boxes.rs`.

mod boxes;
mod bytes;
mod terminal;

use std::fmt::Write as _;

use playground_session::picture::escaped;
use playground_session::view::{Happened, InspectorView, Part as Piece, Place, Section, Why, look};

use crate::lessons::{Part, PlayedLesson};

pub(crate) use bytes::left;

/// The width and the most height of a scene, in pixels.
pub(crate) const ROOM: (usize, usize) = (620, 566);

/// The colours of a scene, which are those of the page (`web/static/style.css`).
mod colour {
    pub(super) const SURFACE: &str = "#ffffff";
    pub(super) const INK: &str = "#17212b";
    pub(super) const SOFT: &str = "#53606d";
    pub(super) const LINE: &str = "#c3ccd5";
    pub(super) const ACCENT: &str = "#0b5f73";
    pub(super) const BAD: &str = "#b0232f";
    pub(super) const MARK: &str = "#ffe58f";
    pub(super) const NIGHT: &str = "#141c24";
    pub(super) const ON_NIGHT: &str = "#e3e9ef";
    pub(super) const SOFT_ON_NIGHT: &str = "#9eabb8";
    pub(super) const BAD_ON_NIGHT: &str = "#ff9199";
}

/// The scene of a step, as SVG; `None` if it has nothing to show. `piece` is what of the inspector is to be shown, where
/// that is not what the step is about.
pub(crate) fn of_step(played: &PlayedLesson, part: &Part<'_>, piece: Option<Piece>) -> Option<String> {
    let step = part.number.checked_sub(1)?;
    let look = look(&played.lesson, step);
    let inspected =
        look.as_ref().and_then(|look| piece.or(look.part.filter(|_| look.place == Place::Inspector)));
    if let Some(svg) =
        inspected.and_then(|piece| inspector(&InspectorView::after_step(&played.lesson, step)?, piece))
    {
        return Some(svg);
    }
    let boxes = || boxes::scene(&part.map, look.as_ref());
    let Some(look) = &look else { return boxes() };
    let answer = || terminal::scene(&played.lesson, step, look.answer);
    match look.place {
        Place::Map => boxes().or_else(answer),
        Place::Story | Place::Inspector | Place::Console | Place::Trail | Place::Timeline => {
            answer().or_else(boxes)
        }
    }
}

/// The scene of scenarios: that of the step that shows most, the first of those that show as much.
pub(crate) fn of_scenarios(all: &[PlayedLesson]) -> Option<String> {
    let steps = all.iter().flat_map(|played| played.parts().map(move |part| (played, part)));
    let told = steps.map(|(played, part)| (tells(played, &part), played, part));
    let best = told.fold(None, |best: Option<(u8, &PlayedLesson, Part<'_>)>, it| match best {
        Some(best) if best.0 >= it.0 => Some(best),
        Some(_) | None => Some(it),
    });
    best.and_then(|(_, played, part)| of_step(played, &part, None))
}

/// How much a step's scene says of its scenario.
fn tells(played: &PlayedLesson, part: &Part<'_>) -> u8 {
    let look = part.number.checked_sub(1).and_then(|step| look(&played.lesson, step));
    look.map_or(0, |look| match (look.part, look.why) {
        (Some(Piece::Pages | Piece::Envelope), _) => 4,
        (_, Why::Touched(Happened::Lost)) => 3,
        (_, Why::Refused) => 2,
        (_, Why::Said | Why::Touched(_) | Why::Answered) => 1,
    })
}

/// A part of the inspector, if it says more as a picture than as an answer of a command.
fn inspector(view: &InspectorView, wanted: Piece) -> Option<String> {
    let section = view.sections.iter().find(|section| Piece::of(section) == wanted)?;
    match section {
        Section::Pages(pages) => Some(bytes::scene(pages, &view.title)),
        Section::Envelope(envelope) => Some(boxes::envelope(envelope)),
        Section::Facts { .. }
        | Section::Document { .. }
        | Section::Things { .. }
        | Section::Grants(_)
        | Section::Versions(_) => None,
    }
}

/// A picture that grows downwards.
struct Canvas {
    svg: String,
    high: usize,
}

/// A typeface of the cards. They have one weight each; an outline makes it bolder.
#[derive(Clone, Copy)]
enum Face {
    Plain,
    Bold,
    Mono,
    MonoBold,
}

impl Face {
    /// Attributes for a size and a colour.
    fn attributes(self, colour: &str) -> String {
        let (family, bold) = match self {
            Self::Plain => ("Ubuntu", "0.5"),
            Self::Bold => ("Ubuntu", "1.1"),
            Self::Mono => ("Hack", "0.2"),
            Self::MonoBold => ("Hack", "0.9"),
        };
        format!("font-family=\"{family}\" fill=\"{colour}\" stroke=\"{colour}\" stroke-width=\"{bold}\"")
    }
}

impl Canvas {
    const fn new() -> Self {
        Self { svg: String::new(), high: 0 }
    }

    /// A line of text with its base line at `y`.
    fn text(&mut self, text: &str, (x, y): (usize, usize), size: usize, face: Face, colour: &str) {
        let _ = write!(
            self.svg,
            "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\" xml:space=\"preserve\" {}>{}</text>",
            face.attributes(colour),
            escaped(text)
        );
    }

    fn rect(&mut self, [x, y, w, h]: [usize; 4], round: usize, fill: &str, stroke: &str) {
        let _ = write!(
            self.svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{stroke}\" stroke-width=\"2\"/>"
        );
    }

    fn document(self) -> String {
        let (wide, high) = (ROOM.0, self.high.min(ROOM.1 * 2));
        format!(
            "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{wide}\" height=\"{high}\" viewBox=\"0 0 {wide} {high}\">{}</svg>",
            self.svg
        )
    }
}

/// A text in lines of at most `most` characters, broken at blanks; longer words are cut. Of more than `lines` lines, the last
/// ends with an ellipsis.
fn wrapped(text: &str, most: usize, lines: usize) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let mut word: Vec<char> = word.chars().collect();
        if let Some(last) = out.last_mut()
            && last.chars().count() + 1 + word.len() <= most
        {
            last.push(' ');
            last.extend(&word);
            continue;
        }
        while word.len() > most {
            let rest = word.split_off(most);
            out.push(word.iter().collect());
            word = rest;
        }
        out.push(word.into_iter().collect());
    }
    if out.len() > lines {
        out.truncate(lines);
        if let Some(last) = out.last_mut() {
            *last = cut(&format!("{last} …"), most);
        }
    }
    out
}

/// The beginning of a line, with an ellipsis if it is longer than `most` characters.
fn cut(text: &str, most: usize) -> String {
    if text.chars().count() <= most {
        return text.to_owned();
    }
    let short: String = text.chars().take(most.saturating_sub(1)).collect();
    format!("{}…", short.trim_end_matches([' ', '…']))
}

#[cfg(test)]
mod tests {
    use std::path::Path;

    use playground_session::scenario::parse_index;

    use super::*;
    use crate::{lessons, read};

    #[test]
    fn a_scene_shows_what_its_step_is_about() {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../web/scenarios");
        let rows = parse_index(&read(&folder.join("index.tsv")).unwrap()).unwrap();
        let table: [(&str, usize, Option<Piece>, &[&str]); 5] = [
            ("from-unencrypted", 2, None, &["Unknown options: --storage-encrypted", colour::BAD_ON_NIGHT]),
            ("copy-to-another-region", 3, None, &[">KMSKeyNotAccessibleFault<", "Specified KMS key"]),
            ("on-the-disk", 4, None, &["A client of sealed reads", "On the disk: AES-256-GCM", ">3Ada Lov<"]),
            ("on-the-disk", 4, Some(Piece::Envelope), &["KMS key aws/rds", "Wrapped data key", "encrypted<"]),
            ("lose-the-key", 4, None, &["inaccessible-encryption-credentials", ">6 pages, encrypted<"]),
        ];
        for (id, number, piece, says) in table {
            let card = rows.iter().find(|row| row.id == id).unwrap().clone();
            let played = lessons::open(&folder, card).unwrap();
            let part = played.parts().nth(number - 1).unwrap();
            let svg = of_step(&played, &part, piece).unwrap();
            for words in says {
                assert!(svg.contains(words), "{id} {number}: {words}\n{svg}");
            }
            roxmltree::Document::parse(&svg).unwrap();
        }
    }

    #[test]
    fn lines_are_as_long_as_they_may_be_and_nothing_is_lost_silently() {
        let table: [(&str, usize, usize, &[&str]); 4] = [
            ("one two three", 7, 9, &["one two", "three"]),
            ("onetwothree four", 4, 9, &["onet", "woth", "ree", "four"]),
            ("one two three four", 7, 2, &["one two", "three …"]),
            ("", 7, 2, &[]),
        ];
        for (text, most, lines, want) in table {
            assert_eq!(wrapped(text, most, lines), want, "{text}");
        }
        assert_eq!((cut("abcd", 4), cut("abcde", 4)), ("abcd".into(), "abc…".into()));
    }
}
