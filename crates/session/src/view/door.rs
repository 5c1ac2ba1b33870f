//! What the page needs besides a view: a session for free play, and the specimen on its first screen.

use playground_core::crypto::gcm::Aes256Gcm;
use playground_core::edition::Edition;
use playground_core::env::{Env, Past, Purpose, Seed};

use crate::session::Session;

/// An empty world for free play. `seed` is random, so that the keys differ each time.
pub fn free_play(seed: [u8; 16], edition: Edition) -> Session {
    Session::new(Seed(seed), edition)
}

/// What files say of the reader's own accounts, as a world under today's rules.
pub fn own_world(
    seed: [u8; 16],
    estate: std::rc::Rc<playground_estate::Estate>,
    files: Vec<playground_estate::FileRead>,
) -> Session {
    Session::of_files(Seed(seed), Edition::LATEST, estate, files)
}

/// The specimen: two rows of a table of customers, as SQLite writes them, in five lines of twelve bytes.
const SPECIMEN: &[u8; 60] =
    b"1111 1111 1111/\x02\x04\0\x27\x33Grace Hopper5105 5105 5105 5100-\x01\x04\0\x25\x33Ada";

/// A part of a page of customers, unsealed and as it is on an encrypted disk.
pub fn specimen(seed: [u8; 16]) -> (Vec<u8>, Vec<u8>) {
    let mut env = Env::new(Seed(seed), 0, Past([0; Past::LEN]));
    let (key, iv) = (env.bytes(Purpose::DataKey), env.bytes(Purpose::Nonce));
    let mut sealed = SPECIMEN.to_vec();
    Aes256Gcm::new(&key).seal(&iv, b"", &mut sealed);
    (SPECIMEN.to_vec(), sealed)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_of_text_are_not_completed() {
        let session = free_play([1; 16], Edition::Y2020);
        let offered = |text: &str| !crate::complete::complete(&session, text, text.len()).1.is_empty();
        for text in ["sql <<X\n", "sql <<X\naw", "sql <<X\nX\nsql <<Y\naw"] {
            assert!(!offered(text), "{text:?}");
        }
        for text in ["aw", "sql <<X --", "sql <<X\nX\naw", "echo '\naw"] {
            assert!(offered(text), "{text:?}");
        }
    }
}
