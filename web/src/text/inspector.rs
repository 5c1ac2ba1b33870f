//! Texts of the inspector's bytes: who reads them, one byte of them, and the envelope in a line.

use playground_session::view::Reader;

// Who reads.
pub(crate) const WHO_READS: &str = "Read as";

/// On the button that makes the page show what this reader gets.
pub(crate) const fn reader(of: Reader) -> &'static str {
    match of {
        Reader::Client => "Client",
        Reader::Rds => "RDS",
        Reader::Developer => "Developer",
        Reader::Thief => "Thief",
        Reader::OtherAccount => "Other account",
    }
}

/// Who that is.
pub(crate) const fn reader_is(of: Reader) -> &'static str {
    match of {
        Reader::Client => "a program that connects to the cluster and reads rows",
        Reader::Rds => "RDS itself, which reads through its grant on the key",
        Reader::Developer => "someone in this account with a copy of the storage and the profile dev",
        Reader::Thief => "someone who has the disk and nothing else",
        Reader::OtherAccount => "another account that tries to restore the snapshot",
    }
}

/// Above the bytes that this reader gets.
pub(crate) const fn reads(of: Reader) -> &'static str {
    match of {
        Reader::Client => "Through the cluster",
        Reader::Rds => "RDS reads",
        Reader::Developer => "The developer reads",
        Reader::Thief => "The thief reads",
        Reader::OtherAccount => "The other account reads",
    }
}

// What is beside what.
pub(crate) const BESIDE: &str = "Bytes shown";
pub(crate) const SIDES: &str = "At rest and read";
pub(crate) const READ_COMPARED: &str = "Read: before and after";
pub(crate) const REST_COMPARED: &str = "At rest: before and after";
pub(crate) const BEFORE: &str = "before";
pub(crate) const AFTER: &str = "after";
pub(crate) const AROUND: &str = "What surrounds the ciphertext: nonce, tag, version …";
pub(crate) const DUMP_HINT: &str =
    "Point at a byte to see its counterpart. Click it, or use the arrow keys, to see its bits.";

// One byte.
pub(crate) const FLIP_HINT: &str = "Click a bit to flip it on the disk.";
pub(crate) const SEAL_HINT: &str =
    "Click a bit to see how the encrypted page would change. Nothing is stored.";
pub(crate) const SAME_NONCE: &str = "With the same nonce (never done in practice)";
pub(crate) const NEXT_NONCE: &str = "With a new nonce, as for every write";
pub(crate) const AVALANCHE_MEANS: &str = "AES-GCM is a stream cipher: with the same nonce, changing one bit changes only that bit and the tag, which gives away what changed. With a new nonce, about half of all bits differ, even if nothing was changed.";

// The envelope in a line.
pub(crate) const ENVELOPE_LINKS: &str = "What decrypts what";
pub(crate) const OPENS: &str = "decrypts";
pub(crate) const CANNOT_OPEN: &str = "can’t decrypt";
pub(crate) const DEAD: &str = "unusable";

sentences! {
    byte(at: u32) = "Byte {at}";
    of_side(side: &str, before_or_after: &str) = "{side}, {before_or_after}";
    bit(number: u8, value: u8) = "bit {number}, now {value}";
    flips(bit: &str) = "Flip {bit}";
    seals_again(bit: &str) = "Change {bit} and encrypt the page again";
    sealed_again(bit: u8) = "Bit {bit} changed and the page encrypted again";
    of_ciphertext(bits: u32, of: u32) = "{bits} of {of} bits of the ciphertext";
    of_tag(bits: u32, of: u32) = "{bits} of {of} bits of the tag";
    /// For whoever points at a byte: hexadecimal and as a character.
    pair(at: u32, one: &str, two: &str) = "{at}: {one} | {two}";
}
