//! Views of worlds that commands made, as the page gets them.

mod compared;
mod envelope;
mod folded;
mod look;
mod lost;
mod many;
mod readers;

use std::rc::Rc;

use playground_core::edition::Edition;

use crate::engine;
use crate::lesson::Lesson;
use crate::session::Session;
use crate::view::{
    ClusterBox, EnvelopeView, File, Focus, InspectorView, KeyHealth, LinkKind, PageAtRest, PageId, PagesView,
    Seal, Section, Tone, View, free_play, specimen,
};

const ENCRYPTED: &str = "aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql \
    --master-username admin --master-user-password not-a-secret --storage-encrypted --kms-key-id $KEY";
const PLAIN: &str = "aws rds create-db-cluster --db-cluster-identifier legacy --engine aurora-mysql \
    --master-username admin --master-user-password not-a-secret";

/// Runs lines in free play; all must succeed.
pub(super) fn played(lines: &[&str]) -> Session {
    engine::install(Rc::new(playground_sql::Sqlite));
    let mut session = free_play([7; 16], Edition::Y2020);
    for line in lines {
        for id in session.run(line) {
            let entry = session.timeline().record(id).unwrap();
            assert!(entry.done(), "{line}\n{}{}", entry.stdout, entry.stderr);
        }
    }
    session
}

/// A customer managed key, an encrypted and an unencrypted cluster, both running.
pub(super) fn two_clusters() -> Session {
    played(&two_clusters_made().iter().map(String::as_str).collect::<Vec<_>>())
}

/// The commands that make them.
fn two_clusters_made() -> [String; 9] {
    [
        "KEY=$(aws kms create-key --description Orders --query KeyMetadata.KeyId --output text)".into(),
        "aws kms create-alias --alias-name alias/orders --target-key-id $KEY".into(),
        ENCRYPTED.into(),
        PLAIN.into(),
        instance("orders"),
        instance("legacy"),
        "playground wait 10m".into(),
        filled("orders"),
        filled("legacy"),
    ]
}

fn instance(cluster: &str) -> String {
    format!(
        "aws rds create-db-instance --db-instance-identifier {cluster}-1 --db-cluster-identifier {cluster} \
         --engine aurora-mysql --db-instance-class db.r5.large"
    )
}

/// A command that creates two tables, each with a page of its own after that of the schema.
fn filled(cluster: &str) -> String {
    format!(
        "sql --db-cluster-identifier {cluster} \"CREATE TABLE customers (id INTEGER PRIMARY KEY, name TEXT, card TEXT); \
         INSERT INTO customers (name, card) VALUES ('Grace', '5105 5105 5105 5100'), ('Ada', '4111 1111 1111 1111'); \
         CREATE TABLE orders (id INTEGER PRIMARY KEY, status TEXT); INSERT INTO orders (status) VALUES ('open')\""
    )
}

fn cluster<'a>(view: &'a View, id: &str) -> &'a ClusterBox {
    let regions = view.map.accounts.iter().flat_map(|account| &account.regions);
    regions.flat_map(|region| &region.clusters).find(|cluster| cluster.id == id).unwrap()
}

fn inspected(session: &Session, thing: &str) -> InspectorView {
    let focus = Focus { selected: Some(thing.into()), ..Focus::default() };
    View::of_session(session, &focus).inspector.unwrap()
}

fn pages(view: &InspectorView) -> &PagesView {
    let found = view.sections.iter().find_map(|section| match section {
        Section::Pages(pages) => Some(pages),
        _ => None,
    });
    found.unwrap()
}

fn envelope(view: &InspectorView) -> &EnvelopeView {
    let found = view.sections.iter().find_map(|section| match section {
        Section::Envelope(envelope) => Some(envelope),
        _ => None,
    });
    found.unwrap()
}

fn text(bytes: &crate::view::Bytes) -> String {
    let bytes = bytes.rows.iter().flat_map(|row| &row.bytes);
    bytes.map(|byte| if byte.is_ascii_graphic() { char::from(*byte) } else { ' ' }).collect()
}

const ORDERS: &str = "arn:aws:rds:us-east-1:111122223333:cluster:orders";
const LEGACY: &str = "arn:aws:rds:us-east-1:111122223333:cluster:legacy";

