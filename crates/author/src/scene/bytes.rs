//! Bytes of a page, as they are on the disk and as a client reads them; and what is left of a secret whose key is gone.

use std::ops::Range;

use playground_session::view::{Bytes, BytesRow, PageAtRest, PagesView};

use super::{Canvas, Face, ROOM, colour, wrapped};

/// The size of the bytes' type, the width of a character of it, and the height of a row.
const SIZE: usize = 28;
const ACROSS: f32 = 16.86;
const ROW: usize = 40;
const LEFT: usize = 26;
/// Where the text beside the bytes begins.
const TEXT: usize = 440;

/// The scene of the pages of `name`.
pub(super) fn scene(pages: &PagesView, name: &str) -> String {
    let mut canvas = Canvas::new();
    let (sealed, title) = match pages.kind {
        Some(PageAtRest::Sealed { .. }) => (true, "On the disk: AES-256-GCM"),
        Some(PageAtRest::Plain) | None => (false, "On the disk: not encrypted"),
    };
    let read = pages.read.as_ref().filter(|_| sealed);
    let rows = if read.is_some() { 4 } else { 8 };
    let rows = most_text(read.unwrap_or(&pages.at_rest), rows);
    if let Some(read) = read {
        window(&mut canvas, &format!("A client of {name} reads"), read, rows.clone(), colour::ACCENT);
        canvas.high += 20;
    }
    window(&mut canvas, title, &pages.at_rest, rows, if sealed { colour::SOFT } else { colour::BAD });
    if pages.damaged {
        for line in wrapped(&pages.verdict.to_string(), 54, 2) {
            canvas.text(&line, (4, canvas.high + 30), 22, Face::Bold, colour::BAD);
            canvas.high += 32;
        }
    }
    canvas.high += 4;
    canvas.document()
}

/// Which rows, so many at once, have most text.
fn most_text(bytes: &Bytes, count: usize) -> Range<usize> {
    let letters = |rows: &[BytesRow]| {
        rows.iter().flat_map(|row| &row.bytes).filter(|byte| byte.is_ascii_alphanumeric()).count()
    };
    let windows = bytes.rows.windows(count).enumerate().rev();
    let first = windows.max_by_key(|(_, rows)| letters(rows)).map_or(0, |(at, _)| at);
    first..first + count
}

/// Some rows of bytes in a frame, with a title. Bytes that the step has changed are marked.
fn window(canvas: &mut Canvas, title: &str, bytes: &Bytes, rows: Range<usize>, ink: &str) {
    canvas.text(title, (4, canvas.high + 28), 26, Face::Bold, ink);
    let top = canvas.high + 44;
    let rows = bytes.rows.get(rows).unwrap_or(&bytes.rows);
    canvas.rect([1, top, ROOM.0 - 2, rows.len() * ROW + 24], 14, colour::SURFACE, colour::LINE);
    let mut y = top + 42;
    for row in rows {
        for at in (0..row.bytes.len()).filter(|at| row.changed >> at & 1 == 1) {
            canvas.rect([column(at) - 4, y - 27, 42, 36], 6, colour::MARK, colour::MARK);
        }
        for (at, byte) in row.bytes.iter().enumerate() {
            canvas.text(&format!("{byte:02x}"), (column(at), y), SIZE, Face::Mono, colour::INK);
        }
        let text: String = row.bytes.iter().map(|byte| shown(*byte)).collect();
        canvas.text(&text, (TEXT, y), SIZE, Face::MonoBold, ink);
        y += ROW;
    }
    canvas.high = top + rows.len() * ROW + 26;
}

/// Where a byte of a row begins.
fn column(at: usize) -> usize {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        clippy::cast_precision_loss,
        reason = "a few hundred pixels"
    )]
    let x = (at as f32 * 3.0 * ACROSS) as usize;
    LEFT + x
}

fn shown(byte: u8) -> char {
    if byte.is_ascii_graphic() || byte == b' ' { char::from(byte) } else { '·' }
}

/// What is left at the end of the first minute.
pub(crate) fn left(disk: &[u8]) -> String {
    const ACROSS: usize = 8;
    const HUES: [&str; 6] = ["#6a3fc0", "#1d7340", "#1b62bd", "#a92a7b", "#00707a", "#84512a"];
    let mut canvas = Canvas::new();
    canvas.text("This was a secret:", (4, 40), 34, Face::Bold, colour::INK);
    for (number, byte) in disk.iter().take(6 * ACROSS).enumerate() {
        let (x, y) = (2 + number % ACROSS * 77, 66 + number / ACROSS * 70);
        let hue = HUES.get(usize::from(*byte) % HUES.len()).copied().unwrap_or(colour::ACCENT);
        canvas.rect([x, y, 68, 60], 9, hue, hue);
        canvas.text(&format!("{byte:02x}"), (x + 15, y + 41), 32, Face::MonoBold, colour::SURFACE);
        canvas.high = y + 60;
    }
    canvas.text(
        "Its key is deleted. Nobody can read it.",
        (4, canvas.high + 48),
        30,
        Face::Bold,
        colour::BAD,
    );
    canvas.high += 62;
    canvas.document()
}
