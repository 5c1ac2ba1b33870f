//! The map of a world that is too large to be shown at once: what is open, what comes first, and what it can be narrowed to.

use playground_core::edition::Edition;
use playground_estate::{Kind, Severity};

use crate::session::Session;
use crate::view::{Focus, Fold, MapFilter, MapFocus, MapKind, MapPart, MapView, RegionBox, View};

/// The made-up company, after a command that changes nothing.
fn company() -> Session {
    let mut session = Session::new(Session::seed_of("company"), Edition::Y2026);
    for line in ["playground import --made-up-company", "aws kms list-keys --query Keys[0].KeyId"] {
        run(&mut session, line);
    }
    session
}

fn run(session: &mut Session, line: &str) {
    for id in session.run(line) {
        let entry = session.timeline().record(id).unwrap();
        assert!(entry.done(), "{line}\n{}{}", entry.stdout, entry.stderr);
    }
}

fn looked(session: &Session, map: MapFocus) -> MapView {
    View::of_session(session, &Focus { map, ..Focus::default() }).map
}

fn regions(map: &MapView) -> impl Iterator<Item = (String, &RegionBox)> {
    let place = |account: &str, region: &str| [account, "/", region].concat();
    map.accounts.iter().flat_map(move |a| a.regions.iter().map(move |r| (place(&a.id, &r.code), r)))
}

fn open(map: &MapView) -> Vec<String> {
    regions(map).filter(|(_, region)| !region.folded).map(|(place, _)| place).collect()
}

fn narrowed(session: &Session, filter: MapFilter) -> MapView {
    looked(session, MapFocus { filter, ..MapFocus::default() })
}

/// How many things have a box.
fn boxes(map: &MapView) -> usize {
    let in_region = |r: &RegionBox| {
        let leaves = r.clusters.iter().map(|c| c.snapshots.len() + usize::from(c.backup.is_some()));
        r.keys.len() + r.clusters.len() + r.snapshots.len() + r.backups.len() + leaves.sum::<usize>()
    };
    regions(map).map(|(_, region)| in_region(region)).sum()
}

#[test]
fn a_large_world_is_folded_and_counts_what_is_closed() {
    let map = looked(&company(), MapFocus::default());
    assert!(map.total > 80 && boxes(&map) < 40, "{} of {}", boxes(&map), map.total);
    assert_eq!(map.found, map.total);
    assert!(open(&map).len() <= 2, "{:?}", open(&map));
    let counted: usize = regions(&map).map(|(_, region)| region.holds.total()).sum();
    assert_eq!(counted, map.total);
    let (_, home) = regions(&map).find(|(place, _)| place == "111122223333/eu-west-1").unwrap();
    assert_eq!(home.holds.findings.first().map(|(severity, _)| *severity), Some(Severity::Critical));
    let index = map.index.unwrap();
    assert_eq!(index.findings.first(), Some(&(Kind::KeyPendingDeletion, 1)));
    assert_eq!(index.accounts.len(), map.accounts.len());
}

#[test]
fn what_a_step_changes_opens_by_itself_also_where_the_reader_has_closed_it() {
    let mut session = company();
    let place = "777788889999/eu-central-1";
    assert!(!open(&looked(&session, MapFocus::default())).contains(&place.to_owned()));
    run(
        &mut session,
        "aws rds modify-db-cluster-snapshot-attribute --profile 777788889999 --region eu-central-1 \
         --db-cluster-snapshot-identifier demo-1-before-upgrade --attribute-name restore --values-to-remove all",
    );
    let fold = |earlier| Fold { place: place.into(), open: false, earlier };
    let with = |folds| looked(&session, MapFocus { folds, ..MapFocus::default() });
    for (folds, opens) in [(vec![], true), (vec![fold(true)], true), (vec![fold(false)], false)] {
        let map = with(folds);
        assert_eq!(open(&map).contains(&place.to_owned()), opens);
        let (_, region) = regions(&map).find(|(at, _)| at == place).unwrap();
        assert_eq!(region.holds.changed, 1);
        let leaves = region.clusters.iter().flat_map(|it| &it.snapshots).chain(&region.snapshots);
        assert_eq!(leaves.filter(|it| it.id == "demo-1-before-upgrade").count(), usize::from(opens));
    }
}