#[test]
fn the_map_shows_what_is_sealed_and_by_which_key() {
    let session = two_clusters();
    let view = View::of_session(&session, &Focus::default());
    let Seal::Under(tag) = &cluster(&view, "orders").seal else { panic!("it is encrypted") };
    assert_eq!((tag.letter.as_str(), tag.name.as_str(), tag.state), ("A", "orders", KeyHealth::Usable));
    assert_eq!(cluster(&view, "legacy").seal, Seal::Plain);
    let backup = cluster(&view, "orders").backup.as_ref().unwrap();
    assert_eq!(backup.seal, cluster(&view, "orders").seal);
    for (id, sealed) in [("orders", true), ("legacy", false)] {
        let volume = &cluster(&view, id).volume;
        assert_eq!(volume.extents.iter().map(|extent| extent.pages).sum::<u32>(), volume.pages);
        assert!(volume.extents.iter().all(|extent| extent.sealed == sealed && !extent.damaged));
    }
}

#[test]
fn bytes_at_rest_stand_beside_what_a_client_reads() {
    let session = two_clusters();
    for (thing, hidden) in [(ORDERS, true), (LEGACY, false)] {
        let view = inspected(&session, thing);
        let pages = pages(&view);
        let client = text(pages.read.as_ref().unwrap());
        assert!(client.contains("4111 1111 1111 1111"), "{client}");
        assert_eq!(text(&pages.at_rest) == client, !hidden);
        assert_eq!(matches!(pages.kind, Some(PageAtRest::Plain)), !hidden);
    }
}

#[test]
fn a_cluster_without_a_host_says_why_no_client_reads_it() {
    let mut session = two_clusters();
    session.run("aws rds stop-db-cluster --db-cluster-identifier orders");
    for (thing, verdict) in
        [(ORDERS, "No client can connect: the cluster is in state stopping."), (LEGACY, "")]
    {
        let view = inspected(&session, thing);
        let pages = pages(&view);
        assert_eq!(
            (pages.verdict.to_string().as_str(), pages.read.is_none()),
            (verdict, !verdict.is_empty())
        );
        assert!(!pages.damaged);
    }
}

#[test]
fn a_write_changes_few_bytes_for_the_client_and_all_at_rest() {
    let mut session = two_clusters();
    session.run("sql --db-cluster-identifier orders \"UPDATE customers SET name = 'Zoe' WHERE id = 2\"");
    let view = inspected(&session, ORDERS);
    let pages = pages(&view);
    assert_eq!(pages.page, 2);
    assert!((1..=3).contains(&pages.changed_read), "{}", pages.changed_read);
    let shown: usize = pages.at_rest.rows.iter().map(|row| row.bytes.len()).sum();
    assert!(pages.changed_at_rest as usize * 8 > shown * 7, "{} of {shown}", pages.changed_at_rest);
    let opened = pages.opened.as_ref().unwrap();
    assert!(opened.cells.iter().any(|cell| cell.columns.iter().any(|column| column.value == "Zoe")));
    let changed = opened.changed.as_ref().unwrap();
    assert!(changed.plain_bytes < 100 && changed.stored_bytes > 4_000, "{}", changed.about);
    let view = View::of_session(&session, &Focus::default());
    let volume = &cluster(&view, "orders").volume;
    let changed = volume.extents.iter().filter(|extent| extent.changed).map(|extent| extent.pages);
    assert!((3..volume.pages).contains(&changed.sum::<u32>()), "the page, the counter, the journal, the log");
}

#[test]
fn a_flipped_bit_is_seen_where_it_is() {
    let mut session = two_clusters();
    session.run("playground flip-bit --db-cluster-identifier orders --page-number 2 --offset 70 --bit 0");
    let view = inspected(&session, ORDERS);
    let pages = pages(&view);
    assert!(pages.damaged && pages.read.is_none());
    let Some(PageAtRest::Sealed { fields }) = &pages.kind else { panic!("it is sealed") };
    let changed: Vec<&str> = fields.iter().filter(|field| field.changed).map(|field| field.name).collect();
    assert_eq!(changed, ["nonce"]);
    assert!(cluster(&View::of_session(&session, &Focus::default()), "orders").volume.extents[1].damaged);
}

