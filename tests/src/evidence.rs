//! Shows that a rule holds, for rules that no refusal shows: looks at a world (and at what came before it) for a case
//! in which the statement is true, and not trivially so.

mod today;

use playground_core::ids::KeyArn;
use playground_core::kms::key::KeyManager;
use playground_core::ops::playground::raw::{ClientView, client_view};
use playground_core::rds::cluster::{Cluster, Engine};
use playground_core::rds::lifecycle::ClusterStatus;
use playground_core::rds::transit::Layer;
use playground_core::rules::{Rule, RuleId, RuleKind};
use playground_core::storage::file::PageId;
use playground_core::storage::frame;
use playground_core::storage::image::{Image, PageSlot};
use playground_core::storage::volume::LogRecord;
use playground_core::trail::Service;
use playground_core::world::World;

/// Returns whether this world is evidence for a rule. For a rule that only refuses, none is.
pub fn shows(rule: RuleId, world: &World) -> bool {
    match rule {
        RuleId::S01 | RuleId::O02 => all_of_it_is_sealed(world),
        RuleId::S02 => sealed(world).any(|cluster| pages_have_tags(cluster.volume.image())),
        RuleId::S03 => clients_see_the_same(world),
        RuleId::S04 => frames_hide_both(world),
        RuleId::O01 => only_the_plain_disk_tells(world),
        RuleId::O03 => sealed(world).any(|cluster| cluster.replication_source.is_some()),
        RuleId::O04 => keys(world).count() > 0 && keys(world).all(|key| world.keys.contains_key(key)),
        RuleId::O05 => instances_follow(world),
        RuleId::O06 => copies(world).any(|(source, copy)| source.0 != copy.0),
        RuleId::O07 => managed_by(world, KeyManager::Customer) > 0,
        RuleId::O08 => uses_are_recorded(world),
        RuleId::O09 => used_by_another_service(world),
        RuleId::E01 => sealed(world).next().is_some(),
        RuleId::E02 => keys(world).any(|key| is_default(world, key)),
        RuleId::E03 => managed_by(world, KeyManager::Aws) > 1,
        RuleId::E05 => keys(world).any(|key| keys(world).filter(|other| *other == key).count() >= 4),
        RuleId::E07 => world.clusters.values().any(|cluster| lost(cluster)),
        RuleId::E09 => a_backup_helped(world),
        RuleId::A01 => engines(world) == 2,
        RuleId::L05 => plain_became_sealed(world),
        RuleId::L06 => today::readers_stay_and_restores_do_not(world),
        RuleId::L10 => copies(world).any(|(source, copy)| same_pages(source.1, copy.1)),
        RuleId::L11 => copies(world).any(|(source, copy)| new_envelope(source.1, copy.1)),
        RuleId::E04
        | RuleId::E06
        | RuleId::E08
        | RuleId::A02
        | RuleId::L01
        | RuleId::L02
        | RuleId::L03
        | RuleId::L04
        | RuleId::L07
        | RuleId::L08
        | RuleId::L09
        | RuleId::L12
        | RuleId::N08
        | RuleId::N12
        | RuleId::N17 => false,
        RuleId::N01 => today::encrypted_unasked(world),
        RuleId::N02 => today::three_kinds(world),
        RuleId::N03 => today::the_default_and_the_older_choice(world),
        RuleId::N04 => today::stays_plain(world),
        RuleId::N05 => today::restores_to_encrypted(world),
        RuleId::N06 => today::restored_under_another_key(world),
        RuleId::N07 => today::restored_under_the_owned_key(world),
        RuleId::N09 => today::waits_to_be_recovered(world),
        RuleId::N10 => today::came_back(world),
        RuleId::N11 => today::lost_at_once(world),
        RuleId::N13 => today::outlives_its_creators_access(world),
        RuleId::N14 => today::under_the_source_accounts_key(world),
        RuleId::N15 => today::a_key_of_ones_own_prevents_that(world),
        RuleId::N16 => today::encrypted_copy_of_a_plain_snapshot(world),
        RuleId::D01 => today::answers_tell_the_type(world),
        RuleId::T01 => today::encrypts_on_the_way(world, Layer::Physical),
        RuleId::T02 => today::encrypts_on_the_way(world, Layer::BetweenRegions),
        RuleId::T03 => today::encrypts_on_the_way(world, Layer::Hardware),
    }
}

