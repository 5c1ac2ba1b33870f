//! The map of many things: which part of it is made, and that all of it can be reached.

use super::{cluster, inspected, played};
use crate::session::Session;
use crate::view::{Cut, Focus, MapFocus, MapKind, MapPart, MapView, RegionBox, Section, View};

/// That many clusters, of which every eighth is not encrypted; the others are under one key.
fn clusters(count: usize) -> Session {
    let create = |n| {
        let key = if n % 8 > 0 { " --storage-encrypted --kms-key-id alias/orders" } else { "" };
        format!(
            "aws rds create-db-cluster --db-cluster-identifier c{n} --engine aurora-mysql \
             --master-username admin --master-user-password not-a-secret{key}"
        )
    };
    let mut lines = vec![
        "playground set-quota --name db-clusters --value 10000".to_owned(),
        "KEY=$(aws kms create-key --query KeyMetadata.KeyId --output text)".to_owned(),
        "aws kms create-alias --alias-name alias/orders --target-key-id $KEY".to_owned(),
    ];
    lines.extend((0..count).map(create));
    lines.push("playground wait 10m".to_owned());
    if count > 3 {
        lines.push(
        "aws rds create-db-cluster-snapshot --db-cluster-identifier c3 --db-cluster-snapshot-identifier before"
            .to_owned(),
    );
    }
    lines.push("playground wait 10m".to_owned());
    played(&lines.iter().map(String::as_str).collect::<Vec<_>>())
}

fn looked(session: &Session, focus: &Focus) -> MapView {
    View::of_session(session, focus).map
}

fn found(session: &Session, search: &str) -> MapView {
    let map = MapFocus { search: search.into(), ..MapFocus::default() };
    looked(session, &Focus { map, ..Focus::default() })
}

fn region(map: &MapView) -> &RegionBox {
    &map.accounts[0].regions[0]
}

fn ids(map: &MapView) -> Vec<&str> {
    region(map).clusters.iter().map(|cluster| cluster.id.as_str()).collect()
}

/// How much was made: cards, rows, and what is in them.
fn made(map: &MapView) -> usize {
    let region = region(map);
    let inside = region.clusters.iter().map(|c| {
        c.volume.extents.len() + c.snapshots.len() + usize::from(c.backup.is_some()) + c.instances.len()
    });
    region.keys.len()
        + region.clusters.len()
        + region.snapshots.len()
        + region.backups.len()
        + inside.sum::<usize>()
}

/// One session for three tests, as it takes a second to make.
#[test]
fn many_clusters() {
    let mut session = clusters(120);
    a_long_list_is_shown_in_parts_that_hold_all_of_it(&session);
    a_key_with_many_grants_and_dependents_says_how_many_are_not_listed(&session);
    what_is_open_in_the_inspector_is_in_sight_and_whole(&mut session);
    let first = || Focus {
        selected: Some("arn:aws:rds:us-east-1:111122223333:cluster:c0".into()),
        ..Focus::default()
    };
    let (half, whole) = (looked(&clusters(60), &first()), looked(&session, &first()));
    assert!(made(&whole) <= made(&half), "twice as many clusters are no more to draw");
}

fn a_long_list_is_shown_in_parts_that_hold_all_of_it(session: &Session) {
    let mut seen = Vec::new();
    for first in [0, 50, 100] {
        let region = String::from("us-east-1");
        let part =
            MapPart { account: "111122223333".into(), region, kind: MapKind::Clusters, of: None, first };
        let map = MapFocus { parts: vec![part], ..MapFocus::default() };
        let map = looked(session, &Focus { map, ..Focus::default() });
        let listed = if first == 100 { 20 } else { 50 };
        let cut = Cut { kind: MapKind::Clusters, of: None, brief: false, first, listed, found: 120 };
        assert_eq!((&*self::region(&map).cuts, self::region(&map).more), (&[cut][..], 120 - listed));
        seen.extend(ids(&map).into_iter().map(str::to_owned));
    }
    assert_eq!(seen, (0..120).map(|n| format!("c{n}")).collect::<Vec<_>>());
}