#[test]
fn a_page_written_and_put_back_in_one_step_is_the_one_shown() {
    let file = "---\ntitle: T\nsummary: S\nseed: 1\nedition: 2020\nrules: E01\n---\n\n## A\n\n```aws\n\
        aws rds create-db-cluster --db-cluster-identifier orders --engine aurora-mysql \
        --master-username admin --master-user-password not-a-secret --storage-encrypted\n\
        INSTANCE\nplayground wait 10m\nFILLED\n```\n\n## B\n\n```aws\n\
        sql --db-cluster-identifier orders \"UPDATE orders SET status = 'paid'\"\n\
        playground rollback-page --db-cluster-identifier orders --page-number 3\n```\n";
    engine::install(Rc::new(playground_sql::Sqlite));
    let file = file.replace("INSTANCE", &instance("orders")).replace("FILLED", &filled("orders"));
    let mut lesson = Lesson::open("t", &file).unwrap();
    lesson.run_all().unwrap();
    let view = View::of_lesson(&lesson, &Focus::default()).inspector.unwrap();
    let page = pages(&view);
    assert_eq!((page.page, page.damaged), (3, true), "{}", page.verdict);
}

#[test]
fn a_lost_key_keeps_its_letter_and_breaks_the_envelope() {
    let mut session = two_clusters();
    session.run("OTHER=$(aws kms create-key --query KeyMetadata.KeyId --output text)");
    session.run("aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7\nplayground wait 8d");
    let view = View::of_session(&session, &Focus::default());
    let orders = cluster(&view, "orders");
    let Seal::Under(tag) = &orders.seal else { panic!("it is encrypted") };
    assert_eq!((tag.letter.as_str(), tag.state), ("A", KeyHealth::Deleted));
    assert_eq!(view.map.accounts[0].regions[0].keys[0].tag.letter, "B");
    assert_eq!(orders.status.tone, Tone::Bad);
    let view = inspected(&session, ORDERS);
    let chain = &envelope(&view).chain;
    let kinds: Vec<LinkKind> = chain.iter().map(|link| link.kind).collect();
    assert_eq!(kinds, [LinkKind::Key, LinkKind::Wrapped, LinkKind::Pages]);
    assert!(chain.iter().all(|link| !link.intact));
}

#[test]
fn a_key_is_one_link_however_many_data_keys_it_wraps() {
    let mut session = two_clusters();
    session.run(
        "aws rds restore-db-cluster-to-point-in-time --db-cluster-identifier again \\
             --source-db-cluster-identifier orders --use-latest-restorable-time",
    );
    let kinds = |session: &Session| {
        let view = inspected(session, "arn:aws:rds:us-east-1:111122223333:cluster:again");
        envelope(&view).chain.iter().map(|link| link.kind).collect::<Vec<_>>()
    };
    let expected = [LinkKind::Key, LinkKind::Wrapped, LinkKind::Wrapped, LinkKind::Pages];
    assert_eq!(kinds(&session), expected);
    session.run("aws kms schedule-key-deletion --key-id $KEY --pending-window-in-days 7\nplayground wait 8d");
    assert_eq!(kinds(&session), expected, "a deleted key is one as well");
}

#[test]
fn a_multi_region_key_tells_where_its_material_is() {
    let mut session = Session::new(Session::seed_of("1"), Edition::Y2026);
    session.run("KEY=$(aws kms create-key --multi-region --query KeyMetadata.KeyId --output text)");
    let key = |session: &Session| {
        View::of_session(session, &Focus::default()).map.accounts[0].regions[0].keys[0].clone()
    };
    let facts = |session: &Session| {
        let view = inspected(session, &key(session).tag.thing);
        let Some(Section::Facts { facts, .. }) = view.sections.last() else { panic!("it has facts") };
        facts.iter().map(|fact| [fact.name, ": ", &fact.value.to_string()].concat()).collect::<Vec<_>>()
    };
    let there = "Same key material in: eu-west-1".to_owned();
    assert!(!facts(&session).contains(&there));
    session.run("aws kms replicate-key --key-id $KEY --replica-region eu-west-1");
    assert!(facts(&session).contains(&there));
    assert!(facts(&session).contains(&"Multi-Region: the primary key".to_owned()));
    assert_eq!(key(&session).note.to_string(), "multi-Region primary key");
}