/// Returns whether a rule shows in a refusal and not in a state.
pub fn refuses(rule: &Rule) -> bool {
    rule.kind == RuleKind::Refuses
}

fn sealed(world: &World) -> impl Iterator<Item = &Cluster> {
    let all = world.clusters.values().map(|cluster| &**cluster);
    all.filter(|cluster| cluster.encryption.key().is_some())
}

fn keys(world: &World) -> impl Iterator<Item = &KeyArn> {
    sealed(world).filter_map(|cluster| cluster.encryption.key())
}

fn lost(cluster: &Cluster) -> bool {
    cluster.status == ClusterStatus::InaccessibleEncryptionCredentials
}

fn is_default(world: &World, key: &KeyArn) -> bool {
    world.keys.get(key).is_some_and(|key| key.manager == KeyManager::Aws)
}

fn managed_by(world: &World, manager: KeyManager) -> usize {
    world.keys.values().filter(|key| key.manager == manager && !key.arn.is_aws_owned()).count()
}

/// Returns whether there is an encrypted cluster with a snapshot and a backup, all of them sealed under its key.
fn all_of_it_is_sealed(world: &World) -> bool {
    sealed(world).any(|cluster| {
        let key = cluster.encryption.key();
        let own = |id| cluster.resource_id == id;
        let mut snapshots = world.snapshots.values().filter(|snapshot| own(snapshot.resource_id)).peekable();
        let mut backups = world.backups.values().filter(|backup| own(backup.resource_id)).peekable();
        snapshots.peek().is_some()
            && backups.peek().is_some()
            && cluster.volume.image().is_sealed()
            && cluster.volume.log().filter_map(LogRecord::page).all(|(_, stored)| stored.sealed().is_some())
            && snapshots.all(|snapshot| snapshot.encryption.key().is_some() && snapshot.image.is_sealed())
            && backups.all(|backup| backup.encryption.key() == key)
    })
}

/// Returns whether the pages have the parts that AES-GCM adds: a nonce of 12 bytes and a tag of 16.
fn pages_have_tags(image: &Image) -> bool {
    let parts = |(_, slot): (PageId, &PageSlot)| {
        slot.stored.sealed().is_some_and(|parts| parts.nonce.len() == 12 && parts.tag.len() == 16)
    };
    image.page_count() > 0 && image.pages().all(parts)
}

/// Returns whether clients of an unsealed and of a sealed cluster read the same content, while the bytes at rest
/// differ.
fn clients_see_the_same(world: &World) -> bool {
    let plain = world.clusters.values().filter(|cluster| cluster.encryption.key().is_none());
    plain.into_iter().any(|plain| {
        sealed(world).any(|sealed| {
            let views = (client_view(plain, 1), client_view(sealed, 1));
            let rest =
                |cluster: &Cluster| cluster.volume.image().page(1).map(|slot| slot.stored.raw().to_vec());
            matches!(views, (ClientView::Content(one), ClientView::Content(other)) if one == other)
                && rest(plain) != rest(sealed)
        })
    })
}

/// Returns whether a frame hides what was written to the source, whether or not its replica is encrypted.
fn frames_hide_both(world: &World) -> bool {
    let hidden = |encrypted: bool| {
        world.clusters.values().any(|cluster| {
            let mut sent = cluster.volume.log().rev().filter_map(|record| Some((record, record.page()?.1)));
            let (Some(link), Some((record, stored))) = (&cluster.link, sent.next()) else { return false };
            let bytes = frame::seal(link, record);
            // Headers are no secret: both name the past.
            let raw = stored.sealed().map_or(stored.raw(), |parts| parts.ciphertext);
            let shown = raw.windows(16).filter(|window| window.iter().any(|byte| *byte != 0));
            cluster.encryption.key().is_some() == encrypted
                && shown.step_by(16).take(64).all(|window| !bytes.windows(16).any(|part| part == window))
        })
    };
    hidden(true) && hidden(false)
}