fn what_is_open_in_the_inspector_is_in_sight_and_whole(session: &mut Session) {
    let arn = |id: &str| format!("arn:aws:rds:us-east-1:111122223333:cluster:{id}");
    session.run("aws rds modify-db-cluster --db-cluster-identifier c119 --deletion-protection");
    for (selected, id, snapshots) in [
        (None, "c119", 0),
        (Some(arn("c77")), "c77", 0),
        (Some("arn:aws:rds:us-east-1:111122223333:cluster-snapshot:before".to_owned()), "c3", 1),
    ] {
        let focus = Focus { selected: selected.map(Into::into), ..Focus::default() };
        let view = View::of_session(session, &focus);
        let open = cluster(&view, id);
        assert!(!open.row && open.backup.is_some(), "{id}");
        assert_eq!((open.snapshots.len(), open.leaves), (snapshots, snapshots + 1), "{id}");
        let rows = region(&view.map).clusters.iter().filter(|other| other.id != id);
        for row in rows {
            assert!(row.row && row.backup.is_none() && row.volume.pages == 0, "{}", row.id);
            assert!(row.leaves > 0, "{}", row.id);
        }
    }
}

#[test]
fn a_few_are_cards() {
    let map = looked(&clusters(12), &Focus::default());
    assert!(region(&map).clusters.iter().all(|cluster| !cluster.row && cluster.backup.is_some()));
    assert_eq!((region(&map).cuts.len(), region(&map).more, map.total, map.found), (0, 0, 26, 26));
}

#[test]
fn the_search_finds_by_name_state_and_key() {
    let session = clusters(20);
    let all = found(&session, "");
    assert_eq!((all.found, all.total), (42, 42), "a key, clusters, their backups, a snapshot");
    assert_eq!(ids(&found(&session, "C17")), ["c17"]);
    assert_eq!(ids(&found(&session, "cluster orders")).len(), 17, "under the key");
    assert_eq!(ids(&found(&session, "cluster plain available")), ["c0", "c8", "c16"]);
    assert!(found(&session, "cluster stopped").accounts.is_empty());
    let key = found(&session, "key enabled");
    assert_eq!((region(&key).keys.len(), key.found), (1, 1));
    let snapshot = found(&session, "manual snapshot");
    let of = &region(&snapshot).clusters[0];
    assert_eq!((of.id.as_str(), of.snapshots.len(), of.backup.is_none(), snapshot.found), ("c3", 1, true, 1));
}

#[test]
fn of_many_snapshots_the_last_ones_are_listed_and_the_search_finds_the_others() {
    let mut session = clusters(1);
    for n in 0..60 {
        session.run(&format!(
            "aws rds create-db-cluster-snapshot --db-cluster-identifier c0 --db-cluster-snapshot-identifier s{n}"
        ));
    }
    let map = looked(&session, &Focus::default());
    let all =
        |map: &MapView| region(map).clusters[0].snapshots.iter().map(|it| it.id.clone()).collect::<Vec<_>>();
    assert_eq!(all(&map), (10..60).map(|n| format!("s{n}")).collect::<Vec<_>>());
    assert_eq!(region(&map).clusters[0].unlisted(), 10);
    assert_eq!(all(&found(&session, "manual s7")), ["s7"]);
    let selected = Some("arn:aws:rds:us-east-1:111122223333:cluster-snapshot:s3".into());
    let map = looked(&session, &Focus { selected, ..Focus::default() });
    assert!(all(&map).contains(&"s3".to_owned()));
}

#[test]
fn a_key_counts_what_is_under_it() {
    let map = looked(&clusters(20), &Focus::default());
    assert_eq!(region(&map).keys[0].under, 17 + 17 + 1, "clusters, backups, the snapshot of c3");
}

fn a_key_with_many_grants_and_dependents_says_how_many_are_not_listed(session: &Session) {
    let key = region(&looked(session, &Focus::default())).keys[0].tag.thing.clone();
    let view = inspected(session, &key);
    let said: Vec<_> = view
        .sections
        .iter()
        .filter_map(|section| match section {
            Section::Things { title, note, links, .. } => {
                Some((title.to_string(), note.to_string(), links.len()))
            }
            _ => None,
        })
        .collect();
    assert_eq!((said[0].0.as_str(), said[0].2), ("Encrypted under this key: 211", 100));
    assert!(said[0].1.ends_with("111 more are on the map: search it for “orders”."), "{}", said[0].1);
    assert_eq!((said[1].0.as_str(), said[1].2), ("Further grants: 5", 0));
}
