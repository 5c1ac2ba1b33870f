//! The map as a standalone SVG: for pages without scripts, printouts, feeds and READMEs, and to download from
//! the page.
//!
//! The picture needs nothing around it: no script, no style sheet and no `style` attribute, so it shows under
//! a strict Content-Security-Policy and when it is opened on its own. Its description is the map as text. The
//! same map gives the same bytes everywhere. It is drawn from [`MapView`]; no rule is here.

mod boxes;
mod cells;
mod measure;
mod paint;
mod secret;

use core::fmt::Write as _;

pub use paint::{Theme, escaped};
pub use secret::secret;

use crate::view::{AccountBox, Holds, MapView, RegionBox, Severity, held, noted, twin, twin_lines};
use boxes::Pen;
use measure::Font;
use paint::{Piece, escape, icon};

/// The margin around the picture.
const MARGIN: i32 = 20;
/// The padding inside a Region.
const PADDING: i32 = 14;
/// The gap between Regions, and between boxes.
const GAP: i32 = 12;
/// A Region at least this wide shows its keys beside its clusters.
const WIDE: i32 = 500;
/// The width of the keys there.
const KEYS: i32 = 232;
/// The most accounts and Regions drawn; a usual world has a few.
const PLACES: usize = 12;
/// The most bytes of the description; that of a usual map has a few thousand.
const DESCRIPTION: usize = 32 * 1024;

const SANS: &str = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', 'Liberation Sans', sans-serif";
const EMPTY: &str = "Nothing here yet. Keys, clusters and snapshots appear as commands make them.";

/// How wide a picture of the map is, in pixels, and whether it explains its signs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// 720 wide: beside text, and to download.
    Page,
    /// 360 wide: on a phone.
    Narrow,
    /// 360 wide, without a margin, a ground and the explanation of its signs: a part of another picture.
    Part,
}

impl Shape {
    const fn wide(self) -> i32 {
        match self {
            Self::Page => 720,
            Self::Narrow | Self::Part => 360,
        }
    }

    const fn margin(self) -> i32 {
        match self {
            Self::Page => MARGIN,
            Self::Narrow => MARGIN / 2,
            Self::Part => 1,
        }
    }
}

/// The map as an SVG document with a heading, as wide as a page's text.
pub fn svg(map: &MapView, theme: Theme, heading: &str) -> String {
    shaped(map, theme, heading, Shape::Page)
}

/// The same in a shape.
pub fn shaped(map: &MapView, theme: Theme, heading: &str, shape: Shape) -> String {
    let mut pen = Pen::new(theme.palette());
    let margin = shape.margin();
    let mut all = Piece { high: margin, ..Piece::default() };
    let inner = shape.wide() - 2 * margin;
    if !heading.is_empty() {
        all.text(heading, (margin, margin + 18), inner, Font::Heading, pen.colours.ink);
        all.high += 26;
    }
    if map.accounts.is_empty() {
        all.text(EMPTY, (margin, all.high + 28), inner, Font::Small, pen.colours.soft);
        all.high += 48;
    }
    for (number, it) in map.accounts.iter().take(PLACES).enumerate() {
        let gap = if number == 0 { 6 } else { 18 };
        all.below(gap, margin, &account(&mut pen, it, inner));
    }
    let left = map.accounts.len().saturating_sub(PLACES) + map.more;
    if left > 0 {
        all.below(GAP, margin, &pen.more(left));
    }
    if shape != Shape::Part
        && let Some(legend) = pen.legend(inner)
    {
        all.below(GAP, margin, &legend);
    }
    document(&all, &pen, heading, &description(map), shape)
}

fn document(all: &Piece, pen: &Pen, heading: &str, description: &str, shape: Shape) -> String {
    let (wide, high) = (shape.wide(), all.high + shape.margin());
    let mut out = String::with_capacity(all.svg.len() + description.len() + 1024);
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" role=\"img\" font-family=\"{SANS}\">\n<title>"
    );
    escape(&mut out, if heading.is_empty() { "Map" } else { heading });
    out.push_str("</title>\n<desc>");
    escape(&mut out, description);
    out.push_str("</desc>\n");
    let mut ground = Piece::default();
    let fill = if shape == Shape::Part { "none" } else { pen.colours.surface };
    ground.rect([0, 0, wide, high], 12, fill, "none");
    out.push_str(&ground.svg);
    out.push_str(&all.svg);
    out.push_str("</svg>\n");
    out
}

/// The map as text, cut off if it is too long to read.
fn description(map: &MapView) -> String {
    if map.accounts.is_empty() {
        return String::from(EMPTY);
    }
    let text = twin_lines(&twin(map));
    let mut out = String::new();
    for (number, line) in text.lines().enumerate() {
        if out.len() + line.len() > DESCRIPTION {
            let left = text.lines().count() - number;
            out.extend(["and ", &left.to_string(), " more"]);
            break;
        }
        out.push_str(line);
        out.push('\n');
    }
    out
}

