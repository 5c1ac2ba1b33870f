//! Two forks of a session have the same keys and count the same writes, but no nonce is used for two contents.

use std::collections::BTreeMap;

use playground_core::storage::volume::LogRecord;

use crate::lab::Lab;

/// Runs a script from `mark` on. Returns the nonces of its writes, by their numbers.
fn nonces(lab: &mut Lab, mark: usize, script: &str) -> BTreeMap<u64, [u8; 12]> {
    lab.back_to(mark);
    let before = lab.find("orders").volume.writes();
    lab.sql("orders", script);
    let cluster = lab.find("orders");
    let nonce = |record: &LogRecord| Some((record.lsn, *record.page()?.1.sealed()?.nonce));
    cluster.volume.log_from(before + 1).filter_map(nonce).collect()
}

#[test]
fn forks_use_no_nonce_twice() {
    let mut lab = Lab::with_cluster("orders", true, 1);
    let mark = lab.mark();
    let ada = "CREATE TABLE t (name); INSERT INTO t VALUES ('Ada')";
    let [one, again, other] =
        [ada, ada, &ada.replace("Ada", "Bob")].map(|script| nonces(&mut lab, mark, script));
    assert_eq!(one, again, "the same commands write the same bytes");
    assert!(one.keys().eq(other.keys()) && one.len() > 5);
    for (number, nonce) in &one {
        assert_ne!(nonce, &other[number], "write {number}");
        assert_eq!(nonce[4..], number.to_be_bytes());
    }
}
