//! The picture at the end of the first minute: what is left of a secret whose key is gone. It holds ciphertext only, so that
//! it can be shown to anybody.

use core::fmt::Write as _;

use super::paint::{Theme, escaped};
use super::{Font, SANS};

/// The size that other sites show of a link's picture.
const SIZE: (usize, usize) = (1200, 630);
/// Bytes in a row.
const ROW: usize = 16;
/// The width and height of a byte's box.
const BOX: (usize, usize) = (66, 62);
const LEFT: usize = 72;

/// The picture of a few bytes of ciphertext, each on a colour that follows from it. `place` says where it was made.
pub fn secret(bytes: &[u8], theme: Theme, place: &str) -> String {
    let colours = theme.palette();
    let mut out = String::new();
    let (wide, high) = SIZE;
    let _ = write!(
        out,
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {wide} {high}\" width=\"{wide}\" height=\"{high}\" \
         font-family=\"{SANS}\"><title>A secret whose key has been deleted</title>\
         <rect width=\"{wide}\" height=\"{high}\" fill=\"{}\"/>",
        colours.paper
    );
    let mut line = |y: usize, size: usize, weight: usize, colour: &str, text: &str| {
        let text = escaped(text);
        let _ = write!(
            out,
            "<text x=\"{LEFT}\" y=\"{y}\" font-size=\"{size}\" font-weight=\"{weight}\" fill=\"{colour}\">{text}</text>"
        );
    };
    line(128, 64, 700, colours.ink, "This was a secret.");
    line(184, 30, 400, colours.soft, "Encrypted with AES-256-GCM in a browser. Then its key was deleted.");
    line(486, 30, 600, colours.bad, "Nobody can read it any more.");
    line(560, 26, 600, colours.accent, "Aurora Encryption Playground");
    line(594, 22, 400, colours.soft, place);
    for (number, byte) in bytes.iter().enumerate() {
        let (x, y) = (LEFT + number % ROW * BOX.0, 222 + number / ROW * (BOX.1 + 8));
        let _ = write!(
            out,
            "<rect x=\"{x}\" y=\"{y}\" width=\"{}\" height=\"{}\" rx=\"8\" fill=\"{}\"/>\
             <text x=\"{}\" y=\"{}\" text-anchor=\"middle\" font-size=\"26\"{} fill=\"{}\">{byte:02x}</text>",
            BOX.0 - 8,
            BOX.1,
            colours.key(byte % 10),
            x + (BOX.0 - 8) / 2,
            y + 40,
            Font::Mono.attributes(),
            colours.on_key,
        );
    }
    out.push_str("</svg>\n");
    out
}
