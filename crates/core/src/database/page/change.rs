//! The differences between two versions of a page.

use super::span::{Span, small};

/// The most equal bytes between two differing ones of the same change.
const NEAR: usize = 8;

/// A run of bytes that begins and ends with a differing byte.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ChangedBytes {
    /// The bytes.
    pub span: Span,
    /// The number of bytes in it that differ.
    pub bytes: u32,
}

/// Compares two contents. Differing bytes with at most eight equal ones between them are one change. Bytes
/// that only one of the two has count as different.
pub fn changed(before: &[u8], after: &[u8]) -> Vec<ChangedBytes> {
    let mut changes: Vec<ChangedBytes> = Vec::new();
    for at in (0..before.len().max(after.len())).filter(|at| before.get(*at) != after.get(*at)) {
        match changes.last_mut().filter(|last| at <= last.span.end() + NEAR) {
            Some(last) => {
                last.span.length = small(at + 1).saturating_sub(last.span.offset);
                last.bytes += 1;
            }
            None => changes.push(ChangedBytes { span: Span::between(at, at + 1), bytes: 1 }),
        }
    }
    changes
}

/// The number of bytes that differ.
pub fn differing(changes: &[ChangedBytes]) -> u32 {
    changes.iter().map(|change| change.bytes).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn near_differences_are_one_change() {
        let before = [0; 64];
        let mut after = before;
        for at in [3, 4, 13, 23, 63] {
            after[at] = 1;
        }
        let expected = [(3, 11, 3), (23, 1, 1), (63, 1, 1)]
            .map(|(offset, length, bytes)| ChangedBytes { span: Span { offset, length }, bytes });
        assert_eq!(changed(&before, &after), expected);
        assert_eq!(differing(&expected), 5);
        assert_eq!(changed(&before, &before), []);
        assert_eq!(changed(&[1, 2], &[1]), [ChangedBytes { span: Span { offset: 1, length: 1 }, bytes: 1 }]);
    }
}
