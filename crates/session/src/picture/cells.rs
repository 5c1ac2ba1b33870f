//! A volume's pages as cells, and the legend that explains them.

use core::fmt::Write as _;

use super::boxes::Pen;
use super::measure::{Font, width};
use super::paint::{Palette, Piece};
use crate::view::{Extent, Seal, VolumeView, volume_words};

/// The most cells drawn of one volume, as in the page.
const CELLS: u32 = 96;

/// How a page is drawn.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Sealed,
    SealedShared,
    SealedChanged,
    Plain,
    PlainShared,
    PlainChanged,
    Damaged,
}

/// Every kind, in the order of the legend.
const KINDS: [(Kind, &str); 7] = [
    (Kind::Sealed, "encrypted page"),
    (Kind::SealedShared, "shared with another volume"),
    (Kind::SealedChanged, "changed"),
    (Kind::Plain, "unencrypted page"),
    (Kind::PlainShared, "unencrypted, shared"),
    (Kind::PlainChanged, "unencrypted, changed"),
    (Kind::Damaged, "damaged"),
];

/// Which kinds a picture contains.
pub(super) type Seen = [bool; KINDS.len()];

impl Kind {
    const fn of(e: &Extent) -> Self {
        match e {
            Extent { damaged: true, .. } => Self::Damaged,
            Extent { sealed: true, changed: true, .. } => Self::SealedChanged,
            Extent { sealed: true, shared: true, .. } => Self::SealedShared,
            Extent { sealed: true, .. } => Self::Sealed,
            Extent { changed: true, .. } => Self::PlainChanged,
            Extent { shared: true, .. } => Self::PlainShared,
            _ => Self::Plain,
        }
    }

    /// Draws cells of this kind with their upper left corners at `at`.
    fn draw(self, piece: &mut Piece, at: &[(i32, i32)], (w, h): (i32, i32), key: &str, c: &Palette) {
        let around = |by: i32| {
            let mut d = String::new();
            for (x, y) in at {
                let _ = write!(d, "M{} {}h{}v{}h-{2}z", x - by, y - by, w + 2 * by, h + 2 * by);
            }
            d
        };
        match self {
            Self::Sealed => piece.path(&around(0), key, key, ""),
            Self::SealedShared => {
                piece.path(&around(0), c.surface, key, "");
                // Diagonals as on the page, each cut off at the cell's edges.
                let mut stripes = String::new();
                for (x, y) in at {
                    for stripe in (4..w + h).step_by(5) {
                        let (left, right) = ((stripe - h).max(0), stripe.min(w));
                        let _ = write!(
                            stripes,
                            "M{} {}L{} {}",
                            x + left,
                            y + stripe - left,
                            x + right,
                            y + stripe - right
                        );
                    }
                }
                piece.path(&stripes, "none", key, " stroke-width=\"2\"");
            }
            Self::SealedChanged => {
                piece.path(&around(2), c.mark, c.mark_ink, "");
                piece.path(&around(-1), key, "none", "");
            }
            Self::Plain => piece.path(&around(0), "none", c.edge, ""),
            Self::PlainShared => piece.path(&around(0), "none", c.edge, " stroke-dasharray=\"2 2\""),
            Self::PlainChanged => piece.path(&around(0), c.mark, c.mark_ink, ""),
            Self::Damaged => {
                piece.path(&around(0), "none", c.bad, "");
                let mut cross = String::new();
                for (x, y) in at {
                    let _ = write!(cross, "M{x} {y}l{w} {h}M{x} {}l{w}-{h}", y + h);
                }
                piece.path(&cross, "none", c.bad, " stroke-width=\"2\"");
            }
        }
    }
}

impl Pen {
    /// The cells of a volume, and a line that describes them.
    pub(super) fn volume(&mut self, piece: &mut Piece, volume: &VolumeView, seal: &Seal, wide: i32) {
        if volume.pages == 0 {
            return;
        }
        let colour = match seal {
            Seal::Plain => self.colours.edge,
            Seal::Under(tag) => self.colours.key(tag.hue),
        };
        let size = if volume.pages <= 12 { (26, 14) } else { (10, 10) };
        let (step, row) = (size.0 + 6, size.1 + 6);
        let across = (wide / step).max(1);
        let mut at: [Vec<(i32, i32)>; KINDS.len()] = Default::default();
        let mut cell = 0;
        let mut left = CELLS;
        for extent in &volume.extents {
            let kind = Kind::of(extent);
            for _ in 0..extent.pages.min(left) {
                let place = (cell % across * step + 2, piece.high + 4 + cell / across * row);
                let slots = at.iter_mut().zip(&KINDS).zip(&mut self.seen);
                for ((cells, _), seen) in slots.filter(|((_, (k, _)), _)| *k == kind) {
                    cells.push(place);
                    *seen = true;
                }
                cell += 1;
            }
            left = left.saturating_sub(extent.pages);
        }
        for (cells, (kind, _)) in at.iter().zip(KINDS) {
            if !cells.is_empty() {
                kind.draw(piece, cells, size, colour, self.colours);
            }
        }
        let words = volume_words(volume).to_string();
        let after = cell.min(across) * step + 8;
        if cell < across && wide - after >= width(&words, Font::Small) {
            piece.text(&words, (after, piece.high + 16), wide - after, Font::Small, self.colours.soft);
            piece.high += row + 6;
        } else {
            piece.high += (cell + across - 1) / across * row + 4;
            piece.paragraph(&words, (0, wide), self.colours.soft);
        }
    }

    /// The legend; `None` if there are no cells.
    pub(super) fn legend(&self, wide: i32) -> Option<Piece> {
        let mut piece = Piece { high: 20, ..Piece::default() };
        let mut x = 2;
        for ((kind, word), _) in KINDS.iter().zip(self.seen).filter(|(_, seen)| *seen) {
            let takes = 24 + width(word, Font::Small) + 18;
            if x + takes > wide {
                x = 2;
                piece.high += 22;
            }
            let top = piece.high - 15;
            kind.draw(&mut piece, &[(x, top)], (16, 12), self.colours.soft, self.colours);
            let base = piece.high - 4;
            piece.text(word, (x + 24, base), wide, Font::Small, self.colours.soft);
            x += takes;
        }
        (x > 2).then_some(piece)
    }
}
