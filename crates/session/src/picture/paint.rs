//! What pictures are drawn with: colours, icons and a few shapes.
//!
//! Coordinates are whole numbers, and only presentation attributes are used. Text goes through [`escape`];
//! nothing else of a world gets into the markup.

use core::fmt::Write as _;

use super::measure::{Font, fitted, wrapped};

/// Light or dark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Theme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// The colours of a theme, which are those of the page (`web/static/style.css`).
pub(super) struct Palette {
    pub(super) paper: &'static str,
    pub(super) surface: &'static str,
    pub(super) ink: &'static str,
    pub(super) soft: &'static str,
    pub(super) line: &'static str,
    pub(super) edge: &'static str,
    pub(super) accent: &'static str,
    pub(super) good: &'static str,
    pub(super) busy: &'static str,
    pub(super) warn: &'static str,
    pub(super) bad: &'static str,
    pub(super) mark: &'static str,
    pub(super) mark_ink: &'static str,
    pub(super) on_key: &'static str,
    keys: [&'static str; 10],
}

const LIGHT: Palette = Palette {
    paper: "#f4f6f8",
    surface: "#ffffff",
    ink: "#17212b",
    soft: "#53606d",
    line: "#d9dfe5",
    edge: "#8593a1",
    accent: "#0b5f73",
    good: "#1b6e3c",
    busy: "#1d5fae",
    warn: "#7d5600",
    bad: "#b0232f",
    mark: "#ffe58f",
    mark_ink: "#3b2c00",
    on_key: "#ffffff",
    keys: [
        "#6a3fc0", "#1d7340", "#1b62bd", "#a92a7b", "#6b6400", "#00707a", "#84512a", "#40587a", "#b02a3c",
        "#4a7310",
    ],
};

const DARK: Palette = Palette {
    paper: "#0d1319",
    surface: "#141c24",
    ink: "#e3e9ef",
    soft: "#9eabb8",
    line: "#293541",
    edge: "#6b7a89",
    accent: "#67c6d8",
    good: "#6fcf8f",
    busy: "#82b4f0",
    warn: "#e0b85a",
    bad: "#ff9199",
    mark: "#6b5310",
    mark_ink: "#fff3cc",
    on_key: "#10161c",
    keys: [
        "#b79bf5", "#74cb92", "#84b6f7", "#f08cc7", "#cfc65a", "#5ecbd4", "#dba679", "#a3bbdd", "#ff929e",
        "#a5d264",
    ],
};

impl Theme {
    pub(super) const fn palette(self) -> &'static Palette {
        match self {
            Self::Light => &LIGHT,
            Self::Dark => &DARK,
        }
    }
}

impl Palette {
    pub(super) fn key(&self, hue: u8) -> &'static str {
        self.keys.get(usize::from(hue)).copied().unwrap_or(self.edge)
    }
}

/// Icons of 16 by 16 pixels, as in `web/static/index.html`.
pub(super) mod icon {
    pub(in super::super) const OK: &str =
        "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5m-2.8 6.45 2 2 3.7-4.2";
    pub(in super::super) const BUSY: &str =
        "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5m0 3.05V8l2.2 1.6";
    pub(in super::super) const OFF: &str =
        "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5m-1.7 3.85v4.8m3.4-4.8v4.8";
    pub(in super::super) const WARN: &str = "M8 2 14.6 13.6H1.4zm0 4.4v3.2m0 1.9v.1";
    pub(in super::super) const BAD: &str =
        "M8 1.75a6.25 6.25 0 1 0 0 12.5a6.25 6.25 0 1 0 0-12.5m-2.3 3.95 4.6 4.6m0-4.6-4.6 4.6";
    pub(in super::super) const OPEN: &str = "M4.2 7h7.6a1.2 1.2 0 0 1 1.2 1.2v4.4a1.2 1.2 0 0 1-1.2 1.2H4.2A1.2 1.2 0 0 1 3 12.6V8.2A1.2 1.2 0 0 1 4.2 7M5.2 7V4.8a2.8 2.8 0 0 1 5.3-1.2";
    pub(in super::super) const CLUSTER: &str = "M2.5 3.8a5.5 2.1 0 1 0 11 0a5.5 2.1 0 1 0-11 0v8.4c0 1.2 2.5 2.1 5.5 2.1s5.5-.9 5.5-2.1V3.8M2.5 8c0 1.2 2.5 2.1 5.5 2.1s5.5-.9 5.5-2.1";
    pub(in super::super) const INSTANCE: &str = "M2 3h12v4.4H2zm0 5.8h12v4.4H2zm2.6-3.6v.1m0 5.7v.1";
    pub(in super::super) const SNAPSHOT: &str =
        "M2 4.8h3l1.2-1.8h3.6L11 4.8h3v8.4H2zM8 6.4a2.4 2.4 0 1 0 0 4.8a2.4 2.4 0 1 0 0-4.8";
    pub(in super::super) const BACKUP: &str = "M2.4 8a5.6 5.6 0 1 0 1.8-4.1L2.4 5.4m0-3v3h3M8 5.2V8l2 1.4";
    pub(in super::super) const ACCOUNT: &str =
        "M8 2.5a2.9 2.9 0 1 0 0 5.8a2.9 2.9 0 1 0 0-5.8M2.6 14c.4-3 2.6-4.6 5.4-4.6s5 1.6 5.4 4.6";
    pub(in super::super) const SHARE: &str = "M3.8 6a2 2 0 1 0 0 4a2 2 0 1 0 0-4M12 1.8a2 2 0 1 0 0 4a2 2 0 1 0 0-4M12 10.2a2 2 0 1 0 0 4a2 2 0 1 0 0-4M5.6 7.1l4.6-2.4M5.6 8.9l4.6 2.4";
    pub(in super::super) const LINK: &str = "M2 8h11m-3.5-3.5L13 8l-3.5 3.5";
}

