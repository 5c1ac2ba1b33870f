//! Forks of a session have the same data keys and count the same writes, but their pasts differ, so no key
//! and nonce are used for two contents.

use std::collections::BTreeMap;

use playground_core::env::Past;
use playground_core::storage::file::PageId;
use playground_core::storage::volume::LogRecord;

use crate::lab::Lab;

/// Forks that run one command each. If the past had only one byte, some pair of them would share it (the
/// chance that none does is 10⁻³⁷).
const FORKS: usize = 200;

/// How a write was sealed, and the result.
struct Seal {
    past: Past,
    nonce: [u8; 12],
    page: PageId,
    ciphertext: Vec<u8>,
}

/// Runs a script from `mark` on. Returns how its writes were sealed.
fn seals(lab: &mut Lab, mark: usize, script: &str) -> Vec<Seal> {
    lab.back_to(mark);
    let before = lab.find("orders").volume.writes();
    lab.sql("orders", script);
    let cluster = lab.find("orders");
    let seal = |record: &LogRecord| {
        let (stamp, stored) = record.page()?;
        let parts = stored.sealed()?;
        let (past, nonce, ciphertext) = (parts.past, *parts.nonce, parts.ciphertext.to_vec());
        assert_eq!(nonce[4..], record.lsn.to_be_bytes());
        Some(Seal { past, nonce, page: stamp.page, ciphertext })
    };
    cluster.volume.log_from(before + 1).filter_map(seal).collect()
}

/// The number of seals with a key and nonce that were used for other contents before, if only `bytes` of the
/// past made the key.
fn used_twice(seals: &[Seal], bytes: usize) -> usize {
    let mut known: BTreeMap<_, &Seal> = BTreeMap::new();
    let mut twice = 0;
    for seal in seals {
        let first = *known.entry((seal.past.0.get(..bytes), seal.nonce)).or_insert(seal);
        twice += usize::from((first.page, &first.ciphertext) != (seal.page, &seal.ciphertext));
    }
    twice
}

#[test]
fn forks_use_no_nonce_twice_under_one_key() {
    let mut lab = Lab::with_cluster("orders", true, 1);
    lab.sql("orders", "CREATE TABLE t (name)");
    let mark = lab.mark();
    let forks: Vec<_> =
        (0..FORKS).map(|fork| seals(&mut lab, mark, &format!("INSERT INTO t VALUES ('{fork}')"))).collect();
    assert!(
        forks.iter().all(|fork| fork.len() > 4 && fork[0].nonce == forks[0][0].nonce),
        "they count the same"
    );
    let all: Vec<_> = forks.into_iter().flatten().collect();
    assert_eq!(used_twice(&all, Past::LEN), 0);
    assert!(used_twice(&all, 1) > 0, "a test that sees no nonce used twice says nothing");
}

#[test]
fn the_same_commands_write_the_same_bytes() {
    let mut lab = Lab::with_cluster("orders", true, 1);
    let mark = lab.mark();
    let script = "CREATE TABLE t (name); INSERT INTO t VALUES ('Ada')";
    let [one, again] = [(); 2].map(|()| seals(&mut lab, mark, script));
    let bytes = |seals: &[Seal]| seals.iter().map(|seal| seal.ciphertext.clone()).collect::<Vec<_>>();
    assert_eq!(bytes(&one), bytes(&again));
}

#[test]
fn what_kms_draws_differs_between_forks_and_what_it_names_does_not() {
    let mut lab = Lab::new();
    let key = lab.run("aws kms create-key --query KeyMetadata.KeyId --output text");
    let mark = lab.mark();
    let mut fork = |first: &str, line: &str| {
        lab.back_to(mark);
        lab.run(first);
        lab.run(line)
    };
    let key = key.trim();
    for (line, differs) in [
        (format!("aws kms generate-data-key --key-id {key} --key-spec AES_256 --query Plaintext"), true),
        ("aws kms generate-random --number-of-bytes 16 --query Plaintext".to_owned(), true),
        (format!("aws kms encrypt --key-id {key} --plaintext aGVsbG8= --query CiphertextBlob"), true),
        ("aws kms create-key --query KeyMetadata.KeyId".to_owned(), false),
    ] {
        let [one, again, other] = ["aws kms list-keys", "aws kms list-keys", "aws kms list-aliases"]
            .map(|first| fork(first, &line));
        assert_eq!(one, again, "{line}");
        assert_eq!(one != other, differs, "{line}");
    }
}
