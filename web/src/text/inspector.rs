//! Texts of the inspector's bytes: who reads them, one byte of them, and the envelope in a line.

use playground_session::view::Reader;

use super::language::Text;

/// Beside the heading of what the last step changed.
pub(crate) const JUST_CHANGED: Text = Text("changed");

// Who reads.
pub(crate) const WHO_READS: Text = Text("Read as");

/// On the button that makes the page show what this reader gets.
pub(crate) const fn reader(of: Reader) -> Text {
    match of {
        Reader::Client => Text("Client"),
        Reader::Rds => Text("RDS"),
        Reader::Developer => Text("Developer"),
        Reader::Thief => Text("Thief"),
        Reader::OtherAccount => Text("Other account"),
    }
}

/// Who that is.
pub(crate) const fn reader_is(of: Reader) -> Text {
    match of {
        Reader::Client => Text("a program that connects to the cluster and reads rows"),
        Reader::Rds => Text("RDS itself, which reads through its grant on the key"),
        Reader::Developer => Text("someone in this account with a copy of the storage and the profile dev"),
        Reader::Thief => Text("someone who has the disk and nothing else"),
        Reader::OtherAccount => Text("another account that tries to restore the snapshot"),
    }
}

/// Above the bytes that this reader gets.
pub(crate) const fn reads(of: Reader) -> Text {
    match of {
        Reader::Client => Text("Through the cluster"),
        Reader::Rds => Text("RDS reads"),
        Reader::Developer => Text("The developer reads"),
        Reader::Thief => Text("The thief reads"),
        Reader::OtherAccount => Text("The other account reads"),
    }
}

// What is beside what.
pub(crate) const BESIDE: Text = Text("Bytes shown");
pub(crate) const SIDES: Text = Text("At rest and read");
pub(crate) const READ_COMPARED: Text = Text("Read: before and after");
pub(crate) const REST_COMPARED: Text = Text("At rest: before and after");
pub(crate) const BEFORE: Text = Text("before");
pub(crate) const AFTER: Text = Text("after");
pub(crate) const AROUND: Text = Text("What surrounds the ciphertext: nonce, tag, version …");
pub(crate) const DUMP_HINT: Text =
    Text("Point at a byte to see its counterpart. Click it, or use the arrow keys, to see its bits.");

// One byte.
pub(crate) const FLIP_HINT: Text = Text("Click a bit to flip it on the disk.");
pub(crate) const SEAL_HINT: Text =
    Text("Click a bit to see how the encrypted page would change. Nothing is stored.");
pub(crate) const SAME_NONCE: Text = Text("With the same nonce (never done in practice)");
pub(crate) const NEXT_NONCE: Text = Text("With a new nonce, as for every write");
pub(crate) const AVALANCHE_MEANS: Text = Text(
    "AES-GCM is a stream cipher: with the same nonce, changing one bit changes only that bit and the tag, which gives away what changed. With a new nonce, about half of all bits differ, even if nothing was changed.",
);

// The envelope in a line.
pub(crate) const ENVELOPE_LINKS: Text = Text("What decrypts what");
pub(crate) const OPENS: Text = Text("decrypts");
pub(crate) const CANNOT_OPEN: Text = Text("can't decrypt");
pub(crate) const DEAD: Text = Text("unusable");

sentences! {
    line_keys(count: usize) = "{count} KMS keys";
    line_data_keys(count: usize) = "{count} data keys";
    byte(at: u32) = "Byte {at}";
    /// Beside it, for commands and their answers, which count what surrounds the ciphertext.
    byte_as_stored(at: u32) = "{at} as stored";
    of_side(side: &str, before_or_after: &str) = "{side}, {before_or_after}";
    bit(number: u8, value: u8) = "bit {number} (now {value})";
    flips(bit: &str) = "Flip {bit}";
    seals_again(bit: &str) = "Change {bit} and encrypt the page again";
    sealed_again(bit: u8) = "Bit {bit} changed and the page encrypted again";
    of_ciphertext(bits: usize, of: usize) = "{bits} of {of} bits of the ciphertext";
    of_tag(bits: usize, of: usize) = "{bits} of {of} bits of the tag";
    /// For whoever points at a byte: hexadecimal and as a character.
    pair(at: u32, one: &str, two: &str) = "{at}: {one} | {two}";
}
