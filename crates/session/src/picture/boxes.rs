//! The boxes of the picture: a key, a cluster with its contents, a snapshot, a backup.

use core::fmt::Write as _;

use super::cells::Seen;
use super::measure::{Font, width};
use super::paint::{Palette, Piece, icon};
use crate::view::{
    BackupBox, ClusterBox, InstanceBox, KeyBox, KeyHealth, KeyTag, Link, Phrase, Seal, SnapshotBox, Status,
    Tone,
};

/// A line of text in a box.
pub(super) const LINE: i32 = 23;
/// The width of an icon or a key's letter, with the gap after it.
const SIGN: i32 = 23;
/// The distance from a box's left edge to its text. On the right it is smaller.
const LEFT: i32 = 15;
const RIGHT: i32 = 11;
/// The most things of one kind drawn in one place; the rest is counted.
const LIST: usize = 12;
/// The most things drawn in one picture.
const THINGS: usize = 160;

/// What a line of a box shows on its left or right.
enum Label<'a> {
    Name(&'static str, &'a str),
    Soft(&'a str),
    Status(Tone, String),
    Key(&'a KeyTag),
    Plain,
}

impl<'a> Label<'a> {
    const fn seal(seal: &'a Seal) -> Self {
        match seal {
            Seal::Plain => Self::Plain,
            Seal::Under(tag) => Self::Key(tag),
        }
    }

    fn status(status: &Status) -> Self {
        Self::Status(status.tone, status.word.to_string())
    }

    fn text(&self) -> (&str, Font) {
        match self {
            Self::Name(_, name) => (name, Font::Bold),
            Self::Soft(text) => (text, Font::Small),
            Self::Status(_, word) => (word, Font::Small),
            Self::Key(tag) => (tag.name.as_str(), Font::SmallBold),
            Self::Plain => ("unencrypted", Font::SmallBold),
        }
    }

    fn wants(&self) -> i32 {
        let (text, font) = self.text();
        width(text, font) + if matches!(self, Self::Soft(_)) { 0 } else { SIGN }
    }
}

/// Draws boxes, and counts them and the kinds of pages.
pub(super) struct Pen {
    pub(super) colours: &'static Palette,
    left: usize,
    pub(super) seen: Seen,
}

impl Pen {
    pub(super) fn new(colours: &'static Palette) -> Self {
        Self { colours, left: THINGS, seen: Seen::default() }
    }

    /// "and 7 more"
    pub(super) fn more(&self, count: usize) -> Piece {
        let mut piece = Piece { high: LINE, ..Piece::default() };
        let text = ["and ", &count.to_string(), " more"].concat();
        piece.text(&text, (0, 16), 400, Font::Small, self.colours.soft);
        piece
    }

    /// A small heading.
    pub(super) fn label(&self, piece: &mut Piece, text: &str) {
        piece.text(text, (0, piece.high + 16), 400, Font::SmallBold, self.colours.soft);
        piece.high += 24;
    }

    /// Boxes in rows of `across`, and the number of those left out.
    pub(super) fn grid<T>(
        &mut self,
        piece: &mut Piece,
        things: &[T],
        w: i32,
        across: i32,
        draw: fn(&mut Self, &T, i32) -> Piece,
    ) {
        const GAP: i32 = 8;
        let shown = things.len().min(LIST).min(self.left);
        self.left -= shown;
        let wide = (w - (across - 1) * GAP) / across;
        let mut columns = vec![piece.high; usize::try_from(across).unwrap_or(1)];
        for thing in things.get(..shown).unwrap_or_default() {
            let drawn = draw(self, thing, wide);
            // The next box goes into the shortest column, since boxes differ in height.
            let Some((at, top)) = columns.iter_mut().enumerate().min_by_key(|(_, high)| **high) else {
                return;
            };
            piece.put(i32::try_from(at).unwrap_or(0) * (wide + GAP), *top, &drawn);
            *top += drawn.high + GAP;
        }
        piece.high = columns.into_iter().max().unwrap_or(0);
        if shown < things.len() {
            let more = self.more(things.len() - shown);
            piece.below(0, 0, &more);
        }
    }

    pub(super) fn key(&mut self, it: &KeyBox, w: i32) -> Piece {
        let mut inside = Piece::default();
        let wide = w - LEFT - RIGHT;
        self.line(&mut inside, wide, &Label::Key(&it.tag), &Label::status(&it.status));
        let mut about = it.manager.to_string();
        if it.versions > 1 {
            about.extend([", ", &it.versions.to_string(), " key materials"]);
        }
        if !it.note.is_empty() {
            about.extend([", ", &it.note.to_string()]);
        }
        inside.paragraph(&about, (0, wide), self.colours.soft);
        self.boxed(&inside, w, &Seal::Under(it.tag.clone()))
    }

    pub(super) fn cluster(&mut self, it: &ClusterBox, w: i32) -> Piece {
        let mut inside = Piece::default();
        let wide = w - LEFT - RIGHT;
        self.line(&mut inside, wide, &Label::Name(icon::CLUSTER, &it.id), &Label::status(&it.status));
        self.line(&mut inside, wide, &Label::Soft(&it.engine), &Label::seal(&it.seal));
        for warning in it.warnings.iter().take(LIST) {
            inside.icon(icon::WARN, 0, inside.high + 3, self.colours.warn);
            inside.paragraph(&warning.to_string(), (SIGN, wide), self.colours.warn);
        }
        if !it.global.is_empty() {
            inside.paragraph(&it.global.to_string(), (0, wide), self.colours.soft);
        }
        self.volume(&mut inside, &it.volume, &it.seal, wide);
        for instance in it.instances.iter().take(LIST) {
            self.instance(&mut inside, instance, wide);
        }
        if it.instances.len() > LIST {
            let more = self.more(it.instances.len() - LIST);
            inside.below(0, SIGN, &more);
        }
        self.links(&mut inside, &it.links, wide);
        let mut piece = self.boxed(&inside, w, &it.seal);
        let leaves = usize::from(it.backup.is_some()) + it.snapshots.len();
        if leaves > 0 {
            self.leaves(&mut piece, it, w);
        }
        piece
    }

    /// An instance: its role is after the name, or below if there is no room.
    fn instance(&self, piece: &mut Piece, it: &InstanceBox, wide: i32) {
        let top = piece.high;
        let (role, status) = (it.role.to_string(), Label::status(&it.status));
        self.line(piece, wide, &Label::Name(icon::INSTANCE, &it.id), &status);
        let x = SIGN + width(&it.id, Font::Bold) + 8;
        let taken = if piece.high - top > LINE { 0 } else { status.wants() + 8 };
        if x + width(&role, Font::Small) + taken <= wide {
            piece.text(&role, (x, top + 16), wide - x, Font::Small, self.colours.soft);
        } else {
            piece.paragraph(&role, (SIGN, wide), self.colours.soft);
        }
    }

    /// The backup and the snapshots of a cluster, below it.
    fn leaves(&mut self, piece: &mut Piece, it: &ClusterBox, w: i32) {
        const INDENT: i32 = 22;
        let start = piece.high;
        let mut below = Piece::default();
        let mut ties: Vec<i32> = Vec::new();
        let wide = w - INDENT;
        let mut hang = |below: &mut Piece, leaf: &Piece| {
            ties.push(below.high + 8 + 18);
            below.below(8, 0, leaf);
        };
        if let Some(backup) = &it.backup {
            let leaf = self.backup(backup, wide);
            hang(&mut below, &leaf);
        }
        let shown = it.snapshots.len().min(LIST).min(self.left);
        self.left -= shown;
        for snapshot in it.snapshots.iter().take(shown) {
            let leaf = self.snapshot(snapshot, wide);
            hang(&mut below, &leaf);
        }
        let mut d = String::new();
        for tie in ties {
            let _ = write!(d, "M10 {start}V{}h12", start + tie);
        }
        piece.path(&d, "none", self.colours.edge, "");
        if shown < it.snapshots.len() {
            let more = self.more(it.snapshots.len() - shown);
            below.below(4, 0, &more);
        }
        piece.below(0, INDENT, &below);
    }

    pub(super) fn snapshot(&mut self, it: &SnapshotBox, w: i32) -> Piece {
        let mut inside = Piece::default();
        let wide = w - LEFT - RIGHT;
        self.line(&mut inside, wide, &Label::Name(icon::SNAPSHOT, &it.id), &Label::status(&it.status));
        let kind = [&it.kind.to_string(), " snapshot"].concat();
        self.line(&mut inside, wide, &Label::Soft(&kind), &Label::seal(&it.seal));
        self.links(&mut inside, &it.links, wide);
        if !it.shared_with.is_empty() {
            inside.icon(icon::SHARE, 0, inside.high + 3, self.colours.accent);
            let text = ["shared with ", &Phrase::list(it.shared_with.clone()).to_string()].concat();
            inside.paragraph(&text, (SIGN, wide), self.colours.ink);
        }
        self.boxed(&inside, w, &it.seal)
    }

    pub(super) fn backup(&mut self, it: &BackupBox, w: i32) -> Piece {
        let mut inside = Piece::default();
        let wide = w - LEFT - RIGHT;
        self.line(&mut inside, wide, &Label::Name(icon::BACKUP, &it.cluster), &Label::status(&it.status));
        self.line(&mut inside, wide, &Label::Soft("automated backup"), &Label::seal(&it.seal));
        inside.paragraph(&it.window.to_string(), (0, wide), self.colours.soft);
        self.boxed(&inside, w, &it.seal)
    }

    fn links(&self, piece: &mut Piece, links: &[Link], wide: i32) {
        for link in links.iter().take(LIST) {
            piece.icon(icon::LINK, 0, piece.high + 3, self.colours.accent);
            let text = [&link.label.to_string(), " ", &link.name].concat();
            piece.paragraph(&text, (SIGN, wide), self.colours.ink);
        }
    }

    /// A line with a label on either side; two lines if it does not fit.
    fn line(&self, piece: &mut Piece, wide: i32, left: &Label<'_>, right: &Label<'_>) {
        let (l, r) = (left.wants(), right.wants());
        if l + 10 + r <= wide {
            self.draw(piece, left, 0, wide);
            self.draw(piece, right, wide - r, r);
        } else {
            self.draw(piece, left, 0, wide);
            piece.high += LINE;
            self.draw(piece, right, 0, wide);
        }
        piece.high += LINE;
    }

    fn draw(&self, piece: &mut Piece, label: &Label<'_>, x: i32, wide: i32) {
        let c = self.colours;
        let (text, font) = label.text();
        let (y, base) = (piece.high, piece.high + 16);
        let rest = wide - SIGN;
        match label {
            Label::Soft(_) => {
                piece.text(text, (x, base), wide, font, c.soft);
            }
            Label::Name(sign, _) => {
                piece.icon(sign, x, y + 3, c.ink);
                piece.text(text, (x + SIGN, base), rest, font, c.ink);
            }
            Label::Plain => {
                piece.path(&square(x, y + 2), "none", c.edge, " stroke-dasharray=\"3 2\"");
                piece.icon(icon::OPEN, x + 1, y + 3, c.soft);
                piece.text(text, (x + SIGN, base), rest, font, c.soft);
            }
            Label::Status(tone, _) => {
                let (sign, colour, word) = match tone {
                    Tone::Good => (icon::OK, c.good, c.soft),
                    Tone::Busy => (icon::BUSY, c.busy, c.busy),
                    Tone::Idle => (icon::OFF, c.soft, c.soft),
                    Tone::Warn => (icon::WARN, c.warn, c.warn),
                    Tone::Bad => (icon::BAD, c.bad, c.bad),
                };
                piece.icon(sign, x, y + 3, colour);
                piece.text(text, (x + SIGN - 2, base), rest + 2, font, word);
            }
            Label::Key(tag) => {
                let colour = c.key(tag.hue);
                let (fill, ink, more, name) = match tag.state {
                    KeyHealth::Usable => (colour, c.on_key, "", ""),
                    KeyHealth::Paused => (c.surface, colour, "", ""),
                    KeyHealth::Pending => (c.surface, colour, " stroke-dasharray=\"3 2\"", ""),
                    KeyHealth::Deleted => {
                        (c.surface, colour, " stroke-dasharray=\"3 2\"", " text-decoration=\"line-through\"")
                    }
                };
                piece.path(&square(x, y + 2), fill, colour, more);
                if tag.state == KeyHealth::Deleted {
                    let across = ["M", &(x + 1).to_string(), " ", &(y + 19).to_string(), "l16-16"].concat();
                    piece.path(&across, "none", colour, "");
                }
                let middle = " text-anchor=\"middle\"";
                piece.text_as(&tag.letter, (x + 9, base), 30, Font::SmallBold, ink, middle);
                piece.text_as(text, (x + SIGN, base), rest, font, colour, name);
            }
        }
    }

    /// A frame in the colour of the key that protects the thing.
    fn boxed(&self, inside: &Piece, w: i32, seal: &Seal) -> Piece {
        let high = inside.high + 14;
        let mut piece = Piece { high, ..Piece::default() };
        piece.rect([0, 0, w, high], 6, self.colours.surface, self.colours.line);
        match seal {
            Seal::Under(tag) => {
                let d = ["M6 0a6 6 0 0 0-6 6v", &(high - 12).to_string(), "a6 6 0 0 0 6 6z"].concat();
                piece.path(&d, self.colours.key(tag.hue), "none", "");
            }
            Seal::Plain => {
                let d = ["M2 6v", &(high - 12).to_string()].concat();
                piece.path(&d, "none", self.colours.edge, " stroke-width=\"3\" stroke-dasharray=\"5 4\"");
            }
        }
        piece.put(LEFT, 7, inside);
        piece
    }
}

/// The square behind a key's letter.
fn square(x: i32, y: i32) -> String {
    [
        "M",
        &(x + 4).to_string(),
        " ",
        &y.to_string(),
        "h10a4 4 0 0 1 4 4v10a4 4 0 0 1-4 4h-10a4 4 0 0 1-4-4v-10a4 4 0 0 1 4-4z",
    ]
    .concat()
}