#[test]
fn a_key_tells_what_dies_with_it() {
    let session = two_clusters();
    let view = View::of_session(&session, &Focus::default());
    let key = view.map.accounts[0].regions[0].keys[0].tag.thing.clone();
    let view = inspected(&session, &key);
    let dies: Vec<&str> = view
        .sections
        .iter()
        .filter_map(|section| match section {
            Section::Things { fate: Some(_), links, .. } => Some(links),
            _ => None,
        })
        .flatten()
        .map(|link| link.name.as_str())
        .collect();
    assert_eq!(dies, ["orders", "orders"], "the cluster and its backup");
    let grants = view.sections.iter().find_map(|section| match section {
        Section::Grants(grants) => Some(grants),
        _ => None,
    });
    assert_eq!(grants.unwrap()[0].link.as_ref().unwrap().name, "orders");
}

#[test]
fn what_the_last_command_recorded_is_fresh() {
    let mut session = two_clusters();
    session.run("aws kms describe-key --key-id alias/orders");
    let view = View::of_session(&session, &Focus::default());
    let fresh: Vec<&str> = view.trail.iter().filter(|row| row.fresh).map(|row| row.event.as_str()).collect();
    assert_eq!(fresh, ["DescribeKey"]);
    let open = Focus { open_events: vec![view.trail[0].id.clone()], ..Focus::default() };
    let json = View::of_session(&session, &open).trail[0].json.clone().unwrap();
    assert!(json.contains("\"eventName\": \"DescribeKey\""), "{json}");
}

#[test]
fn forks_are_branches_and_moves_keep_rows() {
    let mut session = two_clusters();
    session.timeline_mut().jump(2);
    session.run("aws kms list-keys");
    let view = View::of_session(&session, &Focus::default()).timeline;
    assert_eq!((view.len, view.position, view.branches.len()), (3, 3, 2));
    assert!(view.branches[1].current && !view.branches[0].current);
    session.timeline_mut().back();
    let view = View::of_session(&session, &Focus::default()).timeline;
    assert_eq!((view.len, view.position, view.rows.len()), (3, 2, 3));
    assert!(!view.rows[2].happened);
}

#[test]
fn selecting_what_is_not_there_shows_nothing() {
    let session = two_clusters();
    for thing in ["", "backup:", "backup:1/2/3", "arn:aws:rds:us-east-1:111122223333:cluster:none"] {
        let focus = Focus { selected: Some(thing.into()), ..Focus::default() };
        assert_eq!(View::of_session(&session, &focus).inspector, None, "{thing}");
    }
    let focus = Focus {
        selected: Some(ORDERS.into()),
        page: Some(900.into()),
        offset: Some(90_000),
        ..Focus::default()
    };
    let view = View::of_session(&session, &focus).inspector.unwrap();
    assert_eq!((pages(&view).page, pages(&view).offset), (3, 4096 - 48));
}

#[test]
fn the_specimen_is_readable_and_not() {
    let (plain, sealed) = specimen([1; 16]);
    assert_eq!((plain.len(), sealed.len()), (60, 60));
    assert!(plain.windows(12).any(|part| part == b"Grace Hopper"));
    assert_ne!(sealed, specimen([2; 16]).1);
}

#[test]
fn what_is_in_a_page_is_shown_to_whoever_can_read_it() {
    let mut session = two_clusters();
    let opened = |session: &Session, thing| pages(&inspected(session, thing)).opened.clone();
    let sealed = opened(&session, ORDERS).unwrap();
    assert_eq!((sealed.owner.to_string().as_str(), sealed.cells.len()), ("table customers", 2));
    assert_eq!(sealed.cells, opened(&session, LEGACY).unwrap().cells);
    session.run("aws rds stop-db-cluster --db-cluster-identifier orders");
    session.run("aws rds stop-db-cluster --db-cluster-identifier legacy");
    assert_eq!(opened(&session, ORDERS), None, "nobody has its key in memory");
    assert_eq!(opened(&session, LEGACY).unwrap().cells.len(), 2, "it lies there as it is");
}

#[test]
fn every_file_of_a_volume_can_be_looked_at() {
    let session = two_clusters();
    let at = |file| {
        let page = Some(PageId { file, number: 1 });
        let focus = Focus { selected: Some(ORDERS.into()), page, ..Focus::default() };
        let view = View::of_session(&session, &focus).inspector.unwrap();
        let shown = pages(&view);
        let names: Vec<&str> = shown.files.iter().map(|row| row.name).collect();
        assert_eq!(names, ["Database", "Journal", "General log"]);
        (shown.file, shown.opened.as_ref().map(|page| page.kind))
    };
    assert_eq!(at(File::GeneralLog), (File::GeneralLog, Some("General log")));
    assert_eq!(at(File::Database), (File::Database, Some("First page of the database")));
}
