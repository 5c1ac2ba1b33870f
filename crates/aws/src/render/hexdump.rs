//! Bytes as `hexdump -C` shows them: offset, sixteen bytes, and the printable ones as text.

use std::fmt::Write as _;
use std::iter::repeat_n;

/// Printable ASCII as it is, and a dot for anything else.
pub(super) fn ascii(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| if matches!(byte, b' '..=b'~') { char::from(*byte) } else { '.' }).collect()
}

/// Appends the lines for at most `most` bytes from `offset` (rounded down to a line), and the number of bytes
/// that follow. Lines that repeat the one before them become a `*`.
pub(super) fn dump(out: &mut String, bytes: &[u8], offset: usize, most: usize) {
    let start = (offset.min(bytes.len().saturating_sub(1))) & !15;
    let rest = bytes.get(start..).unwrap_or_default();
    let shown = rest.get(..most).unwrap_or(rest);
    let mut before: &[u8] = &[];
    let mut starred = false;
    for (number, line) in shown.chunks(16).enumerate() {
        if line == before && line.len() == 16 {
            if !starred {
                out.push_str("*\n");
            }
            starred = true;
            continue;
        }
        (before, starred) = (line, false);
        for byte in u32::try_from(start + number * 16).unwrap_or(u32::MAX).to_be_bytes() {
            push_byte(out, byte);
        }
        out.push(' ');
        for (at, byte) in line.iter().enumerate() {
            out.push_str(if at == 8 { "  " } else { " " });
            push_byte(out, *byte);
        }
        let missing = 16 - line.len();
        out.extend(repeat_n(' ', missing * 3 + usize::from(line.len() <= 8)));
        out.push_str("  |");
        out.push_str(&ascii(line));
        out.push_str("|\n");
    }
    let left = rest.len() - shown.len();
    if left > 0 {
        let _ = writeln!(out, "… and {left} more bytes (all of them: --output json)");
    }
}

fn push_byte(out: &mut String, byte: u8) {
    for nibble in [byte >> 4, byte & 15] {
        out.push(char::from_digit(u32::from(nibble), 16).unwrap_or('0'));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn as_hexdump_prints() {
        let mut out = String::new();
        let bytes: Vec<u8> = b"SQLite format 3\0".iter().copied().chain([0; 48]).chain(*b"end").collect();
        dump(&mut out, &bytes, 0, 100);
        assert_eq!(
            out,
            "00000000  53 51 4c 69 74 65 20 66  6f 72 6d 61 74 20 33 00  |SQLite format 3.|\n\
             00000010  00 00 00 00 00 00 00 00  00 00 00 00 00 00 00 00  |................|\n\
             *\n\
             00000040  65 6e 64                                          |end|\n"
        );
        out.clear();
        dump(&mut out, &[1; 40], 0, 16);
        assert!(out.ends_with("|................|\n… and 24 more bytes (all of them: --output json)\n"));
        out.clear();
        dump(&mut out, &[1; 40], 39, 16);
        assert_eq!(out, "00000020  01 01 01 01 01 01 01 01                           |........|\n");
        out.clear();
        dump(&mut out, &[], 7, 16);
        assert_eq!(out, "");
    }
}
