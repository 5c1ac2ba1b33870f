//! What each reader gets of the same page, and what a chosen byte says.

use super::{LEGACY, ORDERS, pages, text, two_clusters};
use crate::session::Session;
use crate::view::{Focus, InspectorView, PagesView, Reader, Section, View};

const SNAPSHOT: &str = "aws rds create-db-cluster-snapshot --db-cluster-identifier orders --db-cluster-snapshot-identifier s\n\
    playground wait 10m";
const OF_ORDERS: &str = "arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s";
const SHARED: &str = "aws rds modify-db-cluster-snapshot-attribute --db-cluster-snapshot-identifier s \
    --attribute-name restore --values-to-add 444455556666";
const FOR_PARTNER: &str = "aws kms put-key-policy --key-id $KEY --policy-name default --policy '{\"Version\": \"2012-10-17\", \
    \"Statement\": [{\"Effect\": \"Allow\", \"Principal\": {\"AWS\": [\"arn:aws:iam::111122223333:root\", \
    \"arn:aws:iam::444455556666:root\"]}, \"Action\": \"kms:*\", \"Resource\": \"*\"}]}'";
const FOR_DEV: &str = "aws iam put-user-policy --user-name dev --policy-name keys --policy-document '{\"Version\": \"2012-10-17\", \
    \"Statement\": [{\"Effect\": \"Allow\", \"Action\": \"kms:Decrypt\", \"Resource\": \"*\"}]}'";

fn seen(session: &Session, thing: &str, focus: Focus) -> PagesView {
    let focus = Focus { selected: Some(thing.into()), ..focus };
    let view: InspectorView = View::of_session(session, &focus).inspector.unwrap();
    pages(&view).clone()
}

fn by(reader: Reader) -> Focus {
    Focus { reader, ..Focus::default() }
}

#[test]
fn each_reader_gets_what_its_rights_give_it() {
    const CARD: &str = "4111 1111 1111 1111";
    let table: &[(&[&str], &str, Reader, bool, &str)] = &[
        (&[], ORDERS, Reader::Client, true, ""),
        (&[], ORDERS, Reader::Rds, true, "KMS decrypts the data key for RDS"),
        (
            &[],
            ORDERS,
            Reader::Developer,
            false,
            "KMS refuses to decrypt the data key for the profile dev. AccessDeniedException: User: \
             arn:aws:iam::111122223333:user/dev is not authorized to perform: kms:Decrypt on resource: arn:aws:kms:",
        ),
        (&[FOR_DEV], ORDERS, Reader::Developer, true, "KMS decrypts the data key for the profile dev"),
        (&[], ORDERS, Reader::Thief, false, "The thief has ciphertext only."),
        (&[], ORDERS, Reader::OtherAccount, false, "Another account sees nothing of this"),
        (&["aws kms disable-key --key-id $KEY"], ORDERS, Reader::Client, true, ""),
        (
            &["aws kms disable-key --key-id $KEY"],
            ORDERS,
            Reader::Rds,
            false,
            "KMS refuses RDS. DisabledException: arn:aws:kms:",
        ),
        (&[], LEGACY, Reader::Client, true, ""),
        (&[], LEGACY, Reader::Rds, true, "Not encrypted"),
        (&[], LEGACY, Reader::Developer, true, "Not encrypted"),
        (&[], LEGACY, Reader::Thief, true, "Not encrypted"),
        (&[SNAPSHOT], OF_ORDERS, Reader::Client, false, "A snapshot serves no clients"),
        (&[SNAPSHOT], OF_ORDERS, Reader::Rds, false, "RDS has no grant for this"),
        (
            &[SNAPSHOT],
            OF_ORDERS,
            Reader::OtherAccount,
            false,
            "Account 444455556666 can't restore it. DBClusterSnapshotNotFoundFault: ",
        ),
        (
            &[SNAPSHOT, SHARED],
            OF_ORDERS,
            Reader::OtherAccount,
            false,
            "Account 444455556666 can't restore it. KMSKeyNotAccessibleFault: ",
        ),
        (
            &[SNAPSHOT, SHARED, FOR_PARTNER],
            OF_ORDERS,
            Reader::OtherAccount,
            true,
            "Account 444455556666 restores it to a cluster of its own",
        ),
    ];
    for (lines, thing, reader, reads, says) in table {
        let mut session = two_clusters();
        for line in *lines {
            session.run(line);
        }
        let before = session.digest();
        let page = seen(&session, thing, by(*reader));
        let read = page.read.as_ref().map(text);
        let name = format!("{reader:?} of {thing} after {lines:?}");
        assert_eq!(read.as_ref().is_some_and(|read| read.contains(CARD)), *reads, "{name}: {}", page.verdict);
        assert_eq!(read.is_some(), *reads, "{name}");
        assert!(page.verdict.to_string().starts_with(says), "{name}: {}", page.verdict);
        assert_eq!(page.verdict.is_empty(), says.is_empty(), "{name}");
        assert!(!page.damaged);
        assert_eq!(session.digest(), before, "nothing happened");
        assert!(
            !session.world().clusters.values().any(|cluster| cluster.arn.id.to_string().starts_with("seen"))
        );
    }
}

