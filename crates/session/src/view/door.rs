//! What the page needs beside a view: a session for free play, completions, and
//! the specimen of its first screen.

use playground_core::crypto::gcm;
use playground_core::edition::Edition;
use playground_core::env::{Env, Purpose, Seed};
use playground_core::storage::page::PAGE_SIZE;
use playground_core::storage::sample;

use crate::session::Session;

/// An empty world for free play. `seed` is random, so keys differ each time.
pub fn free_play(seed: [u8; 16]) -> Session {
    Session::new(Seed(seed), Edition::Y2020)
}

/// What the word at `caret` (a byte offset in `line`) can become: where it begins, and the candidates.
pub fn complete(session: &Session, line: &str, caret: usize) -> (usize, Vec<String>) {
    let found = playground_aws::complete(line, caret, session.world());
    (found.start, found.items.into_iter().map(|item| item.text).collect())
}

/// Bytes of the specimen: five rows of twelve.
const SPECIMEN: usize = 60;

/// The end of the sample's page of customers, as it is and as it lies on an encrypted disk.
pub fn specimen(seed: [u8; 16]) -> (Vec<u8>, Vec<u8>) {
    let mut env = Env::new(Seed(seed), 0);
    let (key, iv) = (env.bytes(Purpose::DataKey), env.bytes(Purpose::Nonce));
    let mut page = sample::SQLITE.get(PAGE_SIZE..2 * PAGE_SIZE).unwrap_or_default().to_vec();
    let end = |page: &[u8]| page.get(page.len().saturating_sub(SPECIMEN)..).unwrap_or_default().to_vec();
    let plain = end(&page);
    gcm::seal(&key, &iv, b"", &mut page);
    (plain, end(&page))
}