#[test]
fn what_matters_comes_first_and_the_rest_can_be_asked_for() {
    let session = company();
    let place = "111122223333/eu-west-1";
    let folds = vec![Fold { place: place.into(), open: true, earlier: false }];
    let map = looked(&session, MapFocus { folds: folds.clone(), ..MapFocus::default() });
    let (_, region) = regions(&map).find(|(at, _)| at == place).unwrap();
    let cut = region.cuts.iter().find(|cut| cut.kind == MapKind::Clusters).unwrap();
    assert!(cut.brief && cut.found > cut.listed && region.clusters.len() == cut.listed);
    assert_eq!(region.more, region.cuts.iter().map(|cut| cut.found - cut.listed).sum::<usize>());
    assert_eq!(region.clusters[0].id, "archive-2020", "its key is pending deletion");
    let (account, code) = place.split_once('/').unwrap();
    let part =
        MapPart { account: account.into(), region: code.into(), kind: MapKind::Clusters, of: None, first: 0 };
    let map = looked(&session, MapFocus { folds, parts: vec![part], ..MapFocus::default() });
    let (_, region) = regions(&map).find(|(at, _)| at == place).unwrap();
    assert_eq!(region.clusters.len(), cut.found);
}

#[test]
fn it_can_be_narrowed_by_each_of_its_properties() {
    let session = company();
    let index = looked(&session, MapFocus::default()).index.unwrap();
    let account = Some(String::from("777788889999"));
    let map = narrowed(&session, MapFilter { account: account.clone(), ..MapFilter::default() });
    assert!(map.accounts.iter().all(|it| Some(&it.id) == account.as_ref()) && map.found < map.total);
    let map = narrowed(&session, MapFilter { region: Some("eu-west-1".into()), ..MapFilter::default() });
    assert!(regions(&map).all(|(_, region)| region.code == "eu-west-1") && map.found < map.total);
    let map = narrowed(&session, MapFilter { kind: Some(MapKind::Clusters), ..MapFilter::default() });
    assert_eq!(map.found, 40);
    let (key, _) = &index.keys[0];
    let map = narrowed(&session, MapFilter { key: Some(key.clone()), ..MapFilter::default() });
    assert_eq!(regions(&map).map(|(_, region)| region.keys.len()).sum::<usize>(), 1);
    assert!(map.found > 1);
    let finding = Some(Kind::KeyPendingDeletion);
    let map = narrowed(&session, MapFilter { finding, ..MapFilter::default() });
    assert_eq!(map.found, 4, "the key, and the cluster, the snapshot and the backup under it");
    let finding = Some(Kind::PublicSnapshot);
    let map = narrowed(&session, MapFilter { finding, account, ..MapFilter::default() });
    assert_eq!((map.found, open(&map).len()), (1, 1), "what is found is few, and open");
    let nowhere = MapFilter { region: Some("sa-east-1".into()), ..MapFilter::default() };
    assert!(narrowed(&session, nowhere).accounts.is_empty());
}

#[test]
fn of_many_accounts_some_are_listed_and_the_others_counted() {
    let mut session = Session::new(Session::seed_of("many"), Edition::Y2026);
    for account in 0..30 {
        let cluster = |n: u32| {
            let id = format!("c{account}-{n}");
            format!(
                "{{\"DBClusterIdentifier\":\"{id}\",\"DBClusterArn\":\"arn:aws:rds:eu-west-1:{:012}:cluster:{id}\",\
                 \"Engine\":\"aurora-mysql\",\"EngineVersion\":\"8.0.mysql_aurora.3.08.0\",\"Status\":\"available\",\
                 \"StorageEncrypted\":false,\"StorageEncryptionType\":\"none\",\"BackupRetentionPeriod\":7}}",
                100_000_000_000_u64 + account
            )
        };
        let all: Vec<String> = (0..3).map(cluster).collect();
        let sign = if account == 0 { ">" } else { ">>" };
        run(
            &mut session,
            &format!("cat {sign} all.jsonl <<'END'\n{{\"DBClusters\":[{}]}}\nEND", all.join(",")),
        );
    }
    run(&mut session, "playground import all.jsonl");
    for (more_accounts, listed) in [(0, 12), (1, 24), (2, 30)] {
        let map = looked(&session, MapFocus { more_accounts, ..MapFocus::default() });
        assert_eq!((map.accounts.len(), map.more), (listed, 30 - listed));
        assert!(map.accounts.iter().filter(|account| !account.folded).count() <= 2);
    }
    let selected = Some("arn:aws:rds:eu-west-1:100000000029:cluster:c29-1".into());
    let map = View::of_session(&session, &Focus { selected, ..Focus::default() }).map;
    assert_eq!((map.accounts.len(), open(&map).contains(&"100000000029/eu-west-1".to_owned())), (12, true));
}