/// A piece of a picture: markup with its own origin, and its height.
#[derive(Default)]
pub(super) struct Piece {
    pub(super) svg: String,
    pub(super) high: i32,
}

impl Piece {
    /// Draws a rectangle with round corners.
    pub(super) fn rect(&mut self, at: [i32; 4], round: i32, fill: &str, stroke: &str) {
        let [x, y, w, h] = at;
        let _ = write!(
            self.svg,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" rx=\"{round}\" fill=\"{fill}\" stroke=\"{stroke}\"/>"
        );
    }

    /// Draws a path; `more` has further attributes, which come from this crate only.
    pub(super) fn path(&mut self, d: &str, fill: &str, stroke: &str, more: &str) {
        let _ = write!(self.svg, "<path d=\"{d}\" fill=\"{fill}\" stroke=\"{stroke}\"{more}/>");
    }

    /// Draws an icon with its upper left corner at `x`, `y`.
    pub(super) fn icon(&mut self, d: &str, x: i32, y: i32, colour: &str) {
        let _ = write!(
            self.svg,
            "<path transform=\"translate({x} {y})\" d=\"{d}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"1.5\" stroke-linecap=\"round\" stroke-linejoin=\"round\"/>"
        );
    }

    /// Draws a line of text with its base line at `y`, shortened to `width`. Returns its width.
    pub(super) fn text(&mut self, text: &str, at: (i32, i32), width: i32, font: Font, colour: &str) -> i32 {
        self.text_as(text, at, width, font, colour, "")
    }

    /// Like [`Self::text`], with further attributes, which come from this crate only.
    pub(super) fn text_as(
        &mut self,
        text: &str,
        (x, y): (i32, i32),
        width: i32,
        font: Font,
        colour: &str,
        more: &str,
    ) -> i32 {
        let (shown, takes) = fitted(text, width, font);
        let (size, face) = (font.size(), font.attributes());
        let _ =
            write!(self.svg, "<text x=\"{x}\" y=\"{y}\" font-size=\"{size}\"{face} fill=\"{colour}\"{more}>");
        escape(&mut self.svg, &shown);
        self.svg.push_str("</text>");
        takes
    }

    /// Adds lines of small text below, from `x` to `wide`.
    pub(super) fn paragraph(&mut self, text: &str, (x, wide): (i32, i32), colour: &str) {
        for line in wrapped(text, wide - x, Font::Small, 4) {
            self.text(&line, (x, self.high + 16), wide - x, Font::Small, colour);
            self.high += 20;
        }
        self.high += 3;
    }

    /// Adds another piece at `x`, `gap` below this one, which grows by it.
    pub(super) fn below(&mut self, gap: i32, x: i32, other: &Self) {
        let y = self.high + gap;
        self.put(x, y, other);
        self.high = y + other.high;
    }

    /// Draws another piece with its origin at `x`, `y`. The height stays the same.
    pub(super) fn put(&mut self, x: i32, y: i32, other: &Self) {
        let _ = write!(self.svg, "<g transform=\"translate({x} {y})\">{}</g>", other.svg);
    }
}

/// Escapes a text for XML or HTML, also for an attribute.
pub fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    escape(&mut out, text);
    out
}

/// Escapes a text for XML, without characters that XML does not allow or that change the direction of the
/// text around them.
pub(super) fn escape(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\n' => out.push('\n'),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}' => {}
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
}
