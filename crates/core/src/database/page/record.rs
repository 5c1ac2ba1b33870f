//! Records: the columns of one row or of one index entry (§2.1).
//!
//! A record is a header with a serial type for each column, followed by the columns' bytes in the same order.
//! Reals are printed in Rust's shortest notation that reads back as the same number (`0.1`, `1e16`, `inf`),
//! which is the same everywhere; SQLite itself prints at most 15 or 17 digits.

use super::format::{Encoding, Format};
use super::span::{Span, varint};
use crate::database::answer::SqlValue;

/// One column of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// Its serial type: the type and length of its value (the table of §2.1).
    pub serial: u64,
    /// The position of the serial type.
    pub serial_span: Span,
    /// Length of the value in bytes, including overflow pages.
    pub size: u64,
    /// The offset of the value from the start of the payload.
    pub at: u64,
    /// The part of the value in this page; empty for values that follow from the serial type alone (`NULL`,
    /// 0, 1).
    pub span: Span,
    /// The value. For a text or blob that continues on an overflow page, the part in this page. `None` for a
    /// number that is cut off, and for the serial types 10 and 11, which no file has.
    pub value: Option<SqlValue>,
}

impl Column {
    /// The value of a part of a text or blob: the bytes on an overflow page, which
    /// [`Payload::on_overflow`](super::Payload::on_overflow) finds.
    pub fn part(&self, bytes: &[u8], format: &Format) -> Option<SqlValue> {
        value(self.serial, bytes, self.size, format.encoding)
    }

    /// Returns whether the whole value is in this page.
    pub fn is_whole(&self) -> bool {
        u64::from(self.span.length) == self.size
    }
}

/// Reads a record's header and columns, as far as `payload` has them: it may be only the first part, with the
/// rest on overflow pages. It is at `base` in its page. `None` if this can't be a record.
pub(super) fn read(payload: &[u8], base: usize, encoding: Encoding) -> Option<(Span, Vec<Column>)> {
    let (header_len, first) = varint(payload, 0)?;
    let header_len = usize::try_from(header_len).ok().filter(|length| *length >= first)?;
    let header_here = header_len.min(payload.len());
    let header = Span::between(base, base + header_here);
    let mut columns = Vec::new();
    let (mut next, mut value_at) = (first, header_len as u64);
    while next < header_here {
        let types = payload.get(..header_here)?;
        // A serial type that continues on an overflow page ends what can be read.
        let Some((serial, length)) = varint(types, next) else { break };
        let size = size_of(serial);
        let end = value_at.checked_add(size)?;
        let here = |at: u64| usize::try_from(at).unwrap_or(usize::MAX).min(payload.len());
        let bytes = payload.get(here(value_at)..here(end))?;
        columns.push(Column {
            serial,
            serial_span: Span::between(base + next, base + next + length),
            size,
            at: value_at,
            span: Span::between(base + here(value_at), base + here(end)),
            value: value(serial, bytes, size, encoding),
        });
        next += length;
        value_at = end;
    }
    Some((header, columns))
}

fn size_of(serial: u64) -> u64 {
    match serial {
        0 | 8..=11 => 0,
        1..=4 => serial,
        5 => 6,
        6 | 7 => 8,
        _ => (serial - 12) / 2,
    }
}

fn value(serial: u64, bytes: &[u8], size: u64, encoding: Encoding) -> Option<SqlValue> {
    let whole = bytes.len() as u64 == size;
    Some(match serial {
        0 => SqlValue::Null,
        1..=6 if whole => SqlValue::Integer(integer(bytes)),
        7 => SqlValue::Real(real(u64::from_be_bytes(bytes.try_into().ok()?))),
        8 => SqlValue::Integer(0),
        9 => SqlValue::Integer(1),
        1..=6 | 10 | 11 => return None,
        _ if serial.is_multiple_of(2) => SqlValue::Blob(bytes.to_vec()),
        _ => SqlValue::Text(text(bytes, whole, encoding)),
    })
}

/// Reads a big-endian integer in two's complement.
fn integer(bytes: &[u8]) -> i64 {
    let negative = bytes.first().is_some_and(|byte| *byte >= 0x80);
    let start = if negative { -1_i64 } else { 0 };
    bytes.iter().fold(start, |sum, byte| sum << 8 | i64::from(*byte))
}

fn real(bits: u64) -> String {
    format!("{:?}", f64::from_bits(bits))
}

/// Decodes a text. Invalid bytes become U+FFFD; a character that is cut off at the end of the page is left
/// out.
pub(super) fn text(bytes: &[u8], whole: bool, encoding: Encoding) -> String {
    let units = |read: fn([u8; 2]) -> u16| {
        let (pairs, _) = bytes.as_chunks();
        char::decode_utf16(pairs.iter().copied().map(read)).map(|it| it.unwrap_or('\u{fffd}')).collect()
    };
    let mut text: String = match encoding {
        Encoding::Utf8 => String::from_utf8_lossy(bytes).into_owned(),
        Encoding::Utf16Le => units(u16::from_le_bytes),
        Encoding::Utf16Be => units(u16::from_be_bytes),
    };
    if !whole {
        text.truncate(text.trim_end_matches('\u{fffd}').len());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_and_a_cut_one_as_far_as_it_goes() {
        let record = [&[6, 0, 9, 1, 23, 20], &[0x80][..], "héro".as_bytes(), &[1, 2, 3, 4]].concat();
        let (header, columns) = read(&record, 100, Encoding::Utf8).unwrap();
        assert_eq!(header, Span { offset: 100, length: 6 });
        let values: Vec<SqlValue> = columns.iter().filter_map(|column| column.value.clone()).collect();
        let expected = [
            SqlValue::Null,
            SqlValue::Integer(1),
            SqlValue::Integer(-128),
            SqlValue::Text("héro".into()),
            SqlValue::Blob(vec![1, 2, 3, 4]),
        ];
        assert_eq!(values, expected);
        assert_eq!(columns[3].span, Span { offset: 107, length: 5 });
        let (_, cut) = read(&record[..9], 0, Encoding::Utf8).unwrap();
        assert_eq!(cut[3].value, Some(SqlValue::Text("h".into())), "half of é is left out");
        assert!(!cut[3].is_whole() && cut[3].size == 5 && cut[2].is_whole());
        assert_eq!(cut[4].span.length, 0);
    }

    #[test]
    fn what_is_no_record_is_none() {
        for bytes in [&[][..], &[0], &[0xff], &[0x80, 0x00]] {
            assert_eq!(read(bytes, 0, Encoding::Utf8), None, "{bytes:?}");
        }
        let huge = [&[11][..], &[0xff; 9], &[1]].concat();
        assert!(read(&huge, 0, Encoding::Utf8).is_some_and(|(_, columns)| columns.len() == 2));
        let sum = [&[19][..], &[0xff; 9], &[0xff; 9]].concat();
        assert_eq!(read(&sum, 0, Encoding::Utf8), None, "longer than can be counted");
    }
}