fn account(pen: &mut Pen, it: &AccountBox, w: i32) -> Piece {
    let mut piece = Piece { high: 24, ..Piece::default() };
    piece.icon(icon::ACCOUNT, 0, 2, pen.colours.ink);
    let after = 24 + piece.text(&it.label.to_string(), (24, 15), w / 2, Font::Bold, pen.colours.ink) + 10;
    piece.text(&it.id, (after, 15), w - after, Font::Mono, pen.colours.soft);
    if it.folded {
        let inside = summed(pen, &it.holds, w - 2 * PADDING);
        let top = piece.high + 6;
        piece.rect([0, top, w, inside.high + 2 * PADDING], 10, pen.colours.paper, pen.colours.line);
        piece.put(PADDING, top + PADDING, &inside);
        piece.high = top + inside.high + 2 * PADDING + 6;
        return piece;
    }
    let shown = it.regions.len().min(PLACES);
    let across = if shown > 1 && w >= WIDE { 2 } else { 1 };
    let wide = (w - (across - 1) * GAP) / across;
    for pair in it.regions.get(..shown).unwrap_or_default().chunks(usize::try_from(across).unwrap_or(1)) {
        let boxes: Vec<Piece> = pair.iter().map(|r| region(pen, r, wide - 2 * PADDING)).collect();
        let high = boxes.iter().map(|b| b.high).max().unwrap_or(0) + 2 * PADDING;
        let top = piece.high + 6;
        for (x, inside) in (0..).step_by(usize::try_from(wide + GAP).unwrap_or(1)).zip(&boxes) {
            piece.rect([x, top, wide, high], 10, pen.colours.paper, pen.colours.line);
            piece.put(x + PADDING, top + PADDING, inside);
        }
        piece.high = top + high + 6;
    }
    if it.regions.len() > shown {
        let more = pen.more(it.regions.len() - shown);
        piece.below(0, 0, &more);
    }
    piece
}

/// What is in a closed account or Region, and what is noted of it.
fn summed(pen: &Pen, holds: &Holds, w: i32) -> Piece {
    let mut piece = Piece::default();
    piece.paragraph(&held(holds).to_string(), (0, w), pen.colours.soft);
    for (severity, said) in noted(holds) {
        let colour = match severity {
            None => pen.colours.accent,
            Some(Severity::Critical) => pen.colours.bad,
            Some(Severity::High) => pen.colours.warn,
            Some(Severity::Medium | Severity::Low) => pen.colours.soft,
        };
        piece.paragraph(&said.to_string(), (0, w), colour);
    }
    piece
}

fn region(pen: &mut Pen, it: &RegionBox, w: i32) -> Piece {
    let mut piece = Piece { high: 22, ..Piece::default() };
    let after = piece.text(&it.code, (0, 13), w, Font::Mono, pen.colours.ink) + 10;
    piece.text(&it.name, (after, 13), w - after, Font::Small, pen.colours.soft);
    if it.folded {
        piece.below(0, 0, &summed(pen, &it.holds, w));
        return piece;
    }
    let others = !it.clusters.is_empty() || !it.snapshots.is_empty() || !it.backups.is_empty();
    let beside = w >= WIDE && others && !it.keys.is_empty();
    let (key_width, x) = if beside { (KEYS, KEYS + GAP) } else { (w, 0) };
    let mut keys = Piece::default();
    if !it.keys.is_empty() {
        pen.label(&mut keys, "KMS keys");
        let across = if key_width >= WIDE { 2 } else { 1 };
        pen.grid(&mut keys, &it.keys, key_width, across, Pen::key);
    }
    let mut things = Piece::default();
    let wide = w - x;
    let across = if wide >= WIDE && it.clusters.len() > 1 { 2 } else { 1 };
    if !it.clusters.is_empty() {
        pen.label(&mut things, "Clusters");
        pen.grid(&mut things, &it.clusters, wide, across, Pen::cluster);
    }
    if !it.snapshots.is_empty() {
        pen.label(&mut things, "Snapshots");
        pen.grid(&mut things, &it.snapshots, wide, across, Pen::snapshot);
    }
    if !it.backups.is_empty() {
        pen.label(&mut things, "Retained backups");
        pen.grid(&mut things, &it.backups, wide, across, Pen::backup);
    }
    if beside {
        let top = piece.high;
        piece.put(0, top, &keys);
        piece.put(x, top, &things);
        piece.high = top + keys.high.max(things.high);
    } else {
        piece.below(0, 0, &keys);
        piece.below(0, 0, &things);
    }
    if it.more > 0 {
        let more = pen.more(it.more);
        piece.below(6, 0, &more);
    }
    piece
}

#[cfg(test)]
mod tests;