const CARD: &str = "4111 1111";

fn only_the_plain_disk_tells(world: &World) -> bool {
    let found = |cluster: &Cluster| !cluster.volume.find(CARD).is_empty();
    let plain = world.clusters.values().any(|cluster| cluster.encryption.key().is_none() && found(cluster));
    plain && sealed(world).next().is_some() && !sealed(world).any(found)
}

fn instances_follow(world: &World) -> bool {
    world.instances.values().any(|instance| {
        world.clusters.get(&instance.cluster).is_some_and(|cluster| cluster.encryption.key().is_some())
    })
}

type KeyAndImage<'a> = (Option<&'a KeyArn>, &'a Image);

/// Encrypted snapshots that are copies, each with its source.
fn copies(world: &World) -> impl Iterator<Item = (KeyAndImage<'_>, KeyAndImage<'_>)> {
    world.snapshots.values().filter_map(|copy| {
        let source = world.snapshots.get(copy.source.as_ref()?)?;
        copy.encryption.key()?;
        Some(((source.encryption.key(), &source.image), (copy.encryption.key(), &copy.image)))
    })
}

fn same_pages(one: &Image, other: &Image) -> bool {
    let pages = |image: &Image| image.pages().map(|(_, slot)| slot.stored.raw().to_vec()).collect::<Vec<_>>();
    one.is_sealed() && pages(one) == pages(other)
}

/// Returns whether both have the same volume's data key, wrapped under different keys.
fn new_envelope(one: &Image, other: &Image) -> bool {
    one.slots().zip(other.slots()).any(|(one, other)| {
        one.volume == other.volume && one.key != other.key && one.wrapped != other.wrapped
    })
}

/// Returns whether the trail has, for every key that a cluster uses, at least the three calls that led there.
fn uses_are_recorded(world: &World) -> bool {
    let seen = |key: &KeyArn, name: &str| {
        world.trail.values().any(|event| event.call.key.as_ref() == Some(key) && event.call.name == name)
    };
    let calls = ["CreateGrant", "GenerateDataKeyWithoutPlaintext", "Decrypt"];
    let mut of_accounts = keys(world).filter(|key| !key.is_aws_owned()).peekable();
    of_accounts.peek().is_some() && of_accounts.all(|key| calls.iter().all(|call| seen(key, call)))
}

/// Returns whether a program used a key of a cluster, in a context that is not a cluster's.
fn used_by_another_service(world: &World) -> bool {
    keys(world).any(|key| {
        world.trail.values().any(|event| {
            let call = &event.call;
            call.service == Service::Kms
                && call.key.as_ref() == Some(key)
                && call.via.is_none()
                && call
                    .context
                    .as_ref()
                    .is_some_and(|context| context.get_ignoring_case("aws:s3:arn").is_some())
        })
    })
}

/// Returns whether there is a lost cluster, and a younger one under the same key that is running.
fn a_backup_helped(world: &World) -> bool {
    sealed(world).filter(|cluster| lost(cluster)).any(|gone| {
        sealed(world).any(|cluster| {
            cluster.status == ClusterStatus::Available
                && cluster.created > gone.created
                && cluster.encryption.key() == gone.encryption.key()
        })
    })
}

fn engines(world: &World) -> usize {
    let has = |engine: Engine| usize::from(sealed(world).any(|cluster| cluster.engine == engine));
    has(Engine::AuroraMysql) + has(Engine::AuroraPostgresql)
}

/// Returns whether there is an encrypted cluster in the Region of an unencrypted snapshot of the same data.
fn plain_became_sealed(world: &World) -> bool {
    let plain = world.snapshots.values().any(|snapshot| snapshot.encryption.key().is_none());
    plain && sealed(world).next().is_some()
}