#[test]
fn before_and_after_a_write_are_both_there() {
    let mut session = two_clusters();
    session.run("sql --db-cluster-identifier orders \"UPDATE customers SET name = 'Zoe' WHERE id = 2\"");
    let page = seen(&session, ORDERS, Focus::default());
    let [before, after] = [&page.read_before, &page.read].map(|bytes| text(bytes.as_ref().unwrap()));
    assert!(before.contains("Ada") && !before.contains("Zoe"), "{before}");
    assert!(after.contains("Zoe") && !after.contains("Ada"), "{after}");
    let rest = page.at_rest_before.as_ref().unwrap();
    assert_ne!(*rest, page.at_rest);
    assert_eq!(rest.rows[0].offset, page.at_rest.rows[0].offset);
    session.run("aws kms list-keys");
    let page = seen(&session, ORDERS, Focus::default());
    assert_eq!((page.at_rest_before, page.read_before), (None, None));
}

#[test]
fn a_chosen_byte_says_what_it_belongs_to_and_how_to_flip_it() {
    let mut session = two_clusters();
    let page = seen(&session, ORDERS, Focus::default());
    let opened = page.opened.unwrap();
    let value =
        opened.cells.iter().flat_map(|cell| &cell.columns).find(|column| column.value == "Ada").unwrap();
    let choose = |bit| Focus { byte: Some(value.offset), bit, ..Focus::default() };
    let byte = seen(&session, ORDERS, choose(Some(1))).byte.unwrap();
    assert_eq!((byte.read, byte.place.to_string().as_str()), (Some(b'A'), "value of name, row 2"));
    let found = byte.avalanche.unwrap();
    assert_eq!((found.same_nonce.0, found.of), (1, (32_768, 128)));
    assert!(found.next_nonce.0 > 15_000 && found.next_nonce.0 < 18_000, "{found:?}");
    assert!(byte.seals_again && byte.flips.len() == 8);

    let flip = byte.flips[1].clone();
    assert_eq!(
        flip,
        format!(
            "playground flip-bit --db-cluster-identifier orders --page-number 2 --offset {} --bit 1",
            80 + value.offset
        )
    );
    session.run(&flip);
    let after = seen(&session, ORDERS, choose(None));
    assert!(after.damaged);
    let after = after.byte.unwrap();
    assert_eq!((after.at_rest, after.read, after.seals_again), (byte.at_rest ^ 2, None, false));

    let plain = seen(&session, LEGACY, choose(Some(1))).byte.unwrap();
    assert_eq!((plain.at_rest, plain.read, plain.avalanche), (b'A', Some(b'A'), None));
    assert!(plain.flips[0].contains(&format!("--offset {} ", value.offset)), "{}", plain.flips[0]);
    session.run(SNAPSHOT);
    let flip = seen(&session, OF_ORDERS, choose(None)).byte.unwrap().flips[0].clone();
    session.run(&flip);
    assert!(session.entry().unwrap().done(), "{flip}");
}

#[test]
fn a_byte_beyond_the_page_is_none() {
    let session = two_clusters();
    let far = Focus { byte: Some(5_000), bit: Some(9), ..Focus::default() };
    assert_eq!(seen(&session, ORDERS, far).byte, None);
    let bit = Focus { byte: Some(0), bit: Some(9), ..Focus::default() };
    assert_eq!(seen(&session, ORDERS, bit).byte.unwrap().avalanche, None);
    let view = View::of_session(&session, &Focus { selected: Some(ORDERS.into()), ..Focus::default() });
    assert!(view.inspector.unwrap().sections.iter().any(|section| matches!(section, Section::Pages(_))));
}
