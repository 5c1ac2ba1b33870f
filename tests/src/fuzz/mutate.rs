//! Mutations of a corpus, always the same ones: an endless iterator of inputs.

/// Pieces that parsers stumble over.
const PIECES: &[&[u8]] = &[
    b"\0",
    b"'",
    b"\"",
    b"\\",
    b"\n",
    b"$(",
    b"{",
    b"[",
    b"]",
    b"}",
    b"-1",
    b"99999999999999999999",
    b"<<X",
    "\u{202e}".as_bytes(),
    b"\xff",
    b"\xff\xff\xff\xff",
    b"9223372036854775807",
    b"*",
    b";",
    b"&&",
    b"|",
    b"`",
    b"${",
    b"\r",
    b"1e99999999",
    b"\\ud800",
    b"---\n",
    b"```aws\n",
    b"to_string(@)",
    b"javascript:",
];
/// The longest input, in bytes.
const MOST: usize = 64 << 10;

/// Inputs made from those of a corpus.
#[derive(Debug)]
pub struct Mutations<'a> {
    corpus: &'a [Vec<u8>],
    state: u64,
}

impl<'a> Mutations<'a> {
    /// Mutations of a corpus; the same seed makes the same ones.
    pub fn new(corpus: &'a [Vec<u8>], seed: u64) -> Self {
        Self { corpus, state: seed }
    }

    /// A number below `end`, or 0: splitmix64.
    fn below(&mut self, end: usize) -> usize {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mixed = (self.state ^ (self.state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        usize::try_from((mixed ^ (mixed >> 31)) >> 33).unwrap_or(0) % end.max(1)
    }

    fn one(&mut self) -> Option<Vec<u8>> {
        let at = self.below(self.corpus.len());
        self.corpus.get(at).cloned()
    }

    fn change(&mut self, data: &mut Vec<u8>) -> Option<()> {
        let at = self.below(data.len() + 1);
        match self.below(6) {
            0 => {
                let bit = self.below(8);
                *data.get_mut(at)? ^= 1 << bit;
            }
            1 => {
                let piece = PIECES.get(self.below(PIECES.len()))?;
                data.splice(at..at, piece.iter().copied());
            }
            2 => {
                let end = (at + 1 + self.below(16)).min(data.len());
                data.drain(at..end);
            }
            3 => {
                let length = self.below(64);
                let end = (at + length).min(data.len());
                let copy = data.get(at..end)?.to_vec();
                let to = self.below(data.len() + 1);
                data.splice(to..to, copy);
            }
            4 => {
                let other = self.one()?;
                let from = self.below(other.len());
                let end = (from + self.below(200)).min(other.len());
                data.splice(at..at, other.get(from..end)?.iter().copied());
            }
            _ => {
                let other = self.one()?;
                data.truncate(at);
                data.extend(other.get(self.below(other.len())..)?);
            }
        }
        Some(())
    }
}

impl Iterator for Mutations<'_> {
    type Item = Vec<u8>;

    fn next(&mut self) -> Option<Vec<u8>> {
        let mut data = self.one()?;
        for _ in 0..=self.below(4) {
            let _ = self.change(&mut data);
        }
        data.truncate(MOST);
        Some(data)
    }
}
